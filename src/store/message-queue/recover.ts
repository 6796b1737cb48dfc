import type { Database } from '../database.ts'

/** A message whose sender is gone and that must not be sent again: its step still runs. */
export interface LeftMessage {
  readonly workspaceId: string
  readonly id: string
  readonly stepId: string
  readonly accountId: string
  readonly conversationKey: string
  readonly recipient: string
  readonly type: string
  readonly attempts: number
}

interface StuckRow {
  id: string
  step_id: string | null
  account_id: string
  conversation_key: string
  recipient: string
  type: string
  attempts: number
  safe: boolean
}

// What is sent again may have been sent: the key tells the platform, and a reply token must not be used for it. Without a step
// nothing was called.
const RECOVER = {
  name: 'recover_messages',
  text: `with stuck as materialized (
      select q.message_id as id, s.id as step_id, q.account_id, q.conversation_key, q.recipient, q.type, q.attempts,
        s.id is null or q.platform = any($2::text[]) and not s.by_token and q.attempts < $4::int4
          and m.created_at > $3::timestamptz - interval '23 hours' as safe
      from message_queue q
        join messages m on m.workspace_id = $1::uuid and m.id = q.message_id
        left join steps s on s.workspace_id = $1::uuid and s.message_id = q.message_id and s.state = 'running'
      where q.workspace_id = $1::uuid and q.owner is not null and (q.due_at <= $3::timestamptz or q.owner = any($5::uuid[]))
      for update of q skip locked
    ), again as (
      update message_queue q set due_at = $3::timestamptz, owner = null, reason = 'retry'
      from stuck where q.workspace_id = $1::uuid and q.message_id = stuck.id and stuck.safe
    ), ended as (
      update steps s set state = 'unknown', ended_at = $3::timestamptz
      from stuck where s.workspace_id = $1::uuid and s.id = stuck.step_id and stuck.safe
    )
    select * from stuck`,
} as const

/**
 * Finds messages whose lease is over at `now`, and those that processes which are gone were sending. Platforms that de-duplicate by a key get them
 * once more: they are queued. The others are left to the caller, to be recorded as unknown.
 */
export async function recoverMessages(
  database: Database,
  workspaceId: string,
  options: {
    readonly deduplicating: readonly string[]
    readonly maxAttempts: number
    readonly now: number
    readonly owners: readonly string[]
  },
): Promise<{ queued: string[]; left: LeftMessage[] }> {
  const rows = await database.hot<StuckRow>(RECOVER, [
    workspaceId,
    [...options.deduplicating],
    new Date(options.now),
    options.maxAttempts,
    [...options.owners],
  ])
  return {
    queued: rows.flatMap((row) => (row.safe ? row.id : [])),
    left: rows.flatMap((row) => (row.safe || row.step_id === null ? [] : toLeft(workspaceId, row, row.step_id))),
  }
}

function toLeft(workspaceId: string, row: StuckRow, stepId: string): LeftMessage {
  return {
    workspaceId,
    id: row.id,
    stepId,
    accountId: row.account_id,
    conversationKey: row.conversation_key,
    recipient: row.recipient,
    type: row.type,
    attempts: row.attempts,
  }
}
