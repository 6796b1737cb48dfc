-- The operator of the hub makes workspaces and may act in each of them: a flag on admin keys of the first workspace.
alter table api_keys add column operator boolean not null default false
  check (not operator or role = 'admin');
update api_keys set operator = true
where role = 'admin' and revoked_at is null and (from_environment or id = (
  select id from api_keys where role = 'admin' and revoked_at is null order by id limit 1));

-- The workspace that the operator chose in a browser; null: the key's.
alter table sessions add column chosen_workspace_id uuid;
