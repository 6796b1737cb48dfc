-- Which workspace an account of a platform belongs to: one of all, so that a callback finds it by what the platform calls it.
-- Small, and without the key of a workspace: where the database is distributed, every node has it whole.
create table account_owners (
  platform text not null,
  external_id text not null,
  workspace_id uuid not null,
  primary key (platform, external_id)
);
insert into account_owners (platform, external_id, workspace_id)
select distinct on (platform, external_id) platform, external_id, workspace_id from accounts
order by platform, external_id, state = 'discovered', workspace_id;
