-- When this ledger was brought up to its own reports in Kafka: at its first start, and again after a restore, which empties
-- this table. Before that nothing is read, sent or reported.
create table recovery (
    only_row boolean primary key default true check (only_row),
    at timestamptz not null
);
insert into recovery (at) select at from first_start;

-- Reports of events that this ledger has lost; each is used, and deleted, when its event is read again.
create table recovered_report (
    event_id text not null,
    destination text not null,
    revision bigint not null,
    over boolean not null,
    stopped boolean not null,
    total bigint not null,
    delivered bigint not null,
    failed bigint not null,
    skipped bigint not null,
    url text,
    primary key (event_id, destination)
);
