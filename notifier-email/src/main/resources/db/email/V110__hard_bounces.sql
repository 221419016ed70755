-- How many of a domain have bounced within the hour is asked at each hard bounce.
create index bounce_hard on bounce (at) where kind = 'hard';

-- The operator's words that a mail to welcome quotes, as they were when it was queued; null where none are meant for its
-- reader, as in an import.
alter table subscription_mail add column note text check (length(note) <= 500);
