-- What the hub knows of a conversation for sending: whether the customer service window is open, and LINE's reply token.
create table conversations (
  workspace_id uuid not null,
  account_id uuid not null,
  -- The platform's id of the other person, or of the group.
  key text not null,
  -- Another id of the same person that messages may be sent to, e.g. the telephone number behind a WhatsApp user id.
  alias text,
  last_inbound_at timestamptz not null,
  last_message_id text,
  quote_token text,
  -- Can be used once, until reply_token_until; null when it was used.
  reply_token text,
  reply_token_until timestamptz,
  primary key (workspace_id, account_id, key)
) with (fillfactor = 80);
create index conversations_alias on conversations (workspace_id, account_id, alias) where alias is not null;

-- Messages that the hub sends; the row is the queue. `sending` is committed before the platform is called.
create table messages (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  platform text not null,
  conversation_key text not null,
  recipient text not null,
  type text not null,
  -- JSON text, as it was asked for.
  content text not null,
  reply_to text,
  quote_token text,
  human_agent boolean not null default false,
  sent_by text not null,
  idempotency_key text,
  -- Of the request, to tell a repeated one from another one under the same key.
  fingerprint text not null,
  status text not null default 'queued'
    check (status in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'cancelled')),
  -- Queued: not before. Sending: when whoever sends it is given up.
  due_at timestamptz not null default now(),
  -- Why it is tried later.
  reason text,
  attempts smallint not null default 0,
  -- Of the statement that took it from the queue.
  claim uuid,
  platform_message_id text,
  via text,
  error_kind text,
  error_code text,
  error_message text,
  error_retryable boolean,
  -- It may have been sent although no answer came.
  outcome_unknown boolean not null default false,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  primary key (workspace_id, id)
) with (fillfactor = 80);
create unique index messages_idempotency on messages (workspace_id, idempotency_key) where idempotency_key is not null;
create index messages_due on messages (workspace_id, account_id, id) where status = 'queued';
create index messages_open on messages (workspace_id, account_id, conversation_key, id) where status in ('queued', 'sending');
create index messages_in_flight on messages (workspace_id, account_id) where status = 'sending' or outcome_unknown;
create index messages_platform on messages (workspace_id, account_id, platform_message_id) where platform_message_id is not null;
create index messages_conversation on messages (workspace_id, account_id, conversation_key, id);
create index messages_account on messages (workspace_id, account_id, id);
create index messages_failed on messages (workspace_id, id) where status = 'failed';

-- Token buckets, shared by all processes: what may still be called now, and until when nothing may.
create table rate_budgets (
  workspace_id uuid not null,
  account_id uuid not null,
  -- The limit, e.g. `send:80/1000`; `hold` for what the platform itself asked for.
  name text not null,
  -- The recipient, for limits per recipient.
  subject text not null default '',
  tokens double precision not null,
  updated_at timestamptz not null default now(),
  held_until timestamptz,
  -- Why it is held: rate_limit or usage.
  reason text,
  -- Share of the platform's limit that is used, as it last said.
  usage_share double precision,
  primary key (workspace_id, account_id, name, subject)
) with (fillfactor = 80);
