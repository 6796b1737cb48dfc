-- The process that leased a row: what belongs to a process that is gone is taken over at once.
alter table event_queue add column owner uuid;
alter table deliveries add column owner uuid;
alter table replays add column owner uuid;
-- A claim is known by its owner and the time at which its leases end.
alter table messages add column owner uuid, drop column claim;

-- Claims name their workspace.
drop index event_queue_due;
create index event_queue_due on event_queue (workspace_id, due_at) where state = 'pending';
