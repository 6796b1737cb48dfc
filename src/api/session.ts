import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { refusal } from '../codes/refusals.ts'
import { HubError } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { Authenticator, SessionCaller } from '../setup/keys/authenticate.ts'
import { csrfTokenOf } from '../setup/keys/session-token.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import type { ApiInstance } from './app.ts'
import { refuseOtherSites, requireCsrfToken } from './cross-site.ts'
import { type Guard, knownWorkspace } from './guard.ts'
import { SessionChange, SessionSchema, SignIn } from './schemas/session.ts'
import { clearSessionCookie, presentedSession, setSessionCookie } from './session-cookie.ts'

const tags = ['Sessions']

interface SessionRouteOptions {
  readonly authenticator: Authenticator
  readonly guard: Guard
  readonly publicUrl: string | undefined
  readonly workspaces: Workspaces
}

/** Signing in with an API key, for browsers: afterwards a cookie that scripts cannot read stands for the key. */
export function sessionRoutes(app: ApiInstance, options: SessionRouteOptions): void {
  const { authenticator, guard, publicUrl } = options
  /** Ends the session a browser has, if it has one. */
  const end = async (request: FastifyRequest) => {
    const token = presentedSession(request)
    if (token !== undefined) await authenticator.endSession(token)
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
      const caller = await guard.admit(request, await authenticator.identify(request.body.apiKey))
      await end(request)
      const { token, session } = await authenticator.openSession(caller)
      setSessionCookie(request, reply, token, publicUrl)
      reply.header('cache-control', 'no-store')
      return reply.code(201).send(sessionView(session, token))
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
      if (token === undefined) throw new HubError('unauthorized')
      const session = await guard.admit(request, await authenticator.identifySession(token), token)
      return sessionView(session, token)
    },
  )
  chooseRoute(app, options)
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
      await end(request)
      clearSessionCookie(request, reply)
      return reply.header('cache-control', 'no-store').code(204).send(null)
    },
  )
}

function chooseRoute(app: ApiInstance, { authenticator, guard, publicUrl, workspaces }: SessionRouteOptions): void {
  app.put(
    '/api/v1/session',
    {
      config: { public: true, session: true, problems: [401, 403, 404, 429, 500, 503] },
      schema: {
        operationId: 'updateSession',
        tags,
        summary: 'Act in another workspace',
        description: 'The session keeps it. Only for keys of the operator.',
        body: SessionChange,
        response: { 200: SessionSchema },
      },
    },
    async (request, reply) => {
      refuseOtherSites(request, publicUrl)
      const token = presentedSession(request)
      if (token === undefined) throw new HubError('unauthorized')
      requireCsrfToken(request, token)
      const caller = await guard.admit(request, await authenticator.identifySession(token), token)
      if (!caller.operator) throw refusal('not_operator')
      const workspaceId = await knownWorkspace(workspaces, request.body.workspaceId)
      const session = await authenticator.chooseWorkspace(token, workspaceId)
      if (!session) throw new HubError('unauthorized')
      return reply.header('cache-control', 'no-store').send(sessionView(session, token))
    },
  )
}

function sessionView(session: SessionCaller, token: string) {
  return {
    role: session.role,
    keyName: session.keyName,
    keyId: publicIdOf('apiKey', session.keyId),
    operator: session.operator,
    workspaceId: publicIdOf('workspace', session.workspaceId),
    expiresAt: session.expiresAt.toISOString(),
    platforms: PLATFORMS.map(({ id, name, brand }) => ({ id, name, brand: { ...brand } })),
    csrfToken: csrfTokenOf(token),
  }
}
