-- What was planned with a maintenance beyond its window: org.incidentcomms.api.maintenance.schedule.Plan. The window is
-- repeated here for calendars.
create table maintenance_plan (
    maintenance_id text collate "C" primary key references incident (id) on delete cascade,
    series_id      text collate "C",
    starts_at      timestamptz not null,
    ends_at        timestamptz not null,
    document       jsonb       not null
);
create index maintenance_plan_by_start on maintenance_plan (starts_at, maintenance_id);
create index maintenance_plan_by_series on maintenance_plan (series_id, maintenance_id) where series_id is not null;

insert into maintenance_plan (maintenance_id, starts_at, ends_at, document)
select id, (document -> 'window' ->> 'starts_at')::timestamptz, (document -> 'window' ->> 'ends_at')::timestamptz, '{}'
from incident where kind = 'maintenance' and document -> 'window' is not null;

-- What a maintenance does by itself, and when. Whoever changes rows of a maintenance has locked its incident row, so that
-- each of them happens once. due_at is when it should happen, try_at when it is tried next: the same until it fails.
create table scheduled_transition (
    maintenance_id text collate "C" not null references incident (id) on delete cascade,
    kind           text        not null check (kind in ('reminder', 'start', 'complete', 'next')),
    lead_time      text        not null,
    due_at         timestamptz not null,
    try_at         timestamptz not null,
    attempts       integer     not null,
    state          text        not null check (state in ('pending', 'done', 'dropped', 'removed')),
    settled_at     timestamptz,
    reason         text,
    primary key (maintenance_id, kind, lead_time)
);
create index scheduled_transition_to_try on scheduled_transition (try_at, maintenance_id) where state = 'pending';
create index scheduled_transition_due on scheduled_transition (due_at) where state = 'pending';
