-- A plan that takes text back from a remote copy: it is never given up, and no stop ends it.
alter table plan add column until_done boolean not null default false;
create index plan_until_done on plan (destination) where until_done and state in ('active', 'stopping', 'expiring');

-- Mirroring channels that have copied what they were to copy at their first start. Until then they copy nothing.
create table mirror_start (
    destination text primary key,
    at timestamptz not null default now()
);
