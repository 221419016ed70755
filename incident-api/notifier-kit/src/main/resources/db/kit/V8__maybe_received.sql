-- An attempt may have reached the recipient, also if a later one was refused.
alter table open_delivery add column maybe_received boolean not null default false;
