import { type RawBuilder, type Selectable, sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, readFiltered } from '../page.ts'
import type { MessagesTable, SendStatus } from '../schema.ts'

/** A message that the hub was asked to send, with its place in the line. */
export type MessageRow = Omit<Selectable<MessagesTable>, 'status'> & {
  readonly status: SendStatus
  /** While it is in line: when it is due, and why it was put off. */
  readonly due_at: Date | null
  readonly reason: string | null
  /** Since when it fails, rate limits aside. */
  readonly failing_since: Date | null
}

// What is in line has its state and its attempts there.
const ROW = sql`m.*, q.due_at, q.reason, q.failing_since, q.attempts as queued_attempts,
  case when q.owner is not null then 'sending' else m.status end as shown_status`
const ASKED = sql`messages m left join message_queue q on q.workspace_id = m.workspace_id and q.message_id = m.id`

type ReadRow = Omit<MessageRow, 'status'> & {
  readonly shown_status: SendStatus
  readonly queued_attempts: number | null
}

function toRow({ shown_status: status, queued_attempts: attempts, ...row }: ReadRow): MessageRow {
  return { ...row, status, attempts: attempts ?? row.attempts }
}

export async function findMessage(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<MessageRow | undefined> {
  const { rows } = await sql<ReadRow>`select ${ROW} from ${ASKED}
    where m.workspace_id = ${workspaceId} and m.id = ${id} and m.fingerprint is not null`.execute(executor)
  return rows[0] && toRow(rows[0])
}

// A message is locked in the line first, as its claim and its record do it.
/** Cancels a message that is still queued. @returns false when it is not. */
export async function cancelMessage(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    with gone as (
      delete from message_queue where workspace_id = ${workspaceId} and message_id = ${id} and owner is null
      returning message_id, attempts
    )
    update messages m set status = 'cancelled', attempts = gone.attempts from gone
    where m.workspace_id = ${workspaceId} and m.id = gone.message_id returning m.id`.execute(executor)
  return rows.length > 0
}

export interface MessageFilter {
  readonly accountId?: string
  readonly conversation?: string
  readonly status?: SendStatus
  readonly since?: Date
  readonly until?: Date
}

/** A page of messages, newest first. */
export async function listMessages(
  executor: Executor,
  workspaceId: string,
  filter: MessageFilter,
  page: PageRequest,
): Promise<Page<MessageRow>> {
  const indexed: RawBuilder<unknown>[] = [sql`m.workspace_id = ${workspaceId}`, sql`m.fingerprint is not null`]
  if (page.before) indexed.push(sql`m.id < ${page.before}::uuid`)
  if (filter.since) indexed.push(sql`m.id >= ${floorUuid(filter.since)}::uuid`)
  if (filter.until) indexed.push(sql`m.id < ${floorUuid(filter.until)}::uuid`)
  if (filter.accountId) indexed.push(sql`m.account_id = ${filter.accountId}`)
  if (filter.conversation !== undefined && filter.accountId)
    indexed.push(sql`m.conversation_key = ${filter.conversation}`)
  if (filter.status === 'failed' || filter.status === 'unknown') indexed.push(sql`m.status = ${sql.lit(filter.status)}`)
  if (filter.status === 'queued' || filter.status === 'sending')
    indexed.push(sql`(q.owner is not null) = ${filter.status === 'sending'}`, sql`q.message_id is not null`)
  const walk = (limit: RawBuilder<unknown>) =>
    sql`select ${ROW} from ${ASKED} where ${sql.join(indexed, sql` and `)} order by m.id desc limit ${limit}`
  const keep: RawBuilder<unknown>[] = [sql`true`]
  if (filter.status) keep.push(sql`w.shown_status = ${filter.status}`)
  if (filter.conversation !== undefined) keep.push(sql`w.conversation_key = ${filter.conversation}`)
  const found = await readFiltered<ReadRow>(executor, walk, sql`w.*`, sql.join(keep, sql` and `), page.limit)
  return { ...found, rows: found.rows.map(toRow) }
}

/** The token with which a message of the account is quoted, when it has one. */
export async function findQuoteToken(
  executor: Executor,
  workspaceId: string,
  accountId: string,
  platformMessageId: string,
): Promise<string | undefined> {
  const row = await executor
    .selectFrom('messages')
    .select('quotable_by')
    .where('workspace_id', '=', workspaceId)
    .where('account_id', '=', accountId)
    .where('platform_message_id', '=', platformMessageId)
    .executeTakeFirst()
  return row?.quotable_by ?? undefined
}
