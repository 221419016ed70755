-- How many attempts ended without a known outcome: each of them may have reached the recipient.
alter table open_delivery add column unknown_outcomes int not null default 0;
