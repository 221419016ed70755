-- Given up, stopped or rejected after an attempt that may have reached the recipient. An operator's retry of an earlier
-- update must not follow it, and a retry of this one settles it first.
alter table outcome add column uncertain boolean not null default false;
