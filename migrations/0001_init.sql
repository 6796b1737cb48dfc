create table workspaces (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);

-- Generated or configured secrets, sealed (AES-256-GCM).
create table secrets (
  workspace_id uuid not null,
  name text not null,
  sealed bytea not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, name)
);

create table api_keys (
  workspace_id uuid not null,
  id uuid not null,
  name text not null,
  role text not null check (role in ('admin', 'read')),
  hash bytea not null,
  hint text not null,
  -- Set on the key that API_KEY makes: it ends when the variable changes.
  from_environment boolean not null default false,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
create unique index api_keys_hash on api_keys (hash);

create table accounts (
  workspace_id uuid not null,
  id uuid not null,
  platform text not null,
  external_id text not null,
  username text,
  name text,
  state text not null default 'discovered' check (state in ('discovered', 'connected', 'disconnected')),
  credentials_sealed bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index accounts_external on accounts (workspace_id, platform, external_id);

-- One row per fact, written once. `data` and `raw` are JSON kept as text: they are spliced into
-- deliveries as they are, and jsonb would refuse what platforms may send (\u0000, lone surrogates).
create table events (
  workspace_id uuid not null,
  id uuid not null,
  platform text not null,
  account_id uuid,
  type text not null,
  -- First 128 bits of SHA-256 over platform, account and natural key.
  dedup_key uuid not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  sender_id text,
  conversation_key text,
  data text not null,
  raw text not null,
  handled_at timestamptz,
  primary key (workspace_id, id)
);
create unique index events_dedup on events (workspace_id, dedup_key);
create index events_type on events (workspace_id, type, id);
create index events_account on events (workspace_id, account_id, id);

-- Events waiting for the process stage. The row goes when the event is processed; `failed` rows stay.
create table event_queue (
  workspace_id uuid not null,
  event_id uuid not null,
  state text not null default 'pending' check (state in ('pending', 'failed')),
  due_at timestamptz not null,
  attempts smallint not null default 0,
  error text,
  primary key (workspace_id, event_id)
);
create index event_queue_due on event_queue (due_at) where state = 'pending';

create table endpoints (
  workspace_id uuid not null,
  id uuid not null,
  url text not null,
  description text,
  events text[] not null,
  accounts uuid[],
  filter text,
  format text not null default 'standard' check (format in ('standard', 'flat', 'cloudevents', 'raw')),
  -- Seconds between tries; null: the hub's default.
  retry_schedule integer[],
  timeout_ms integer,
  rate_limit integer,
  ordering text not null default 'none' check (ordering in ('none', 'conversation')),
  state text not null default 'enabled' check (state in ('enabled', 'paused', 'disabled')),
  disabled_reason text,
  disabled_at timestamptz,
  secret_sealed bytea not null,
  previous_secret_sealed bytea,
  previous_secret_until timestamptz,
  -- Failed attempts since the last success.
  failures integer not null default 0,
  failing_since timestamptz,
  -- Percent of the time until it is disabled that was warned of.
  warned_percent smallint not null default 0,
  -- Set on the endpoint that WEBHOOK_URL makes, so that it is made once.
  from_environment boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

create table deliveries (
  workspace_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  endpoint_id uuid not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
  due_at timestamptz not null,
  attempts smallint not null default 0,
  ordering_key text,
  status_code smallint,
  error text,
  created_at timestamptz not null,
  completed_at timestamptz,
  primary key (workspace_id, id)
);
create index deliveries_event on deliveries (workspace_id, event_id);
create index deliveries_endpoint on deliveries (workspace_id, endpoint_id, id);
create index deliveries_due on deliveries (workspace_id, endpoint_id, due_at) where state = 'pending';
create index deliveries_ordered on deliveries (workspace_id, endpoint_id, ordering_key, event_id)
  where state = 'pending' and ordering_key is not null;
create index deliveries_failed on deliveries (workspace_id, id) where state = 'failed';

create table attempts (
  workspace_id uuid not null,
  delivery_id uuid not null,
  id uuid not null,
  number smallint not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  outcome text not null check (outcome in ('success', 'retry', 'failure')),
  status_code smallint,
  error text,
  response_headers text,
  response_body bytea,
  primary key (workspace_id, delivery_id, id)
);

create table rejections (
  workspace_id uuid not null,
  id uuid not null,
  platform text not null,
  account text,
  route text not null,
  cause text not null,
  detail text not null,
  remote_address text,
  headers text not null,
  body_size integer not null,
  body_sample text,
  -- How many refused requests this row stands for.
  weight integer not null default 1,
  primary key (workspace_id, id)
);

create table rejection_counts (
  workspace_id uuid not null,
  hour timestamptz not null,
  platform text not null,
  cause text not null,
  count bigint not null,
  primary key (workspace_id, hour, platform, cause)
);

create table replays (
  workspace_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  state text not null default 'running' check (state in ('running', 'completed', 'cancelled')),
  -- The request: {since, until, events, status}.
  selection text not null,
  -- The last event looked at; the replay goes on after it.
  cursor uuid,
  total integer not null,
  queued integer not null default 0,
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  primary key (workspace_id, id)
);
