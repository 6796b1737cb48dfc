-- Rate limits are kept in whole microseconds: by when all calls that were made are made up for. Buckets start full.
alter table rate_budgets
  drop column tokens,
  -- Microseconds since 1970 at which the bucket is full again.
  add column full_at bigint not null default 0,
  -- When the platform said how much of its limit is used.
  add column usage_at timestamptz;
update rate_budgets set usage_at = updated_at where usage_share is not null;
alter table rate_budgets drop column updated_at;

-- Calls that change something at a platform, one row a call. `running` is committed before the call goes out.
create table steps (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  -- What is sent.
  message_id uuid not null,
  -- What the platform's limits go by.
  type text not null,
  recipient text not null,
  state text not null check (state in ('running', 'done', 'failed', 'unknown')),
  started_at timestamptz not null,
  -- When it was answered, or given up.
  ended_at timestamptz,
  primary key (workspace_id, id)
) with (fillfactor = 80);
create index steps_message on steps (workspace_id, message_id);
-- What the platform may count against a limit: calls that run or ended a short time ago.
create index steps_recent on steps (workspace_id, account_id, (coalesce(ended_at, 'infinity'::timestamptz)));
insert into steps (workspace_id, id, account_id, message_id, type, recipient, state, started_at, ended_at)
  select workspace_id, id, account_id, id, type, recipient, case when status = 'sending' then 'running' else 'unknown' end,
    coalesce(started_at, created_at), case when status <> 'sending' then coalesce(failed_at, due_at) end
  from messages where status = 'sending' or outcome_unknown;
