-- A message whose outcome nobody knows has a status of its own: an unknown step says so.
alter table messages drop constraint messages_status_check;
alter table messages add constraint messages_status_check check (status in
  ('unseen', 'received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'cancelled'));
update messages set status = 'unknown' where status = 'failed' and outcome_unknown;
drop index messages_in_flight;
drop index messages_failed;
create index messages_failed on messages (workspace_id, id) where status in ('failed', 'unknown');
alter table messages drop column outcome_unknown;

alter table steps drop constraint steps_state_check;
alter table steps
  add constraint steps_state_check check (state in ('running', 'done', 'failed', 'unknown', 'resolved')),
  -- Who settled what was unknown.
  add column settled_by text check (settled_by in ('platform', 'person'));
-- What an echo or a status may be about.
create index steps_open on steps (workspace_id, account_id) where state in ('running', 'unknown');
