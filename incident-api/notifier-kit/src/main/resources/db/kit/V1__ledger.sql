-- What a notifier knows: which events it has, who is to be told of each, and what became of it.

-- One row: when this notifier first started. Events accepted long before that tell nobody.
create table first_start (
    only_row boolean primary key default true check (only_row),
    at timestamptz not null
);

-- Every event ever seen, by its id; never pruned, so that an event delivered again is recognised for ever.
create table inbox (
    event_id text primary key,
    type text not null,
    subject text,
    version bigint,
    accepted_at timestamptz not null,
    received_at timestamptz not null default now(),
    traceparent text,
    disposition text not null check (disposition in ('planned', 'noted', 'before_start', 'unsupported')),
    value bytea not null
);
create index inbox_unsupported on inbox (event_id) where disposition = 'unsupported';

-- One event on one destination.
create table plan (
    id bigint generated always as identity primary key,
    event_id text not null references inbox,
    destination text not null,
    incident_id text not null,
    update_id text,
    version bigint not null,
    -- 0 major or critical incident, 1 other incident, 2 maintenance, 3 housekeeping
    lane smallint not null,
    state text not null check (state in ('active', 'done', 'stopped')),
    skip_reason smallint,
    chunk_size int not null,
    total bigint not null,
    delivered bigint not null default 0,
    failed bigint not null default 0,
    skipped bigint not null default 0,
    dry_run boolean not null default false,
    url text,
    last_reason smallint,
    accepted_at timestamptz not null,
    first_at timestamptz,
    last_at timestamptz,
    revision bigint not null default 1,
    reported_revision bigint not null default 0,
    unique (event_id, destination)
);
create index plan_active on plan (incident_id, destination, version) where state = 'active';
create index plan_of_incident on plan (incident_id, version);
create index plan_dirty on plan (id) where revision > reported_revision;

-- A range of recipient ids, leased whole: number * chunk_size < id <= (number + 1) * chunk_size.
create table chunk (
    plan_id bigint not null references plan on delete cascade,
    number int not null,
    -- 0 open, 1 leased, 2 done
    state smallint not null default 0,
    -- has been leased before: some recipients may have an outcome
    touched boolean not null default false,
    -- a lease ran out: recipients without an outcome are uncertain
    broken boolean not null default false,
    owner uuid,
    leased_until timestamptz,
    primary key (plan_id, number)
) with (fillfactor = 70);
create index chunk_unfinished on chunk (plan_id, number) where state < 2;
create index chunk_leased on chunk (owner) where state = 1;

-- One narrow row per recipient and event, written after the reply. code: 1 delivered, 2 dry run, 100 + failure reason
-- rejected, 200 + skip reason skipped.
create table outcome (
    plan_id bigint not null,
    recipient bigint not null,
    code smallint not null,
    at timestamptz not null default now(),
    primary key (plan_id, recipient)
);

-- Only what did not go as it should: retries, uncertain ones, and those that wait for an uncertain earlier one.
create table open_delivery (
    plan_id bigint not null references plan on delete cascade,
    recipient bigint not null,
    -- 1 retry, 2 uncertain, 3 held behind an earlier event
    state smallint not null,
    attempts int not null default 0,
    next_at timestamptz not null,
    reason smallint,
    detail text,
    owner uuid,
    leased_until timestamptz,
    primary key (plan_id, recipient)
);
create index open_delivery_due on open_delivery (next_at);

-- Whether the channel as a whole works.
create table channel_state (
    destination text primary key,
    failures int not null default 0,
    paused_until timestamptz,
    parked boolean not null default false,
    reason smallint,
    detail text,
    since timestamptz
);

-- What was given up: records nobody can read, and deliveries whose attempts or time are used up.
create table dead_letter (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    kind text not null check (kind in ('poison', 'delivery')),
    log_offset bigint,
    event_id text,
    destination text,
    recipient bigint,
    reason text not null,
    detail text,
    headers text,
    value bytea
);
create unique index dead_letter_poison on dead_letter (log_offset, md5(value)) where kind = 'poison';
