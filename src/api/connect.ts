import type { FastifyReply, FastifyRequest } from 'fastify'
import { addressProblem } from '../accounts/callback-url.ts'
import { beginLogin, LOGIN_WITHIN_MS } from '../accounts/login.ts'
import { chooseAccounts, offeredBy } from '../accounts/login-callback.ts'
import { platformOf } from '../accounts/platform-of.ts'
import { refusal } from '../codes/refusals.ts'
import { storedReason } from '../codes/stored.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { Caller } from '../setup/keys/authenticate.ts'
import { keyName } from '../store/api-keys/read.ts'
import { type ConnectSession, findConnectSession } from '../store/connect-sessions/connect-sessions.ts'
import { shownAccount } from './accounts.ts'
import type { ApiInstance } from './app.ts'
import { baseUrlOf } from './base-url.ts'
import { CONNECT_COOKIE } from './connect-callback.ts'
import type { AccountContext, AddressContext, StoreContext } from './context.ts'
import { cookieText } from './cookies.ts'
import { callerOf } from './guard.ts'
import { pathId } from './params.ts'
import { PathId } from './schemas/common.ts'
import { BegunLogin, Choice, ConnectPath, ConnectQuery, ConnectSessionSchema } from './schemas/connect.ts'

const tags = ['Accounts']

export function connectRoutes(app: ApiInstance, ctx: StoreContext & AccountContext & AddressContext): void {
  beginRoute(app, ctx)
  sessionRoutes(app, ctx)
}

function beginRoute(app: ApiInstance, ctx: StoreContext & AccountContext & AddressContext): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/connect/:platform',
    {
      config: { problems: [403, 409], changes: true },
      schema: {
        operationId: 'beginLogin',
        tags,
        summary: 'Connect accounts by logging in at the platform',
        description:
          'Gives the address to open in a browser. After consent the account is connected; with several, `POST ' +
          '/api/v1/connect/sessions/{id}` chooses. Needs a key with role `admin`.',
        params: ConnectPath,
        querystring: ConnectQuery,
        response: { 200: BegunLogin },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      // It is a GET for the sake of browsers, but what it begins changes the hub.
      if (caller.role !== 'admin') throw refusal('read_only_key')
      const platform = platformOf(request.params.platform)
      const baseUrl = baseUrlOf(request, ctx.config.publicUrl)
      const redirect = request.query.redirect === '1' || request.query.redirect === 'true'
      const login = await beginLogin(ctx.accounts, {
        workspaceId: caller.workspaceId,
        platform,
        baseUrl,
        by: await keyName(db, caller.workspaceId, caller.keyId),
        browser: redirect || isBrowser(request),
        dashboard: request.query.return === 'dashboard',
      })
      if (login.cookie !== undefined) setCookie(reply, login.cookie, baseUrl)
      reply.header('cache-control', 'no-store')
      if (redirect) return reply.redirect(login.url, 302)
      const problem = addressProblem(baseUrl)
      return {
        url: login.url,
        sessionId: publicIdOf('connectSession', login.id),
        expiresAt: login.expiresAt.toISOString(),
        redirectUrl: `${baseUrl}/api/v1/connect/${platform.id}/callback`,
        warnings: problem === undefined ? [] : [`${baseUrl}: ${problem}`],
      }
    },
  )
}

function sessionRoutes(app: ApiInstance, ctx: StoreContext & AccountContext & AddressContext): void {
  app.get(
    '/api/v1/connect/sessions/:id',
    {
      schema: {
        operationId: 'getLogin',
        tags,
        summary: 'How a login goes, and the accounts to choose from',
        params: PathId('connectSession'),
        response: { 200: ConnectSessionSchema },
      },
    },
    async (request) => {
      return await sessionView(ctx, request, await sessionFor(ctx, callerOf(request), request.params.id))
    },
  )
  app.post(
    '/api/v1/connect/sessions/:id',
    {
      config: { problems: [409, 422, 503] },
      schema: {
        operationId: 'chooseAccounts',
        tags,
        summary: 'Connect those accounts of a login that are wanted',
        params: PathId('connectSession'),
        body: Choice,
        response: { 200: ConnectSessionSchema },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const session = await sessionFor(ctx, caller, request.params.id)
      await chooseAccounts(ctx.accounts, session, request.body.accounts)
      return await sessionView(ctx, request, await sessionFor(ctx, caller, request.params.id))
    },
  )
}

/** Browsers say how a request came about; other programs do not. */
function isBrowser(request: FastifyRequest): boolean {
  return request.headers['sec-fetch-site'] !== undefined || /^Mozilla\//.test(request.headers['user-agent'] ?? '')
}

function setCookie(reply: FastifyReply, value: string, baseUrl: string): void {
  reply.header(
    'set-cookie',
    cookieText(CONNECT_COOKIE, value, {
      path: '/api/v1/connect',
      maxAgeMs: LOGIN_WITHIN_MS,
      sameSite: 'Lax',
      secure: baseUrl.startsWith('https:'),
    }),
  )
}

async function sessionFor(ctx: StoreContext, caller: Caller, id: string): Promise<ConnectSession> {
  const session = await findConnectSession(ctx.database.db, caller.workspaceId, pathId('connectSession', id))
  if (!session) throw refusal('no_login', { id })
  return session
}

async function sessionView(
  ctx: StoreContext & AccountContext & AddressContext,
  request: FastifyRequest,
  session: ConnectSession,
) {
  return {
    id: publicIdOf('connectSession', session.id),
    platform: session.platform,
    status: session.status,
    candidates: offeredBy(ctx.accounts, session).map(({ externalId, name }) => ({ externalId, name: name ?? null })),
    accounts: await Promise.all(session.account_ids.map((id) => shownAccount(ctx, request, id))),
    error: session.error,
    reason: session.error === null ? null : storedReason(session.error_reason, session.error),
    expiresAt: session.expires_at.toISOString(),
  }
}
