-- What operators write of an incident afterwards. The published text is in the incident's document; this is the one being
-- written. The slug is given with the first publication and kept.
create table postmortem (
    incident_id text collate "C" primary key references incident on delete cascade,
    version     bigint      not null,
    fields      jsonb       not null,
    slug        text collate "C",
    updated_at  timestamptz not null
);
