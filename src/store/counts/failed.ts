/**
 * Counts deliveries that a statement gave up while they waited. The statement's first parameter is the workspace, and its
 * CTE `failed` has their id, event_id, endpoint_id and attempts.
 */
export const COUNT_FAILED = `insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, before, after)
      select $1::uuid, f.id, f.event_id, f.endpoint_id, e.account_id, delivery_state('pending', f.attempts), 'failed'
      from failed f left join events e on e.workspace_id = $1::uuid and e.id = f.event_id`
