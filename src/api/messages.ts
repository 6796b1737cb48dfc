import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid, invalidAll } from '../codes/input.ts'
import { type RefusalCode, refusal, refusalWith } from '../codes/refusals.ts'
import { summaryOf } from '../codes/validation.ts'
import type { HubError } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import { platformName } from '../platforms/index.ts'
import { describeWait, describeWaits, type Wait } from '../send/wait.ts'
import { keyName } from '../store/api-keys/read.ts'
import type { Executor } from '../store/database.ts'
import { cancelMessage, findMessage, listMessages, type MessageRow } from '../store/messages/messages.ts'
import { accountParam } from './account-param.ts'
import type { ApiInstance } from './app.ts'
import type { SendContext, StopContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pageAnswer, pageRequest, pathId, rangeOf } from './params.ts'
import { problemOf } from './problems.ts'
import { PathId, pageOf } from './schemas/common.ts'
import {
  type MessageBody,
  MessageInput,
  MessageQuery,
  MessageSchema,
  ResolveInput,
  readMessageInput,
} from './schemas/messages.ts'
import { parseStored } from './views.ts'

const tags = ['Messages']
const WAIT_MS = 8000
const MAX_KEY_LENGTH = 255

export function messageRoutes(app: ApiInstance, ctx: StoreContext & SendContext & StopContext): void {
  sendRoute(app, ctx)
  readRoutes(app, ctx)
  cancelRoute(app, ctx)
  resolveRoute(app, ctx)
}

function sendRoute(app: ApiInstance, ctx: StoreContext & SendContext & StopContext): void {
  const { db } = ctx.database
  const { desk } = ctx.sending

  app.post(
    '/api/v1/messages',
    {
      config: { problems: [409, 422] },
      // Says what is wrong with the member that `type` names, instead of that none of seventeen fits.
      attachValidation: true,
      schema: {
        operationId: 'sendMessage',
        tags,
        summary: 'Send a message',
        description:
          'Answers 200 when the platform took it, 202 when it waits in line (`wait` says for what), and with a problem when ' +
          'the platform refused it: `message` in it is the failed message. What the platform lacks is refused before anything ' +
          'is sent. With an `Idempotency-Key` header the same message is never sent twice: the same key answers with the same ' +
          'message, and another body under it is refused.',
        body: MessageInput,
        response: { 200: MessageSchema, 202: MessageSchema },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { workspaceId } = caller
      const read = readMessageInput(request.body)
      if ('errors' in read) throw invalidAll(read.errors, { detail: summaryOf(read.errors) })
      const { wait = true, ...common } = read.common
      const to = recipientOf(common)
      const row = await desk.submit({
        workspaceId,
        accountId: await accountParam(db, workspaceId, common.account, 'body/account'),
        to,
        content: read.content,
        replyTo: common.replyTo,
        quoteToken: common.quoteToken,
        humanAgent: common.humanAgent ?? false,
        sentBy: await keyName(db, workspaceId, caller.keyId),
        idempotencyKey: idempotencyKeyOf(request),
        identity: { ...common, content: read.content },
      })
      const settled = wait && !ctx.stopping() ? await desk.settled(row, WAIT_MS) : row
      return answer(request, reply, settled, await viewOf(ctx, settled))
    },
  )
}

function readRoutes(app: ApiInstance, ctx: StoreContext & SendContext): void {
  const { db } = ctx.database

  app.get(
    '/api/v1/messages',
    {
      schema: {
        operationId: 'listMessages',
        tags,
        summary: 'Messages that the hub was asked to send, newest first',
        querystring: MessageQuery,
        response: { 200: pageOf(MessageSchema) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { account, status, conversation } = request.query
      const filter = {
        ...(account === undefined ? {} : { accountId: await accountParam(db, workspaceId, account, 'query/account') }),
        ...(status === undefined ? {} : { status }),
        ...(conversation === undefined ? {} : { conversation }),
        ...rangeOf(request.query),
      }
      const page = await listMessages(db, workspaceId, filter, pageRequest(request.query))
      const queued = page.rows.filter((row) => row.status === 'queued')
      const waits = await describeWaits(db, workspaceId, queued, ctx.sending.clients)
      return pageAnswer(page, (row) => messageView(row, waits.get(row.id)))
    },
  )

  app.get(
    '/api/v1/messages/:id',
    {
      schema: {
        operationId: 'getMessage',
        tags,
        summary: 'One message and how far it got',
        params: PathId('message'),
        response: { 200: MessageSchema },
      },
    },
    async (request) => await viewOf(ctx, await messageOf(db, callerOf(request).workspaceId, request.params.id)),
  )
}

function cancelRoute(app: ApiInstance, ctx: StoreContext & SendContext): void {
  const { db } = ctx.database

  app.post(
    '/api/v1/messages/:id/cancel',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'cancelMessage',
        tags,
        summary: 'Take a message out of the line',
        params: PathId('message'),
        response: { 200: MessageSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const row = await messageOf(db, workspaceId, request.params.id)
      const done = await cancelMessage(db, workspaceId, row.id)
      const now = await messageOf(db, workspaceId, request.params.id)
      if (!done && now.status !== 'cancelled') throw refusal('message_not_queued', { status: now.status })
      return await viewOf(ctx, now)
    },
  )
}

function resolveRoute(app: ApiInstance, ctx: StoreContext & SendContext): void {
  const { db } = ctx.database

  app.post(
    '/api/v1/messages/:id/resolve',
    {
      config: { problems: [409] },
      schema: {
        operationId: 'resolveMessage',
        tags,
        summary: 'Say what became of a message whose outcome is unknown',
        description:
          'A message is `unknown` when the platform was called and no answer came. The hub never sends it again by itself: ' +
          'only a person who has looked can say that it arrived, or that it is to be sent again.',
        params: PathId('message'),
        body: ResolveInput,
        response: { 200: MessageSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { id, account_id, started_at, created_at } = await messageOf(db, workspaceId, request.params.id)
      const message = { id, accountId: account_id, calledAt: started_at ?? created_at }
      const done = await ctx.sending.resolve(workspaceId, message, request.body.outcome)
      const now = await messageOf(db, workspaceId, request.params.id)
      if (!done) throw refusal('message_not_unknown', { status: now.status })
      return await viewOf(ctx, now)
    },
  )
}

async function messageOf(db: Executor, workspaceId: string, id: string): Promise<MessageRow> {
  const row = await findMessage(db, workspaceId, pathId('message', id))
  if (!row) throw refusal('no_message', { id })
  return row
}

/** A message, and while it is queued what it waits for. */
async function viewOf({ database, sending }: StoreContext & SendContext, row: MessageRow): Promise<MessageBody> {
  const wait = row.status === 'queued' ? await describeWait(database.db, row, sending.clients) : undefined
  return messageView(row, wait)
}

function answer(request: FastifyRequest, reply: FastifyReply, row: MessageRow, message: MessageBody) {
  if (row.status !== 'failed' && row.status !== 'unknown')
    return reply.code(row.status === 'queued' || row.status === 'sending' ? 202 : 200).send(message)
  const problem = problemOf(failureOf(row), request)
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((payload: string) => payload)
    .send(JSON.stringify({ ...problem, message }))
}

/** How an error of a platform is answered. */
function failureOf({ platform, status, error_kind, error_code, error_message }: MessageRow): HubError {
  const known: RefusalCode = FAILURES.get(error_kind ?? '') ?? 'platform_invalid'
  const code = status === 'unknown' ? 'outcome_unknown' : known
  const said = error_message ?? 'The message failed.'
  return refusalWith(
    code,
    { platform: platformName(platform), said, platformCode: error_code ?? undefined },
    { detail: said },
  )
}

const FAILURES: ReadonlyMap<string, RefusalCode> = new Map([
  ['auth', 'credentials_refused'],
  ['window', 'window_refused'],
  ['rate', 'platform_rate'],
  ['unavailable', 'platform_unavailable'],
  ['permission', 'platform_permission'],
  ['not-found', 'platform_not_found'],
])

function recipientOf({ to, conversationId }: { to?: string; conversationId?: string }): string {
  const given = to ?? conversationId
  if (given === undefined) throw invalid('body', 'recipient_missing')
  if (to !== undefined && conversationId !== undefined && to !== conversationId)
    throw invalid('body/conversationId', 'recipients_differ')
  return given
}

/** @throws HubError when there is a key that cannot be one. */
function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key) || key.length > MAX_KEY_LENGTH)
    throw invalid('header/Idempotency-Key', 'wrong_idempotency_key', { limit: MAX_KEY_LENGTH })
  return key
}

function errorView(row: MessageRow, kind: string): MessageBody['error'] {
  const { code = 'other', params = {} } = failureOf(row).reason ?? {}
  return {
    kind,
    code,
    params,
    platformCode: row.error_code,
    message: row.error_message ?? '',
    retryable: row.error_retryable ?? false,
  }
}

function messageView(row: MessageRow, wait: Wait | undefined): MessageBody {
  return {
    id: publicIdOf('message', row.id),
    account: publicIdOf('account', row.account_id),
    platform: row.platform,
    conversationId: row.conversation_key,
    to: row.recipient,
    type: row.type,
    content: parseStored(row.content),
    replyTo: row.reply_to,
    sentBy: row.sent_by,
    status: row.status,
    platformMessageId: row.platform_message_id,
    via: row.status === 'sending' || row.status === 'queued' ? null : row.via,
    attempts: row.attempts,
    error: row.error_kind === null ? null : errorView(row, row.error_kind),
    wait: wait
      ? { reason: wait.reason ?? null, notBefore: wait.notBefore?.toISOString() ?? null, place: wait.place }
      : null,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
    failedAt: row.failed_at?.toISOString() ?? null,
  }
}
