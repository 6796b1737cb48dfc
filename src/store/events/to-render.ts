import { sql } from 'kysely'
import type { EventAccount, RenderedEvent } from '../../events/formats/format.ts'
import { addTo } from '../../events/stored.ts'
import type { Executor } from '../database.ts'
import { ADDED_COLUMNS, ADDITIONS, additionsOf } from '../event-queue/claim.ts'

export interface EventToRender {
  readonly event: RenderedEvent
  readonly account: EventAccount | undefined
}

/** Events by id with what their delivered body is made of. */
export async function eventsToRender(
  executor: Executor,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, EventToRender>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: string
    type: string
    platform: string
    occurred_at: Date
    data: string
    raw: string
    account_id: string | null
    external_id: string | null
    username: string | null
    added_conversation: string | null
    added_contact: string | null
    added_members: string | null
  }>`
    select e.id, e.type, e.platform, e.occurred_at, e.data, e.raw, a.id as account_id, a.external_id, a.username,
      ${sql.raw(ADDED_COLUMNS)}
    from events e ${sql.raw(ADDITIONS)} left join accounts a on a.workspace_id = e.workspace_id and a.id = e.account_id
    where e.workspace_id = ${workspaceId} and e.id = any(${[...new Set(ids)]}::uuid[])`.execute(executor)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        event: {
          id: row.id,
          workspaceId,
          type: row.type,
          platform: row.platform,
          occurredAt: row.occurred_at,
          data: addTo(row.data, additionsOf(row) ?? {}),
          raw: row.raw,
        },
        account:
          row.account_id === null
            ? undefined
            : {
                id: row.account_id,
                platform: row.platform,
                externalId: row.external_id ?? '',
                username: row.username ?? undefined,
              },
      },
    ]),
  )
}
