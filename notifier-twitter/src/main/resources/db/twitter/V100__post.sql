-- What was posted, or would have been: one row per announcement. A row is 'sending' before X is called, so that after a
-- crash the outcome is known to be unknown; it is then looked up on the timeline before anything is posted again.
create table post (
    event_id         text primary key,
    seq              bigint generated always as identity unique,
    incident_id      text        not null,
    update_id        text        not null,
    incident_version bigint      not null,
    text             text        not null,
    text_hash        text        not null,
    reply_to         text,
    tweet_id         text,
    url              text,
    state            text        not null check (state in ('sending', 'uncertain', 'posted', 'dry_run', 'failed')),
    attempts         int         not null,
    -- An earlier attempt may have been taken: from then on the same text is kept, and a refusal as duplicate is success.
    doubt            boolean     not null default false,
    -- X refused the newest attempt as a duplicate of an earlier one.
    duplicate        boolean     not null default false,
    -- How often the timeline was searched in vain since the newest attempt.
    looks            int         not null default 0,
    -- When the earliest attempt that may have been taken left.
    sent_at          timestamptz,
    -- Not to be posted again before this.
    settle_from      timestamptz,
    posted_at        timestamptz,
    last_reason      text
);

create index post_by_incident on post (incident_id, incident_version);
create index post_by_text on post (text_hash);
create index post_by_tweet on post (tweet_id);
