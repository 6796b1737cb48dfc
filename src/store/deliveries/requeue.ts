import { sql } from 'kysely'
import type { Executor } from '../database.ts'

/** Makes a finished delivery due now; its numbering of attempts goes on. @returns false when it is pending already. */
export async function requeueDelivery(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with old as (
      select id, state, attempts, completed_at from deliveries
      where workspace_id = ${workspaceId} and id = ${id} and state <> 'pending' for update
    ), requeued as (
      update deliveries d set state = 'pending', due_at = now(), completed_at = null, code = null, error = null
      from old where d.workspace_id = ${workspaceId} and d.id = old.id
      returning d.id, d.event_id, d.endpoint_id, old.state, old.attempts, old.completed_at
    ), counted as (
      insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, before, after, ms)
      select ${workspaceId}::uuid, r.id, r.event_id, r.endpoint_id, e.account_id, r.state, delivery_state('pending', r.attempts),
        delivery_ms(r.id, r.state, r.completed_at)
      from requeued r left join events e on e.workspace_id = ${workspaceId} and e.id = r.event_id
    )
    select id from requeued`.execute(executor)
  return rows.length > 0
}
