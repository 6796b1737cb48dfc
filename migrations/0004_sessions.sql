-- Browsers signed in with an API key. The token is only in the browser's cookie; here is its SHA-256.
create table sessions (
  workspace_id uuid not null,
  token_hash bytea not null,
  -- A session is its key: it has the key's role, and ends when the key is revoked.
  key_id uuid not null,
  created_at timestamptz not null,
  used_at timestamptz not null,
  -- Moves on as the session is used, up to the longest a session lasts.
  expires_at timestamptz not null,
  primary key (workspace_id, token_hash)
);

-- A request brings the token and nothing else.
create index sessions_token on sessions (token_hash);
create index sessions_key on sessions (workspace_id, key_id);
create index sessions_expired on sessions (workspace_id, expires_at);
