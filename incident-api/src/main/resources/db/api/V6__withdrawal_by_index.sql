-- What a withdrawal has to find of one incident, without reading all there is while operators wait for its row.
create index outbox_by_key on outbox (key);

-- The things a remembered answer is about or names.
create function resource_ids(path text, location text, body text) returns text[]
    language sql immutable parallel safe
    return array(
        select distinct id[1]
        from regexp_matches(concat_ws(' ', path, location, body), '[a-z]{3}_[0-9a-z]{26}', 'g') as id);
create index idempotency_by_resource on idempotency using gin (resource_ids(path, location, body));
