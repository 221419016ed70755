-- Mails that came back: a fact beside the ledger's "delivered", which never changes. Complaints are not here, because who
-- complains leaves the list.
create table bounce (
    id            bigint generated always as identity primary key,
    subscriber_id bigint      not null references subscriber on delete cascade,
    at            timestamptz not null,
    kind          text        not null check (kind in ('hard', 'soft', 'policy')),
    -- RFC 3463, such as 5.1.1; null if the report has none.
    status        text check (length(status) <= 16),
    -- The event whose mail it was; null for mails about a subscription, and where the report does not tell.
    event_id      text,
    -- When that event was accepted, otherwise as at: soft bounces are counted in the order of their mails.
    mailed_at     timestamptz not null,
    -- Counts once for this: the left part of the mail's Message-ID, or the day.
    reference     text        not null check (length(reference) <= 200),
    -- SHA-256 of the report: read twice, it counts once.
    report        bytea       not null,
    unique (subscriber_id, kind, reference)
);
create unique index bounce_report on bounce (report, subscriber_id);
create index bounce_event on bounce (event_id);

-- Why and since when a subscriber is in quarantine. Of use only while its state says so; the next quarantine overwrites it.
create table quarantine (
    subscriber_id bigint primary key references subscriber on delete cascade,
    since         timestamptz not null,
    -- 'imported' came into the list in this state.
    reason        text        not null check (reason in ('hard', 'soft', 'imported')),
    status        text check (length(status) <= 16)
);
create index subscriber_quarantined on subscriber (id) where state = 'quarantined';

-- Which replica reads the bounce mailbox.
create table mailbox_lease (
    mailbox      text primary key,
    owner        text        not null,
    leased_until timestamptz not null
);

alter table subscription_mail drop constraint subscription_mail_kind_check;
alter table subscription_mail add constraint subscription_mail_kind_check
    check (kind in ('confirm', 'manage', 'welcome', 'paused', 'quarantined'));
