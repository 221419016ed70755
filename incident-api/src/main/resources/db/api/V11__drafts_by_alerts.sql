-- Which drafts an alert wrote: an operator publishes them as they are.
alter table draft add column by_alert boolean not null default false;
update draft set by_alert = true
where id in (select incident_id from alert_group) or id in (select resolution_id from alert_group);
