import type { Database } from '../database.ts'

/** A message whose sender is gone and that nobody may send again: it is still `sending`. */
export interface LeftMessage {
  readonly id: string
  readonly stepId: string | undefined
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

// What is sent again may have been sent: the key tells the platform, and a reply token must not be used for it.
const RECOVER = {
  name: 'recover_messages',
  text: `with stuck as materialized (
      select m.id, s.id as step_id, m.account_id, m.conversation_key, m.recipient, m.type, m.attempts,
        m.platform = any($2::text[]) and m.via is distinct from 'reply' and m.attempts < $4::int4
          and m.created_at > $3::timestamptz - interval '23 hours' as safe
      from messages m left join steps s
        on s.workspace_id = $1::uuid and s.message_id = m.id and s.state = 'running'
      where m.workspace_id = $1::uuid and m.status = 'sending' and (m.due_at <= $3::timestamptz or m.owner = any($5::uuid[]))
      for update of m skip locked
    ), again as (
      update messages m set status = 'queued', due_at = $3::timestamptz, owner = null, reason = 'retry',
        error_kind = null, error_message = null, error_retryable = null
      from stuck where m.workspace_id = $1::uuid and m.id = stuck.id and stuck.safe
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
    left: rows.flatMap((row) => (row.safe ? [] : toLeft(row))),
  }
}

function toLeft(row: StuckRow): LeftMessage {
  return {
    id: row.id,
    stepId: row.step_id ?? undefined,
    accountId: row.account_id,
    conversationKey: row.conversation_key,
    recipient: row.recipient,
    type: row.type,
    attempts: row.attempts,
  }
}
