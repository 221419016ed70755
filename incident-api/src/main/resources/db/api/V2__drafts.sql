-- What is written but not to be told yet: the command as it will be carried out once published, under the id its outcome
-- will have then. incident_id is what an update's draft is about, and null for the draft of something new.
create table draft (
    id          text collate "C" primary key,
    kind        text        not null check (kind in ('incident', 'maintenance')),
    incident_id text collate "C" references incident (id) on delete cascade,
    version     bigint      not null,
    command     jsonb       not null,
    created_at  timestamptz not null,
    created_by  text        not null,
    updated_at  timestamptz not null,
    updated_by  text        not null
);
create index draft_by_incident on draft (kind, incident_id, id desc);
