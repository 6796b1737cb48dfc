-- Messages of both directions, permanent. One that the hub sends waits as it did.
alter table messages
  add column conversation_id uuid,
  -- Null: the message itself was not seen yet, only what became of it.
  add column direction text check (direction in ('in', 'out')),
  -- When it was said, by the platform's clock.
  add column said_at timestamptz,
  add column kind text,
  add column text text,
  -- Of the last edit that gave the text; null: it is as it was said. The same for attachments.
  add column text_at timestamptz,
  -- JSON text, as events have them.
  add column attachments text,
  add column attachments_at timestamptz,
  -- JSON text, as events have it.
  add column sender text,
  -- With which the message is quoted, where the id does not do.
  add column quotable_by text,
  -- By person: {at, emoji}; without an emoji it was taken back.
  add column reactions jsonb,
  add column edited_at timestamptz,
  add column deleted_at timestamptz,
  -- From before the account was connected.
  add column history boolean not null default false,
  add column event_id uuid;
alter table messages
  alter column conversation_key drop not null,
  alter column recipient drop not null,
  alter column type drop not null,
  alter column content drop not null,
  alter column sent_by drop not null,
  alter column fingerprint drop not null;
alter table messages drop constraint messages_status_check;
alter table messages add constraint messages_status_check check (status in
  ('unseen', 'received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'cancelled'));
alter table messages alter column status set default 'unseen';

update messages m set direction = 'out', said_at = m.sent_at, conversation_id = c.id
  from conversations c
  where c.workspace_id = m.workspace_id and c.account_id = m.account_id and c.key = m.conversation_key;
-- A platform's id is that of one message.
update messages m set platform_message_id = null
  where exists (select 1 from messages o where o.workspace_id = m.workspace_id and o.account_id = m.account_id
    and o.platform_message_id = m.platform_message_id and o.id < m.id);

drop index messages_platform;
create unique index messages_platform on messages (workspace_id, account_id, platform_message_id)
  where platform_message_id is not null;
drop index messages_conversation;
create index messages_conversation on messages (workspace_id, conversation_id, said_at, id);
-- What the hub was asked to send.
drop index messages_account;
create index messages_sent on messages (workspace_id, account_id, id) where fingerprint is not null;
create index messages_asked on messages (workspace_id, id) where fingerprint is not null;

alter table conversations
  add column last_outbound_at timestamptz,
  -- Messages of the person since the account last wrote.
  add column unread_count integer not null default 0;
update conversations c set last_outbound_at = (
  select max(m.sent_at) from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id);

-- Everything said up to a time was delivered, or read: of platforms that report a time instead of messages.
create table read_marks (
  workspace_id uuid not null,
  conversation_id uuid not null,
  status text not null check (status in ('delivered', 'read')),
  until timestamptz not null,
  at timestamptz not null,
  primary key (workspace_id, conversation_id, status, until)
);

-- Comments under posts of an account.
create table comments (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- The platform's.
  comment_id text not null,
  media_id text,
  parent_id text,
  contact_id uuid,
  -- JSON text, as events have it.
  author text,
  text text,
  text_at timestamptz,
  attachments text,
  attachments_at timestamptz,
  url text,
  -- Null: the comment itself was not seen yet, only what became of it.
  said_at timestamptz,
  -- The account itself wrote it.
  own boolean,
  live boolean not null default false,
  hidden boolean not null default false,
  hidden_at timestamptz,
  edited_at timestamptz,
  deleted_at timestamptz,
  event_id uuid,
  primary key (workspace_id, id)
) with (fillfactor = 80);
create unique index comments_platform on comments (workspace_id, account_id, comment_id);
create index comments_post on comments (workspace_id, account_id, media_id, id);
create index comments_parent on comments (workspace_id, account_id, parent_id) where parent_id is not null;
create index comments_contact on comments (workspace_id, contact_id) where contact_id is not null;

-- How far a handler got through the events that were stored before it was there, newest first.
create table catch_ups (
  workspace_id uuid not null,
  handler text not null,
  -- Of the handler: a newer one goes through the events again.
  version integer not null,
  -- The last event looked at; null: none yet.
  cursor uuid,
  events bigint not null default 0,
  started_at timestamptz not null default now(),
  completed_at timestamptz,
  primary key (workspace_id, handler)
);
-- Retention waits until the inbox has seen what is stored.
insert into catch_ups (workspace_id, handler, version) select id, 'inbox', 0 from workspaces;
