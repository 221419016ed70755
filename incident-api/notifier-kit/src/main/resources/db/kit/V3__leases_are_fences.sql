-- Every claim of a chunk or an open delivery draws a number, and every later write of its owner names it: under a number
-- that has passed on to another owner it changes nothing. From one sequence, because an open delivery is deleted and
-- written again under the same key.
create sequence lease_no;
alter table chunk add column lease_no bigint not null default 0;
alter table open_delivery add column lease_no bigint not null default 0;

-- Set where a plan expired before everybody in the chunk had an outcome: an operator's retry opens these chunks again.
alter table chunk add column given_up boolean not null default false;

-- revoked: stopped, corrected or withdrawn; never sent again. retried: opened again by an operator, so newer plans of the
-- incident may have told its recipients already.
alter table plan add column revoked boolean not null default false, add column retried boolean not null default false;

-- stopping and expiring: nothing new is claimed, and what is leased ends with its owner before newer plans go ahead.
alter table plan drop constraint plan_state_check;
alter table plan add constraint plan_state_check check (state in ('active', 'stopping', 'expiring', 'done', 'stopped'));
drop index plan_active;
create index plan_unfinished on plan (incident_id, destination, version)
    where state in ('active', 'stopping', 'expiring');
