-- Who may not see an incident cannot follow it.
alter table known_incident add column is_public boolean not null default true;
