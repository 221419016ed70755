-- What a subscriber chose, beside components.
alter table subscriber
    -- A row without confirmed_at is pending, whatever this says.
    add column state     text    not null default 'active' check (state in ('active', 'paused', 'quarantined')),
    -- Whether it hears of all incidents that match its choices; false for who only follows single incidents.
    add column listed    boolean not null default true,
    -- Kinds of event to hear about; empty for all.
    add column events    text[]  not null default '{}' check (events <@ array ['incident', 'maintenance', 'postmortem']),
    -- IETF language tag and IANA zone; null for the company's.
    add column language  text check (length(language) <= 16),
    add column time_zone text check (length(time_zone) <= 64),
    add column groups    text[]  not null default '{}';

create index subscriber_unlisted on subscriber (id) where not listed;

-- Subscriptions to one incident each. They end some days after the incident, and with the last one a subscriber who is
-- not listed.
create table incident_subscription (
    subscriber_id bigint      not null references subscriber on delete cascade,
    incident_id   text        not null,
    confirmed_at  timestamptz not null,
    primary key (subscriber_id, incident_id)
);
create index incident_subscription_incident on incident_subscription (incident_id);

-- Incidents as the newest event in the inbox tells them; a copy, filled only while somebody follows one.
create table known_incident (
    incident_id text primary key,
    slug        text        not null,
    version     bigint      not null,
    -- When it was resolved, completed, cancelled or withdrawn; null while it is open.
    ended_at    timestamptz
);
create index known_incident_slug on known_incident (slug);

-- Addresses that left, as HMAC-SHA256 with the link secret: an import must not bring them back.
create table departed (
    address_hash bytea primary key,
    left_at      timestamptz not null
);

-- Who changed what about which subscriber. Append-only; holds no address, and keeps only the id of who was removed.
create table subscriber_change (
    id            bigint generated always as identity primary key,
    subscriber_id bigint      not null,
    at            timestamptz not null,
    -- The name in the token, 'subscriber' for the person's own link, or 'system'.
    actor         text        not null check (length(actor) <= 200),
    action        text        not null,
    -- Names of the fields that were changed, never their values.
    fields        text[]      not null default '{}'
);
create index subscriber_change_subscriber on subscriber_change (subscriber_id, id);
