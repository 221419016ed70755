-- By when an incident's next update is promised; it repeats what the document says, so that what is overdue is found by
-- an index. Null where nothing is promised, and once the incident has ended.
alter table incident add column next_update_at timestamptz;
create index incident_by_next_update on incident (next_update_at) where next_update_at is not null;
