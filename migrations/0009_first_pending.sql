-- The first delivery of an ordered conversation that is not done and belongs to an event after the one given. Only the index
-- deliveries_ordered gives it without sorting; the planner, which rarely knows how many are pending, would take another.
create function first_pending(workspace uuid, endpoint uuid, conversation text, after uuid)
returns table (id uuid, event_id uuid, due_at timestamptz)
language sql stable rows 1
set enable_sort = off
set enable_seqscan = off
set enable_bitmapscan = off
as $$
  select d.id, d.event_id, d.due_at from deliveries d
  where d.workspace_id = workspace and d.endpoint_id = endpoint and d.state = 'pending'
    and d.ordering_key = conversation and d.event_id > after
  order by d.event_id limit 1
$$;
