-- Texts written on a quiet day. The fields are org.incidentcomms.api.template.TemplateFields.
create table template (
    id         text collate "C" primary key,
    version    bigint      not null,
    name       text        not null,
    kind       text        not null check (kind in ('incident', 'update', 'maintenance')),
    fields     jsonb       not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index template_by_name on template (lower(name));
