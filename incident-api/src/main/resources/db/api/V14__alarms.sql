-- Conditions that operators are told of, one row for as long as the condition lasts; told_at says that it was told.
create table alarm (
    key      text collate "C" primary key,
    text     text        not null,
    since    timestamptz not null,
    attempts integer     not null default 0,
    try_at   timestamptz not null,
    told_at  timestamptz
);

-- Whether a post-mortem was promised and is not published; it repeats what the document says.
alter table incident add column analysis_promised boolean not null default false;
create index incident_by_analysis_promised on incident (id desc) where analysis_promised;
