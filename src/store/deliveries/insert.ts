import { sql } from 'kysely'
import type { Executor } from '../database.ts'

/** Puts one event on its way to one endpoint, due now. @returns false when there is a delivery of that id, or no such event. */
export async function insertDelivery(
  executor: Executor,
  workspaceId: string,
  delivery: { id: string; eventId: string; endpointId: string; at: Date; orderingKey?: string | undefined },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with event as (
      select id, account_id from events where workspace_id = ${workspaceId} and id = ${delivery.eventId} for key share
    ), made as (
      insert into deliveries (workspace_id, id, event_id, endpoint_id, due_at, ordering_key, created_at)
      select ${workspaceId}::uuid, ${delivery.id}, id, ${delivery.endpointId}, ${delivery.at}, ${delivery.orderingKey ?? null},
        ${delivery.at}
      from event
      on conflict (workspace_id, id) do nothing
      returning id, event_id, endpoint_id
    ), counted as (
      insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, after)
      select ${workspaceId}::uuid, m.id, m.event_id, m.endpoint_id, e.account_id, 'waiting' from made m join event e on e.id = m.event_id
    )
    select id from made`.execute(executor)
  return rows.length > 0
}
