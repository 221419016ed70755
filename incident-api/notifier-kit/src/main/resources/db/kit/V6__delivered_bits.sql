-- A delivered recipient is one bit of its chunk instead of a row of its own: bit id - 1 - number * chunk_size. Writing it
-- changes no index, and the update that sets it checks the lease. Failed and skipped ones, the exceptions, keep a row.
alter table chunk add column delivered bit varying;
update chunk c set delivered = (
    select string_agg(case when o.recipient is null then '0' else '1' end, '' order by n)::bit varying
    from generate_series(0, p.chunk_size - 1) n
    left join outcome o on o.plan_id = c.plan_id and o.code < 100
        and o.recipient = c.number::bigint * p.chunk_size + n + 1)
from plan p where p.id = c.plan_id;
alter table chunk alter column delivered set not null;
delete from outcome o using plan p where p.id = o.plan_id and o.code < 100;
alter table chunk set (fillfactor = 50);
drop index chunk_leased;

-- Every recipient with an outcome, for people and reports. code as in outcome: 1 delivered, 2 dry run, 100 + failure
-- reason failed, 200 + skip reason skipped.
create view recipient_outcome as
    select c.plan_id, c.number::bigint * p.chunk_size + n + 1 as recipient, case when p.dry_run then 2 else 1 end as code
    from chunk c join plan p on p.id = c.plan_id cross join generate_series(0, p.chunk_size - 1) n
    where get_bit(c.delivered, n) = 1
    union all
    select plan_id, recipient, code from outcome;

-- Outcomes raise a plan's revision many times a second. No index must contain it, or each time all of them are written.
drop index plan_dirty;
alter table plan add column dirty boolean generated always as (revision > reported_revision) stored;
create index plan_dirty on plan (id) where dirty;
alter table plan set (fillfactor = 50);
