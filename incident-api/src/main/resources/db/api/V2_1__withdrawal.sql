-- What was taken back keeps its row, without any text, so that it is told apart from what never was.
alter table incident add column is_withdrawn boolean not null default false;
