import { randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { invalid } from '../codes/input.ts'
import { refusal } from '../codes/refusals.ts'
import { dashboardRoutes } from '../dashboard/serve.ts'
import { HubError } from '../errors.ts'
import { createAuthenticator } from '../setup/keys/authenticate.ts'
import { aboutRoutes } from './about.ts'
import { accountActionRoutes } from './account-actions.ts'
import { accountLimitRoutes } from './account-limits.ts'
import { accountRoutes } from './accounts.ts'
import { aliasRoutes } from './aliases.ts'
import type { ApiInstance } from './app.ts'
import { auditRoutes } from './audit.ts'
import { limitBodies } from './body-deadline.ts'
import { callbackRoutes } from './callbacks.ts'
import { createClientErrorHandler } from './client-errors.ts'
import { connectRoutes } from './connect.ts'
import { connectCallbackRoutes } from './connect-callback.ts'
import type { ApiContext } from './context.ts'
import { deliveryRoutes } from './deliveries.ts'
import { endpointLogRoutes } from './endpoint-logs.ts'
import { endpointSecretRoute } from './endpoint-secret.ts'
import { endpointTestRoutes } from './endpoint-test.ts'
import { endpointRoutes } from './endpoints.ts'
import { eventStreamRoute } from './event-stream.ts'
import { eventTypeRoutes } from './event-types.ts'
import { eventRoutes } from './events.ts'
import { DEFAULT_RATE_LIMITS, type RateLimits, requireKeys } from './guard.ts'
import { healthRoutes, metricsRoute } from './health.ts'
import { keyRoutes } from './keys.ts'
import { mediaRoutes } from './media.ts'
import { messageRoutes } from './messages.ts'
import { notificationRoutes } from './notifications.ts'
import { describeApi, documentationRoutes } from './openapi.ts'
import { overviewRoutes } from './overview.ts'
import { platformRoutes } from './platforms.ts'
import { createErrorHandler, sendProblem } from './problems.ts'
import { recordChanges } from './record-changes.ts'
import { rejectionRoutes } from './rejections.ts'
import { replayRoutes } from './replays.ts'
import { keepRouteTable } from './route-table.ts'
import { sampleRoutes } from './samples.ts'
import { sendEventRoute } from './send-event.ts'
import { sessionRoutes } from './session.ts'
import { settingsRoutes } from './settings.ts'
import { statsRoutes } from './stats.ts'
import { validatorCompiler } from './validation.ts'
import { workspaceRoutes } from './workspaces.ts'

const API_BODY_LIMIT = 1024 * 1024
/** For all of a request, an upload included. */
const REQUEST_TIMEOUT_MS = 600_000
const HEADERS_TIMEOUT_MS = 30_000
const BODY_TIMEOUT_MS = 30_000
const KEEP_ALIVE_MS = 75_000
/** Longer than the longest part of a path that a route takes. */
const MAX_PARAM_LENGTH = 1024

/**
 * Builds the HTTP server of a process: what platforms call when it has the role `ingest`, the API and the dashboard when it has
 * the role `api`, probes and metrics always. It does not listen.
 */
export async function buildServer(
  ctx: ApiContext,
  limits: RateLimits = DEFAULT_RATE_LIMITS,
  now: () => number = Date.now,
  bodyTimeoutMs = BODY_TIMEOUT_MS,
): Promise<FastifyInstance> {
  const boot = randomBytes(4).toString('hex')
  let requests = 0
  const newRequestId = () => `${boot}-${(++requests).toString(36)}`
  const { trustedProxies } = ctx.config
  const root = Fastify({
    logger: false,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: API_BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    genReqId: newRequestId,
    clientErrorHandler: createClientErrorHandler(newRequestId),
    frameworkErrors: ({ code }, request, reply) => {
      const tooLong = code === 'FST_ERR_MAX_PARAM_LENGTH'
      sendProblem(request, reply, tooLong ? refusal('path_too_long') : invalid('path', 'not_a_path'))
    },
  }).withTypeProvider<TypeBoxTypeProvider>()
  root.setValidatorCompiler(validatorCompiler)
  // Schemas document the answers; views make them. Nothing is cut out on the way.
  root.setSerializerCompiler(() => (data) => JSON.stringify(data))
  root.setErrorHandler(createErrorHandler(ctx.log))
  parseJson(root)
  limitBodies(root, bodyTimeoutMs)
  const routes = keepRouteTable(root)
  root.setNotFoundHandler((request, reply) => {
    const methods = routes.methodsOf(request.url.split('?', 1)[0] ?? '/')
    // The route exists, but what it serves is not there.
    if (methods.length === 0 || methods.includes(request.method))
      return sendProblem(request, reply, refusal('no_route'))
    reply.header('allow', methods.join(', '))
    return sendProblem(request, reply, new HubError('method_not_allowed', `This route takes ${methods.join(', ')}.`))
  })

  await describeApi(root)
  await root.register(async (scope) => callbackRoutes(scope, ctx))
  await root.register(async (scope) => {
    await secure(scope)
    healthRoutes(scope, ctx)
    connectCallbackRoutes(scope, ctx)
  })
  await root.register(async (scope) => documentationRoutes(scope))
  await root.register(async (scope) => apiRoutes(scope, ctx, limits, now))
  const { dashboard } = ctx
  if (dashboard) await root.register(async (scope) => dashboardRoutes(scope, dashboard, ctx.log))
  return root
}

async function apiRoutes(app: ApiInstance, ctx: ApiContext, limits: RateLimits, now: () => number): Promise<void> {
  const authenticator = createAuthenticator(ctx.database.db, now)
  await secure(app)
  const guard = await requireKeys(app, {
    authenticator,
    limits,
    publicUrl: ctx.config.publicUrl,
    workspaces: ctx.workspaces,
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    ctx.log.debug(
      {
        requestId: request.id,
        method,
        route: routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
  recordChanges(app, ctx)
  metricsRoute(app, ctx)
  if (!ctx.config.roles.has('api')) return
  const alias = aliasRoutes(app, ctx)
  sampleRoutes(app, ctx)
  eventRoutes(app, ctx)
  eventStreamRoute(app, ctx, authenticator)
  eventTypeRoutes(app)
  sendEventRoute(app, ctx)
  endpointRoutes(app, ctx)
  endpointSecretRoute(app, ctx)
  endpointTestRoutes(app, ctx)
  endpointLogRoutes(app, ctx)
  replayRoutes(app, ctx)
  deliveryRoutes(app, ctx)
  rejectionRoutes(app, ctx)
  accountRoutes(app, ctx)
  accountActionRoutes(app, ctx)
  platformRoutes(app, ctx)
  connectRoutes(app, ctx)
  accountLimitRoutes(app, ctx)
  messageRoutes(app, ctx)
  await app.register(async (scope) => mediaRoutes(scope, ctx))
  keyRoutes(app, ctx, authenticator)
  sessionRoutes(app, { authenticator, guard, publicUrl: ctx.config.publicUrl, workspaces: ctx.workspaces })
  workspaceRoutes(app, ctx)
  auditRoutes(app, ctx)
  statsRoutes(app, ctx)
  overviewRoutes(app, ctx)
  notificationRoutes(app, ctx)
  settingsRoutes(app, ctx)
  aboutRoutes(app, ctx)
  alias()
}

/** JSON bodies; an empty one is none, for many clients say `application/json` with every call. */
function parseJson(app: ApiInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parse(request, body, done),
  )
}

async function secure(app: ApiInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    // Whoever puts TLS in front decides about it, for all of the domain.
    hsts: false,
  })
}
