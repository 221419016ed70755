-- Who is looking at an incident or writing about it; a row counts for half a minute, so a crash may lose all of them.
create unlogged table presence (
    incident_id text collate "C" not null,
    subject     text        not null,
    name        text        not null,
    writing     boolean     not null,
    since       timestamptz not null,
    seen_at     timestamptz not null,
    primary key (incident_id, subject)
);
create index presence_by_seen_at on presence (seen_at);
