-- The update list. A row that is confirmed is told; leaving the list deletes the row and with it the address.
create table subscriber (
    -- The ledger's key of a recipient; never reused, gaps are fine.
    id            bigint generated always as identity primary key,
    -- As typed, with the domain in ASCII; unique in any spelling (see the index).
    address       text        not null check (length(address) between 3 and 254),
    -- Names the subscriber in links and Message-IDs instead of the address.
    recipient_key text        not null unique check (recipient_key ~ '^[A-Za-z0-9_-]{22}$'),
    -- Ids of components to hear about; empty for all.
    components    text[]      not null default '{}',
    -- When it became known that this address wants the mails; null while a confirmation is awaited.
    confirmed_at  timestamptz,
    -- The operator's own words, such as the ticket that asked for it.
    note          text check (length(note) <= 500),
    created_at    timestamptz not null
);

create unique index subscriber_address on subscriber (lower(address));
