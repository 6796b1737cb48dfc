import type { FastifyRequest, RouteHandlerMethod } from 'fastify'
import { type ErrorCode, HubError } from '../errors.ts'
import { createHandshakeNotes, type HandshakeNotes } from '../ingest/handshake-notes.ts'
import type { ReceiveOutcome, Receiver } from '../ingest/receiver.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { Platform } from '../platforms/platform.ts'
import type { ApiInstance } from './app.ts'
import type {
  HandshakeContext,
  IngestContext,
  LogContext,
  SigningContext,
  StoreContext,
  WorkspaceContext,
} from './context.ts'
import { sendProblem, toHubError } from './problems.ts'
import { remoteAddressOf } from './remote-address.ts'

const BODY_LIMIT = 5 * 1024 * 1024
const ACCEPTED = '{"success":true}'
const OPAQUE = { 'content-type': 'application/octet-stream' }
const EMPTY = Buffer.alloc(0)
const tags = ['Platform callbacks']

/**
 * The routes that platforms call. This is the hot path: no key, no schema, no rate limit, no logging; bodies stay the bytes that
 * were received, whatever their content type says.
 */
export function callbackRoutes(
  app: ApiInstance,
  ctx: StoreContext & WorkspaceContext & IngestContext & HandshakeContext & SigningContext & LogContext,
): void {
  const { receiver } = ctx
  if (!receiver) return
  const notes = createHandshakeNotes(ctx.database.db, ctx.workspaces.first, ctx.log)
  app.addHook('onClose', () => notes.close())

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, refusalOf(error, request, receiver)))
  app.addHook('onRequest', (request, _reply, done) => {
    // The framework refuses media types it cannot parse; here the type means nothing.
    if (request.raw.headers['content-type'] !== 'application/json') request.headers = OPAQUE
    done()
  })

  for (const platform of PLATFORMS) {
    const name = platform.id
    const config = { public: true, problems: [400, 401, 413, 503] }
    const options = (operationId: string, summary: string) => ({
      config,
      bodyLimit: BODY_LIMIT,
      schema: { operationId: `${operationId}_${name}`, tags, summary },
    })
    const take = receive(receiver, platform)
    if (!platform.webhook.accountInAddress)
      app.post(`/api/webhooks/${name}`, options('receive', `Events of every account, signed by ${platform.name}`), take)
    app.post(`/api/v1/webhooks/${name}/:accountId`, options('receiveFor', 'Events of one account'), take)
    if (!platform.webhook.handshake) continue
    const answer = handshake(ctx, receiver, platform, notes)
    const shake = (operationId: string, summary: string) => ({
      ...options(operationId, summary),
      config: { public: true, problems: [403] },
      exposeHeadRoute: false,
    })
    app.get(
      `/api/webhooks/${name}`,
      shake('verify', 'Handshake: the challenge, when the verify token is right'),
      answer,
    )
    app.get(`/api/v1/webhooks/${name}/verify`, shake('verifyAll', 'Handshake'), answer)
    app.get(`/api/v1/webhooks/${name}/:accountId`, shake('verifyFor', 'Handshake of one account'), answer)
  }
}

function receive(receiver: Receiver, platform: Platform): RouteHandlerMethod {
  return async (request, reply) => {
    const account = accountOf(request)
    const outcome = await receiver.receive({
      platform,
      body: Buffer.isBuffer(request.body) ? request.body : EMPTY,
      headers: request.raw.headers,
      route: pathOf(request),
      remoteAddress: remoteAddressOf(request),
      ...(account === undefined ? {} : { account }),
    })
    if (outcome.kind === 'accepted') {
      reply.raw.writeHead(200, ACCEPTED_HEADERS)
      reply.hijack().raw.end(ACCEPTED)
      return reply
    }
    return sendProblem(request, reply, errorOf(outcome))
  }
}

const ACCEPTED_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(ACCEPTED.length),
}

function errorOf(outcome: Exclude<ReceiveOutcome, { kind: 'accepted' }>): HubError {
  if (outcome.kind === 'unavailable')
    return new HubError('unavailable', undefined, { retryAfterSeconds: outcome.retryAfterSeconds })
  const code = ({ 400: 'invalid_payload', 401: 'invalid_signature', 413: 'payload_too_large' } as const)[outcome.status]
  return new HubError(code)
}

function handshake(
  ctx: HandshakeContext & SigningContext,
  receiver: Receiver,
  platform: Platform,
  notes: HandshakeNotes,
): RouteHandlerMethod {
  return async (request, reply) => {
    const query = request.query as Readonly<Record<string, unknown>>
    const own = await ownAddress(ctx, platform, accountOf(request))
    const challenge = platform.webhook.handshake?.(query, [...own.verifyTokens, ...ctx.verifyTokens])
    notes.note({ platform: platform.id, account: own.account, at: new Date(), ok: challenge !== undefined })
    if (challenge === undefined) {
      receiver.refuse(inbound(request, platform), 'verification_failed', 'The handshake was refused.', 0)
      return sendProblem(request, reply, new HubError('verification_failed'))
    }
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'")
      .send(challenge)
  }
}

/** Of the account that the address names: the platform's id ('' for none) and the tokens that are its own. */
async function ownAddress(ctx: SigningContext, platform: Platform, account: string | undefined) {
  if (account === undefined) return { account: '', verifyTokens: [] }
  const signing = ctx.signing.at(platform.id, account)
  const located = await ctx.signing.locate(platform.id, account, false)
  return { account: located?.externalId ?? '', verifyTokens: signing.flatMap(({ verifyToken }) => verifyToken ?? []) }
}

/** A body that could not be read is refused with its cause. */
function refusalOf(error: unknown, request: FastifyRequest, receiver: Receiver): HubError {
  const shown = toHubError(error)
  if (shown.code !== 'payload_too_large') return shown.code === 'invalid_request' ? problem('invalid_payload') : shown
  const platform = PLATFORMS.find((candidate) => pathOf(request).split('/').includes(candidate.id))
  const size = Number(request.headers['content-length'] ?? BODY_LIMIT)
  if (platform) receiver.refuse(inbound(request, platform), 'too_large', `The body is over ${BODY_LIMIT} bytes.`, size)
  return shown
}

function problem(code: ErrorCode): HubError {
  return new HubError(code)
}

function inbound(request: FastifyRequest, platform: Platform) {
  const account = accountOf(request)
  return {
    platform,
    headers: request.raw.headers,
    route: pathOf(request),
    remoteAddress: remoteAddressOf(request),
    ...(account === undefined ? {} : { account }),
  }
}

function accountOf(request: FastifyRequest): string | undefined {
  const { accountId } = request.params as { accountId?: string }
  return accountId
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/'
}
