-- What the platform last said of the account, and how it was connected.
alter table accounts
  add column login text check (login in ('token', 'oauth')),
  add column connected_at timestamptz,
  add column connected_by text,
  -- The user gave the name: what the platform says does not replace it.
  add column named_by_user boolean not null default false,
  -- False between the account being connected and its event `account.connected`.
  add column announced boolean not null default true,
  -- The callback address that the platform was told, where it is told one per account.
  add column callback_url text,
  -- Secrets the account's own requests are signed with: {secrets, verifyToken}, sealed. Null: those of the app.
  add column signing_sealed bytea,
  -- A second id that payloads name the account by, e.g. the WhatsApp Business Account of a phone number.
  add column parent_external_id text,
  -- Grows with every change of the credentials, so that a token renewed meanwhile is not overwritten by an older one.
  add column credentials_version integer not null default 0,
  add column token_kind text,
  add column token_scopes text[],
  add column token_missing_scopes text[],
  add column token_expires_at timestamptz,
  add column token_renewed_at timestamptz,
  add column picture_url text,
  add column followers bigint,
  add column quality text,
  add column subscribed boolean,
  add column subscribed_fields text[],
  add column subscription_problem text,
  -- Answered by the platform; null: never.
  add column inspected_at timestamptz,
  add column inspect_error text,
  -- When it is looked at next; null: not at all.
  add column check_due_at timestamptz,
  -- Whoever looks at it now has it to himself until then.
  add column check_leased_until timestamptz,
  add column disconnected_at timestamptz,
  add column disconnected_reason text;

create index accounts_changed on accounts (workspace_id, updated_at);
create index accounts_check on accounts (workspace_id, check_due_at) where check_due_at is not null;

-- Logins under way at a platform. Nothing in them can be used without the state that only the browser has.
create table connect_sessions (
  workspace_id uuid not null,
  id uuid not null,
  platform text not null,
  state_hash bytea not null,
  -- Set when a browser began it: it must come back with the cookie.
  cookie_hash bytea,
  verifier_sealed bytea,
  redirect_uri text not null,
  begun_by text not null,
  status text not null default 'started' check (status in ('started', 'choosing', 'connected', 'failed')),
  -- The accounts to choose from, with their tokens, sealed JSON.
  candidates_sealed bytea,
  account_ids uuid[] not null default '{}',
  error text,
  -- The state was used; it never works again.
  used_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index connect_sessions_state on connect_sessions (state_hash);
create index connect_sessions_expiry on connect_sessions (workspace_id, expires_at);

-- When the hub was last seen working, to notice an outage after it.
create table heartbeats (
  workspace_id uuid not null,
  name text not null,
  at timestamptz not null,
  primary key (workspace_id, name)
);
