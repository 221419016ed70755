-- More kinds of mail about a subscription.
alter table subscription_mail drop constraint if exists subscription_mail_kind_check;
alter table subscription_mail add constraint subscription_mail_kind_check
    check (kind in ('confirm', 'manage', 'welcome', 'paused', 'quarantined'));

-- An import may welcome a whole list; nobody waits for those mails, so all others go first.
drop index subscription_mail_due;
create index subscription_mail_due on subscription_mail ((kind = 'welcome'), next_at, id) where next_at is not null;
