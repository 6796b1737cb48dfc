import { sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'

/** Usernames of accounts, for showing. */
export async function accountNames(executor: Executor, workspaceId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return await executor
    .selectFrom('accounts')
    .select(['id', 'platform', 'external_id', 'username'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
}

/** Events of a workspace that wait or failed. */
export async function countQueue(
  executor: Executor,
  workspaceId: string,
): Promise<{ pending: number; failed: number }> {
  const { rows } = await sql<{ pending: number; failed: number }>`
    select (count(*) filter (where state = 'pending'))::float8 as pending, (count(*) filter (where state = 'failed'))::float8 as failed
    from event_queue where workspace_id = ${workspaceId}`.execute(executor)
  return rows[0] ?? { pending: 0, failed: 0 }
}

export interface ActiveSender {
  readonly platform: string
  readonly sender_id: string
  readonly count: number
  /** Data of the newest message: it has the name. */
  readonly data: string
}

/** Who wrote most in a window, counted from the messages themselves. */
export async function mostActiveSenders(
  executor: Executor,
  workspaceId: string,
  { since, until }: { readonly since: Date; readonly until: Date },
  limit: number,
): Promise<ActiveSender[]> {
  const { rows } = await sql<ActiveSender>`
    select s.platform, s.sender_id, s.count, e.data from (
      select platform, sender_id, count(*)::float8 as count, max(id::text)::uuid as newest from events
      where workspace_id = ${workspaceId} and type = 'message.received' and sender_id is not null
        and id >= ${floorUuid(since)}::uuid and id < ${floorUuid(until)}::uuid
      group by platform, sender_id order by count(*) desc, max(id::text) desc limit ${limit}
    ) s join events e on e.workspace_id = ${workspaceId} and e.id = s.newest
    order by s.count desc, s.newest desc`.execute(executor)
  return rows
}
