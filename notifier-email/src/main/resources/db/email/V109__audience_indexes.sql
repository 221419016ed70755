-- Counting the recipients of an event must not read the whole list where few of many are told.
create index subscriber_components on subscriber using gin (components) where components <> '{}';
create index subscriber_all_components on subscriber (id) where components = '{}';
create index subscriber_groups on subscriber using gin (groups) where groups <> '{}';
