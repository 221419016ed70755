-- The ledger was lost while this was on its way: some recipients were told, and nobody knows which.
alter table plan add column told_unknown boolean not null default false;
