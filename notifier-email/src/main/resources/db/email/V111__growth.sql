-- The growth of the last weeks is asked for each time the list is looked at; the trail only grows.
create index subscriber_change_at on subscriber_change (at);
