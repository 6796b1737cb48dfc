import { Type } from 'typebox'
import { ERRORS, HubError } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import { keyName } from '../store/api-keys.ts'
import { deleteSession, insertSession } from '../store/sessions.ts'
import type { ApiInstance } from './app.ts'
import type { Authenticator, SessionCaller } from './authenticate.ts'
import type { ApiContext } from './context.ts'
import { refuseOtherSites, requireCsrfToken } from './cross-site.ts'
import type { Guard } from './guard.ts'
import { SessionSchema, SignIn } from './schemas/session.ts'
import { clearSessionCookie, presentedSession, setSessionCookie } from './session-cookie.ts'
import { csrfTokenOf, expiryOf, generateSessionToken, hashSessionToken } from './session-token.ts'

const tags = ['Sessions']

interface SessionRouteOptions {
  readonly ctx: ApiContext
  readonly authenticator: Authenticator
  readonly guard: Guard
  readonly now: () => number
}

/** Signing in with an API key, for browsers: afterwards a cookie that scripts cannot read stands for the key. */
export function sessionRoutes(app: ApiInstance, { ctx, authenticator, guard, now }: SessionRouteOptions): void {
  const { db } = ctx.database
  const { publicUrl } = ctx.config

  /** Ends the session a browser has, if it has one. */
  const end = async (token: string | undefined) => {
    const session = token === undefined ? undefined : await authenticator.identifySession(token, { using: false })
    if (!session) return
    await deleteSession(db, session.workspaceId, session.tokenHash)
    authenticator.forget()
  }

  app.post(
    '/api/v1/session',
    {
      config: { public: true, problems: [401, 403, 429, 500, 503] },
      schema: {
        operationId: 'createSession',
        tags,
        summary: 'Sign in',
        description:
          'Sets an http-only cookie that stands for the key from now on: 12 hours after the last use, 7 days at the most, and ' +
          'while the key is valid. Every call that changes something then needs `csrfToken` as `X-CSRF-Token`.',
        body: SignIn,
        response: { 201: SessionSchema },
      },
    },
    async (request, reply) => {
      // Nobody is to be signed in by another site either, to somebody else's hub key.
      refuseOtherSites(request, publicUrl)
      const { apiKey } = request.body
      const { workspaceId, keyId, role } = await guard.identified(request, (admit) =>
        authenticator.identify(apiKey, admit),
      )
      await end(presentedSession(request))
      const token = generateSessionToken()
      const tokenHash = hashSessionToken(token)
      const begun = new Date(now())
      const expiresAt = expiryOf(begun, begun.getTime())
      await insertSession(db, { workspaceId, tokenHash, keyId, now: begun, expiresAt })
      const name = await keyName(db, workspaceId, keyId)
      setSessionCookie(request, reply, token, publicUrl)
      reply.header('cache-control', 'no-store')
      return reply.code(201).send(sessionView({ workspaceId, keyId, role, keyName: name, tokenHash, expiresAt }, token))
    },
  )
  app.get(
    '/api/v1/session',
    {
      config: { public: true, session: true, problems: [401, 429, 500, 503] },
      schema: {
        operationId: 'getSession',
        tags,
        summary: 'Who is signed in',
        response: { 200: SessionSchema },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const token = presentedSession(request)
      // Without a cookie nothing was guessed, so nothing is counted.
      if (token === undefined) throw new HubError('unauthorized', ERRORS.unauthorized.description)
      const session = await guard.identified(request, (admit) => authenticator.identifySession(token, { admit }))
      return sessionView(session, token)
    },
  )
  app.delete(
    '/api/v1/session',
    {
      config: { public: true, session: true, problems: [403, 429, 500, 503] },
      schema: {
        operationId: 'deleteSession',
        tags,
        summary: 'Sign out',
        description: 'Ends the session, if there is one, and takes its cookie from the browser.',
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      refuseOtherSites(request, publicUrl)
      const token = presentedSession(request)
      if (token !== undefined) requireCsrfToken(request, token)
      await end(token)
      clearSessionCookie(request, reply)
      return reply.header('cache-control', 'no-store').code(204).send(null)
    },
  )
}

function sessionView(session: SessionCaller, token: string) {
  return {
    role: session.role,
    keyName: session.keyName,
    keyId: publicIdOf('apiKey', session.keyId),
    workspaceId: publicIdOf('workspace', session.workspaceId),
    expiresAt: session.expiresAt.toISOString(),
    csrfToken: csrfTokenOf(token),
  }
}
