create index event_queue_failed on event_queue (workspace_id, event_id) where state = 'failed';
create index rejections_platform on rejections (workspace_id, platform, id);

-- What was set in the dashboard; it goes before the environment.
create table settings (
  workspace_id uuid not null,
  key text not null,
  -- JSON text.
  value text not null,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, key)
);

-- The last handshake of each callback address.
create table handshakes (
  workspace_id uuid not null,
  platform text not null,
  -- The platform's id of the account whose own address it was; '' for the one all share.
  account text not null,
  at timestamptz not null,
  ok boolean not null,
  primary key (workspace_id, platform, account)
);

-- The processes of the hub, as long as they say that they are there.
create table processes (
  workspace_id uuid not null,
  id uuid not null,
  roles text[] not null,
  version text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (workspace_id, id)
);
