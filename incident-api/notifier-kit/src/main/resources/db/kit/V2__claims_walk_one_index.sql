-- A claim takes the first row of one index. Destination and lane are copied from the plan for that: with a join, the
-- planner has to guess how many plans are unfinished, and after an outage its statistics are wrong just when it matters.

alter table chunk add column destination text, add column lane smallint;
update chunk c set destination = p.destination, lane = p.lane from plan p where p.id = c.plan_id;
alter table chunk alter column destination set not null, alter column lane set not null;
drop index chunk_unfinished;
create index chunk_turn on chunk (destination, lane, plan_id, number) where state < 2;

alter table open_delivery add column destination text, add column lane smallint;
update open_delivery o set destination = p.destination, lane = p.lane from plan p where p.id = o.plan_id;
alter table open_delivery alter column destination set not null, alter column lane set not null;
drop index open_delivery_due;
create index open_delivery_turn on open_delivery (destination, lane, next_at);
