-- What became of a dead letter: replayed or dropped, when and by whom. The row stays as the audit trail until it is pruned
-- with the others.
alter table dead_letter add column closed_at timestamptz, add column closed_by text,
    add column closed_as text check (closed_as in ('replayed', 'dropped'));

-- The headers of an unreadable record as they were, so that it can be read again. Null in letters written before.
alter table dead_letter add column header_names text[], add column header_values text[];

create index dead_letter_open on dead_letter (kind, id) where closed_at is null;
