-- From when on a component was in which state; the row of the highest seq at or before a moment tells that moment's.
create table component_state_change (
    seq          bigint generated always as identity primary key,
    component_id text collate "C" not null references component on delete cascade,
    at           timestamptz not null,
    status       text        not null
);
create index component_state_change_by_component on component_state_change (component_id, at, seq);

-- What is known of those that are there already: changes made by hand are in the audit trail, those made by updates in
-- the incidents. Incidents filled in afterwards changed nothing: there old and new are the same.
insert into component_state_change (component_id, at, status)
select component_id, at, status
from (
    select c.id as component_id, c.created_at as at, 'operational' as status
    from component c
    where not exists (
        select from audit a where a.resource_id = c.id and a.action = 'component.changed' and a.before is null)
    union all
    select c.id, a.at, a.after ->> 'status'
    from component c join audit a on a.resource_id = c.id
    where a.action = 'component.changed' and a.after ->> 'status' is distinct from a.before ->> 'status'
    union all
    select c.id, (u ->> 'posted_at')::timestamptz, named ->> 'new_status'
    from incident i
        cross join lateral jsonb_array_elements(i.document -> 'updates') u
        cross join lateral jsonb_array_elements(coalesce(u -> 'components', '[]')) named
        join component c on c.id = named ->> 'id'
    where named ->> 'old_status' <> named ->> 'new_status'
) known
order by at;
