-- A scheduled draft that waits a few seconds so that its author can take it back; at most one in an incident.
alter table draft add column held boolean not null default false, add check (not held or publish_at is not null);
create unique index draft_held on draft (incident_id) where held;
