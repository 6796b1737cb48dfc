-- The line of messages to be sent, thin beside `messages`, as `event_queue` stands beside `events`: a row from when a message is
-- asked for until its outcome is recorded.
create table message_queue (
  workspace_id uuid not null,
  message_id uuid not null,
  account_id uuid not null,
  platform text not null,
  conversation_key text not null,
  recipient text not null,
  type text not null,
  -- When it is due; while it is sent, when its lease ends.
  due_at timestamptz not null,
  -- The process that sends it; null: it waits.
  owner uuid,
  attempts integer not null default 0,
  -- Why it is tried later.
  reason text,
  -- Since when it fails, rate limits aside.
  failing_since timestamptz,
  primary key (workspace_id, message_id)
);
insert into message_queue (workspace_id, message_id, account_id, platform, conversation_key, recipient, type, due_at, owner, attempts,
    reason, failing_since)
  select workspace_id, id, account_id, platform, conversation_key, recipient, type, due_at,
    case when status = 'sending' then coalesce(owner, id) end, attempts, reason, failing_since
  from messages where status in ('queued', 'sending');
create index message_queue_line on message_queue (workspace_id, account_id, message_id) where owner is null;
create index message_queue_conversation on message_queue (workspace_id, account_id, conversation_key, message_id);
create index message_queue_due on message_queue (workspace_id, due_at);

-- A call that answers with a token of the conversation has no key by which the platform takes it once.
alter table steps add column by_token boolean not null default false;
update steps s set by_token = true from messages m
  where m.workspace_id = s.workspace_id and m.id = s.message_id and m.via = 'reply' and m.status = 'sending';

update messages set status = 'queued' where status = 'sending';
alter table messages drop constraint messages_status_check;
alter table messages add constraint messages_status_check check (status in
  ('unseen', 'received', 'queued', 'sent', 'delivered', 'read', 'failed', 'unknown', 'cancelled'));
drop index messages_due;
drop index messages_open;
alter table messages drop column due_at, drop column owner, drop column reason, drop column failing_since;

-- A key lives for 30 days, whatever becomes of its message.
create table idempotency_keys (
  workspace_id uuid not null,
  key text not null,
  -- Of the request, to tell a repeated one from another one under the same key.
  fingerprint text not null,
  message_id uuid not null,
  created_at timestamptz not null,
  primary key (workspace_id, key)
);
create index idempotency_keys_age on idempotency_keys (workspace_id, created_at);
insert into idempotency_keys (workspace_id, key, fingerprint, message_id, created_at)
  select workspace_id, idempotency_key, fingerprint, id, created_at from messages where idempotency_key is not null;
drop index messages_idempotency;
alter table messages drop column idempotency_key;
