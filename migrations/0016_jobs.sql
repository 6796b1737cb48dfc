-- Work that is done at its time: one row a job, deleted when it is done. Periodic work is one row, put off each time.
create table jobs (
  workspace_id uuid not null,
  id uuid not null,
  queue text not null,
  -- A queue has one job of a key at a time.
  key text not null,
  -- JSON.
  payload text not null,
  -- Times it has failed since it was last done.
  attempts integer not null default 0,
  -- When it is to run; while it runs, when its lease ends.
  due_at timestamptz not null,
  owner uuid,
  primary key (workspace_id, id)
);
create unique index jobs_key on jobs (workspace_id, queue, key);
create index jobs_due on jobs (workspace_id, due_at);

-- The queues of pg-boss, which `jobs` replaces. What waits there is found again by the sweep of accounts.
drop schema if exists pgboss cascade;
