-- Requests to join the list, until they are confirmed or run out. No subscriber is created before: a flood of requests
-- uses up no ids, of which the ledger makes chunks.
create table subscription_request (
    id            bigint generated always as identity primary key,
    address       text        not null check (length(address) between 3 and 254),
    components    text[]      not null default '{}',
    events        text[]      not null default '{}',
    language      text,
    time_zone     text,
    -- The slug of the one incident to hear about; null for the list.
    incident      text check (length(incident) <= 200),
    requested_at  timestamptz not null,
    -- Null until the worker has looked the address up; then until when the link in the mail works.
    confirm_until timestamptz
);
create index subscription_request_waiting on subscription_request (id) where confirm_until is null;
create index subscription_request_expiry on subscription_request (confirm_until);

-- SHA-256 of the random tokens in confirmation mails; each sending of a mail has its own.
create table confirmation_token (
    token_hash bytea primary key,
    request_id bigint not null references subscription_request on delete cascade
);
create index confirmation_token_request on confirmation_token (request_id);

-- Mails about a subscription itself. Apart from the ledger, so that no number of them can hold up an incident.
create table subscription_mail (
    id            bigint generated always as identity primary key,
    kind          text        not null check (kind in ('confirm', 'manage')),
    -- Keyed hash of the mailbox, for the limit per address; kept for a day, longer than the address.
    mailbox_hash  bytea       not null,
    -- Null once the mail is sent or given up.
    address       text,
    -- Random; the mail's Message-ID is made of it, so that a repeat is a repeat.
    message_key   text        not null,
    -- What the mail is about: the request to confirm, or the subscriber who can manage.
    request_id    bigint references subscription_request on delete set null,
    subscriber_id bigint references subscriber on delete set null,
    requested_at  timestamptz not null,
    created_at    timestamptz not null,
    attempts      int         not null default 0,
    -- When it is due, or its lease ends; null once it is sent or given up.
    next_at       timestamptz,
    expires_at    timestamptz not null
);
create index subscription_mail_due on subscription_mail (next_at) where next_at is not null;
create index subscription_mail_mailbox on subscription_mail (mailbox_hash, created_at);
create index subscription_mail_age on subscription_mail (created_at);
create index subscription_mail_request on subscription_mail (request_id);
create index subscription_mail_subscriber on subscription_mail (subscriber_id);
