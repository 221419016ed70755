-- A draft that a second operator must approve: why, who asked, and who approved it. A change of the draft clears the approval.
alter table draft
    add column approval_because text,
    add column requested_by text,
    add column requested_subject text,
    add column requested_at timestamptz,
    add column approved_by text,
    add column approved_at timestamptz,
    add check (num_nonnulls(approval_because, requested_by, requested_subject, requested_at) in (0, 4)),
    add check (num_nonnulls(approved_by, approved_at) in (0, 2)),
    add check (approved_by is null or requested_by is not null);
create index draft_to_approve on draft (id desc) where requested_by is not null and approved_by is null;
