create index audit_by_actor on audit (actor, seq desc);
create index audit_by_time on audit (at);
