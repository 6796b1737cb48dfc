-- Counters. A statement that changes what is counted writes what changed into the tables of changes, which have no index, so
-- that nobody waits for anybody; a fold adds the changes to the counts. See docs/adr/0016-counters.md.
--
-- `minute` is that of the counted row's own id, in minutes since 1970 (UTC); after three hours minutes become quarter hours.

-- When a row with a UUIDv7 was made: milliseconds, and minutes, since 1970.
create function ms_of(id uuid) returns bigint language sql immutable as $$
  select ('x' || left(id::text, 8) || substr(id::text, 10, 4))::bit(48)::bigint
$$;
create function minute_of(id uuid) returns integer language sql immutable as $$
  select (ms_of(id) / 60000)::integer
$$;

-- The bucket of a latency: the number of upper bounds (LATENCY_BOUNDS_MS) that are below it.
create function latency_bucket(ms bigint) returns smallint language sql immutable as $$
  select width_bucket(ms, '{6,11,26,51,101,251,501,1001,2501,10001,60001,600001,7200001}'::bigint[])::smallint
$$;

-- Milliseconds from the making of a delivery to its arrival; 0 while it has not arrived.
create function delivery_ms(id uuid, state text, completed_at timestamptz) returns bigint language sql stable as $$
  select case when state = 'delivered' then greatest(0, floor(extract(epoch from completed_at) * 1000)::bigint - ms_of(id)) else 0 end
$$;

-- A delivery's state as it is counted.
create function delivery_state(state text, attempts integer) returns text language sql immutable as $$
  select case when state <> 'pending' then state when attempts = 0 then 'waiting' else 'retrying' end
$$;

-- The code of an attempt: why no answer came, else the status.
create function attempt_code(status_code integer, error text) returns text language sql immutable as $$
  select coalesce(substring(error from '^(timeout|connection|dns|tls|blocked|protocol): '), status_code::text, 'unknown')
$$;

-- The outcome of a routed event by the states of its deliveries; those in no other state are waiting.
create function outcome_of(made bigint, retrying bigint, delivered bigint, failed bigint, cancelled bigint)
returns text language sql immutable as $$
  select case
    when failed + cancelled > 0 and failed + cancelled = made then 'failed'
    when failed + cancelled > 0 then 'partly'
    when retrying > 0 then 'retrying'
    when made > delivered then 'waiting'
    when made = 0 then 'none'
    else 'delivered' end
$$;

-- An event was stored (n = 1) or is gone (n = -1).
create table event_changes (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid,
  platform text not null,
  type text not null,
  n smallint not null
);

-- An event was processed (n = 1), or is not any more: it waits again, or is gone (n = -1).
create table routing_changes (
  workspace_id uuid not null,
  event_id uuid not null,
  account_id uuid,
  n smallint not null
);

-- A delivery came from one state (null: it was made) into another (null: it is gone). `ms` is how long it took to arrive.
create table delivery_changes (
  workspace_id uuid not null,
  id uuid not null,
  event_id uuid not null,
  endpoint_id uuid not null,
  account_id uuid,
  before text,
  after text,
  ms bigint not null default 0
);

-- An attempt was logged (n = 1) or is gone (n = -1).
create table attempt_changes (
  workspace_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  account_id uuid,
  outcome text not null,
  code text not null,
  ms bigint not null,
  n smallint not null
);

-- Of each workspace one fold runs at a time.
create table count_folds (
  workspace_id uuid primary key,
  folded_at timestamptz not null
);

-- Here and below an account_id of zeros stands for none.
create table event_counts (
  workspace_id uuid not null,
  minute integer not null,
  account_id uuid not null,
  platform text collate "C" not null,
  type text collate "C" not null,
  count bigint not null,
  primary key (workspace_id, minute, account_id, platform, type)
);
create index event_counts_minutes on event_counts (workspace_id, minute) where minute % 15 <> 0;

-- Events that were processed, by outcome.
create table outcome_counts (
  workspace_id uuid not null,
  minute integer not null,
  account_id uuid not null,
  outcome text collate "C" not null,
  count bigint not null,
  primary key (workspace_id, minute, account_id, outcome)
);
create index outcome_counts_minutes on outcome_counts (workspace_id, minute) where minute % 15 <> 0;

-- Deliveries by state (waiting, retrying, delivered, failed, cancelled) and attempts by outcome and code, each by the bucket
-- of its latency: from the making of a delivery to its arrival, and from an attempt's start to its end. `ms` is their sum.
create table delivery_counts (
  workspace_id uuid not null,
  minute integer not null,
  endpoint_id uuid not null,
  account_id uuid not null,
  kind text collate "C" not null check (kind in ('delivery', 'attempt')),
  state text collate "C" not null,
  code text collate "C" not null,
  bucket smallint not null,
  count bigint not null,
  ms bigint not null,
  primary key (workspace_id, minute, endpoint_id, account_id, kind, state, code, bucket)
);
create index delivery_counts_minutes on delivery_counts (workspace_id, minute) where minute % 15 <> 0;

-- The deliveries of an event by state. An event without a row is not processed yet, or all of its deliveries arrived.
create table event_outcomes (
  workspace_id uuid not null,
  event_id uuid not null,
  -- False while the event waits to be processed.
  routed boolean not null,
  made integer not null,
  retrying integer not null,
  delivered integer not null,
  failed integer not null,
  cancelled integer not null,
  primary key (workspace_id, event_id)
);

-- What is stored is counted. Each statement reads its tables once, and sorts and groups on disk where memory ends.
insert into event_counts (workspace_id, minute, account_id, platform, type, count)
select workspace_id, case when minute < folded then minute - minute % 15 else minute end, account_id, platform, type, count(*)
from (
  select workspace_id, minute_of(id) as minute, coalesce(account_id, '00000000-0000-0000-0000-000000000000') as account_id,
    platform, type
  from events
) e cross join (select (extract(epoch from now()) / 60)::integer / 15 * 15 - 180 as folded) f
group by 1, 2, 3, 4, 5;

insert into delivery_counts (workspace_id, minute, endpoint_id, account_id, kind, state, code, bucket, count, ms)
select workspace_id, case when minute < folded then minute - minute % 15 else minute end, endpoint_id, account_id, kind, state,
  code, latency_bucket(ms), count(*), sum(ms)
from (
  select d.workspace_id, minute_of(d.id) as minute, d.endpoint_id,
    coalesce(e.account_id, '00000000-0000-0000-0000-000000000000') as account_id, 'delivery' as kind,
    delivery_state(d.state, d.attempts) as state, '' as code, delivery_ms(d.id, d.state, d.completed_at) as ms
  from deliveries d left join events e on e.workspace_id = d.workspace_id and e.id = d.event_id
  union all
  select a.workspace_id, minute_of(a.id), d.endpoint_id, coalesce(e.account_id, '00000000-0000-0000-0000-000000000000'),
    'attempt', a.outcome, attempt_code(a.status_code, a.error), a.duration_ms
  from attempts a join deliveries d on d.workspace_id = a.workspace_id and d.id = a.delivery_id
  left join events e on e.workspace_id = d.workspace_id and e.id = d.event_id
) s cross join (select (extract(epoch from now()) / 60)::integer / 15 * 15 - 180 as folded) f
group by 1, 2, 3, 4, 5, 6, 7, 8;

with judged as materialized (
  select e.workspace_id, e.id, coalesce(e.account_id, '00000000-0000-0000-0000-000000000000') as account_id,
    q.event_id is null as routed, coalesce(made, 0) as made, coalesce(retrying, 0) as retrying,
    coalesce(delivered, 0) as delivered, coalesce(failed, 0) as failed,
    outcome_of(coalesce(made, 0), coalesce(retrying, 0), coalesce(delivered, 0), coalesce(failed, 0), 0) as outcome
  from events e
  left join event_queue q on q.workspace_id = e.workspace_id and q.event_id = e.id
  left join (
    select workspace_id, event_id, count(*) as made, count(*) filter (where state = 'pending' and attempts > 0) as retrying,
      count(*) filter (where state = 'delivered') as delivered, count(*) filter (where state = 'failed') as failed
    from deliveries group by 1, 2
  ) d on d.workspace_id = e.workspace_id and d.event_id = e.id
), kept as (
  insert into event_outcomes (workspace_id, event_id, routed, made, retrying, delivered, failed, cancelled)
  select workspace_id, id, routed, made, retrying, delivered, failed, 0 from judged
  where case when routed then outcome <> 'delivered' else made > 0 end
)
insert into outcome_counts (workspace_id, minute, account_id, outcome, count)
select workspace_id, case when minute_of(id) < folded then minute_of(id) - minute_of(id) % 15 else minute_of(id) end,
  account_id, outcome, count(*)
from judged cross join (select (extract(epoch from now()) / 60)::integer / 15 * 15 - 180 as folded) f
where routed
group by 1, 2, 3, 4;
