import { type RawBuilder, type Selectable, sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import type { Executor } from '../database.ts'
import { type Page, type PageRequest, readFiltered } from '../page.ts'
import type { MessagesTable, SendStatus } from '../schema.ts'

/** A message that the hub was asked to send. */
export type MessageRow = Selectable<MessagesTable> & { readonly status: SendStatus }

export interface NewMessage {
  readonly id: string
  readonly accountId: string
  readonly platform: string
  readonly conversationId: string
  readonly conversationKey: string
  readonly recipient: string
  readonly type: string
  /** JSON text. */
  readonly content: string
  /** As the inbox shows it. */
  readonly text: string
  /** JSON text. */
  readonly attachments: string
  readonly replyTo: string | undefined
  readonly quoteToken: string | undefined
  readonly humanAgent: boolean
  readonly sentBy: string
  readonly idempotencyKey: string | undefined
  readonly fingerprint: string
}

/** Queues a message; undefined when its idempotency key was used before. */
export async function insertMessage(
  executor: Executor,
  workspaceId: string,
  message: NewMessage,
): Promise<MessageRow | undefined> {
  return await executor
    .insertInto('messages')
    .values({
      workspace_id: workspaceId,
      id: message.id,
      account_id: message.accountId,
      platform: message.platform,
      direction: 'out',
      status: 'queued',
      conversation_id: message.conversationId,
      conversation_key: message.conversationKey,
      recipient: message.recipient,
      type: message.type,
      content: message.content,
      kind: message.type,
      text: message.text,
      attachments: message.attachments,
      reply_to: message.replyTo ?? null,
      quote_token: message.quoteToken ?? null,
      human_agent: message.humanAgent,
      sent_by: message.sentBy,
      idempotency_key: message.idempotencyKey ?? null,
      fingerprint: message.fingerprint,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'idempotency_key']).where('idempotency_key', 'is not', null).doNothing(),
    )
    .returningAll()
    .$narrowType<{ status: SendStatus }>()
    .executeTakeFirst()
}

export async function findMessage(
  executor: Executor,
  workspaceId: string,
  id: string,
): Promise<MessageRow | undefined> {
  return await executor
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('fingerprint', 'is not', null)
    .$narrowType<{ status: SendStatus }>()
    .executeTakeFirst()
}

export async function findMessageByKey(
  executor: Executor,
  workspaceId: string,
  idempotencyKey: string,
): Promise<MessageRow | undefined> {
  return await executor
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('idempotency_key', '=', idempotencyKey)
    .$narrowType<{ status: SendStatus }>()
    .executeTakeFirst()
}

/** Cancels a message that is still queued. @returns false when it is not. */
export async function cancelMessage(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  const row = await executor
    .updateTable('messages')
    .set({ status: 'cancelled', reason: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
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
  const walk = (limit: RawBuilder<unknown>) =>
    sql`select m.* from messages m where ${sql.join(indexed, sql` and `)} order by m.id desc limit ${limit}`
  const keep: RawBuilder<unknown>[] = [sql`true`]
  if (filter.status) keep.push(sql`w.status = ${filter.status}`)
  if (filter.conversation !== undefined) keep.push(sql`w.conversation_key = ${filter.conversation}`)
  return await readFiltered<MessageRow>(executor, walk, sql`w.*`, sql.join(keep, sql` and `), page.limit)
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
