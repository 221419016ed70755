-- What housekeeping asks every minute must not cost more with every year of history.
create index inbox_before_start on inbox (event_id) where disposition = 'before_start';
create index inbox_withdrawn on inbox (received_at) where type = 'incident.withdrawn' and octet_length(value) > 0;
create index inbox_with_text on inbox (subject) where octet_length(value) > 0;
create index dead_letter_of_kind on dead_letter (kind, at);

-- Outcomes and chunks of a plan are deleted when it has been over for long; its counts stay.
alter table plan add column pruned boolean not null default false;
create index plan_to_prune on plan (accepted_at) where not pruned;

-- How far status-events has been taken in, written with the inbox: a database that lost its newest transactions, or was
-- restored, reads again what it lost.
create table feed_position (
    topic_partition int primary key,
    next_offset bigint not null
);
