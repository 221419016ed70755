-- Drafts that are published by themselves. publish_at repeats what the command says; try_at is when it is tried next: the
-- same until it fails. publish_error is why a draft that was to be published at a set time was not.
alter table draft
    add column publish_at    timestamptz,
    add column try_at        timestamptz,
    add column attempts      integer not null default 0,
    add column scheduled_at  timestamptz,
    add column scheduled_by  text,
    add column publish_error text,
    add check (num_nonnulls(publish_at, try_at, scheduled_at, scheduled_by) in (0, 4));
create index draft_due on draft (publish_at) where publish_at is not null;
create index draft_to_try on draft (try_at, id) where publish_at is not null;
