-- Which draft was made of which group of alerts, and has that draft's id as incident once it is published. Groups are
-- known by a hash of their key: a key may be long, and quotes labels, of which nothing is to be kept here.
create table alert_group (
    key_hash      text collate "C" primary key,
    incident_id   text collate "C" not null,
    resolution_id text collate "C",
    is_resolved   boolean     not null,
    heard_at      timestamptz not null
);
create index alert_group_by_incident on alert_group (incident_id);
create index alert_group_by_age on alert_group (heard_at);
