-- Whether the subscriber had paused when the quarantine began: the end of a quarantine does not end a pause.
alter table quarantine add column was_paused boolean not null default false;
