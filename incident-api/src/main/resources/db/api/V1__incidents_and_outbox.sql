-- Ids and slugs compare byte by byte: their order is the order in which they were made.

create table component (
    id          text collate "C" primary key,
    version     bigint      not null,
    name        text        not null,
    description text,
    group_name  text,
    position    integer     not null,
    status      text        not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null
);

-- Incidents and maintenances. The document is org.incidentcomms.events.Incident as last published; the columns beside
-- it are what queries need. The notes are what the contract does not carry.
create table incident (
    id         text collate "C" primary key,
    kind       text        not null check (kind in ('incident', 'maintenance')),
    version    bigint      not null,
    status     text        not null,
    is_open    boolean     not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    document   jsonb       not null,
    notes      jsonb       not null
);
create index incident_by_kind on incident (kind, id desc);
create index incident_open on incident (kind, id desc) where is_open;

-- A slug is never given twice, not even after its owner is gone. base and number tell where the next "-2" starts.
create table slug (
    name_space text    not null check (name_space in ('incidents', 'posts')),
    slug       text collate "C" not null,
    base       text collate "C" not null,
    number     integer not null,
    primary key (name_space, slug)
);
create index slug_by_base on slug (name_space, base, number desc);

-- Events accepted and not yet on the topic are those with published_at null, in the order of seq.
create table outbox (
    seq          bigint generated always as identity primary key,
    event_id     text        not null unique,
    key          text collate "C" not null,
    headers      jsonb       not null,
    value        bytea       not null,
    created_at   timestamptz not null default clock_timestamp(),
    published_at timestamptz
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
create index outbox_unpublished on outbox (seq) where published_at is null;
create index outbox_published on outbox (published_at) where published_at is not null;

-- The newest report of each event on each destination.
create table delivery (
    event_id    text collate "C" not null,
    destination text        not null,
    incident_id text collate "C" not null,
    update_id   text collate "C",
    revision    bigint      not null,
    report      jsonb       not null,
    reported_at timestamptz not null default clock_timestamp(),
    primary key (event_id, destination)
);
create index delivery_by_incident on delivery (incident_id);

-- What was answered to a request that carried an Idempotency-Key.
create table idempotency (
    subject    text        not null,
    path       text        not null,
    key        text        not null,
    body_hash  text        not null,
    status     integer     not null,
    location   text,
    etag       text,
    body       text        not null,
    created_at timestamptz not null,
    primary key (subject, path, key)
);
create index idempotency_by_age on idempotency (created_at);

-- Who did what, when, from where. Rows are only ever added.
create table audit (
    seq         bigint generated always as identity primary key,
    at          timestamptz not null,
    actor       text        not null,
    address     text        not null,
    action      text        not null,
    resource_id text collate "C" not null,
    version     bigint      not null,
    before      jsonb,
    after       jsonb
);
create index audit_by_resource on audit (resource_id, seq desc);
