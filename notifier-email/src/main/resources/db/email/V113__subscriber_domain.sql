-- How many of a domain get mail is asked when many of it bounce.
create index subscriber_domain on subscriber (lower(split_part(address, '@', 2)))
    where state = 'active' and confirmed_at is not null;
