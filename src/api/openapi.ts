import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifySchema, RouteOptions } from 'fastify'
import { ERRORS } from '../errors.ts'
import { VERSION } from '../version.ts'
import type { ApiInstance } from './app.ts'
import { hoistSchemas } from './openapi-components.ts'
import { withWebhooks } from './openapi-webhooks.ts'
import { Problem } from './schemas/common.ts'
import { SESSION_COOKIE } from './session-cookie.ts'

const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
const SECURITY: readonly Readonly<Record<string, readonly string[]>>[] = [
  { apiKey: [] },
  { bearer: [] },
  { session: [] },
]
const TAGS = [
  ['Platform callbacks', 'What platforms call, and test events made as they would.'],
  ['Events', 'Everything that happened.'],
  ['Webhooks', 'Applications that receive events.'],
  ['Deliveries', 'Events on their way to webhooks.'],
  ['Rejections', 'Requests that were refused.'],
  ['Accounts', 'Social accounts.'],
  ['Messages', 'What the hub sends.'],
  ['Statistics', 'Figures.'],
  ['API keys', 'Who may call.'],
  ['Workspaces', 'Walls between tenants. Only for the operator.'],
  ['Settings', 'What can be changed while the hub runs.'],
  ['Sessions', 'Signing in with a browser.'],
  ['Operation', 'Probes and metrics.'],
  ['Aliases', 'Paths of the systems that the hub replaces.'],
] as const

/** Collects the routes that are registered after it into an OpenAPI 3.1 document. */
export async function describeApi(app: ApiInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hubbub',
        version: VERSION,
        description:
          'A self-hosted social webhook hub. Errors are RFC 9457 problem documents; their codes are in docs/errors.md. A key ' +
          'works in its own workspace; a key of the operator may name another one in the header `X-Workspace`, with any call.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      tags: TAGS.map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
          bearer: { type: 'http', scheme: 'bearer' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: SESSION_COOKIE,
            description: `Set by \`POST /api/v1/session\`; over https its name is \`__Host-${SESSION_COOKIE}\`. Calls that change something send the \`csrfToken\` of the session as \`X-CSRF-Token\`.`,
          },
        },
      },
    },
    transform: ({ schema, url, route }) => ({ schema: describeRoute(schema ?? {}, route), url }),
    transformObject: (document) =>
      hoistSchemas(withWebhooks('openapiObject' in document ? document.openapiObject : {})),
  })
}

/** `/openapi.json` and, working offline, `/docs`. */
export async function documentationRoutes(app: ApiInstance): Promise<void> {
  let text: string | undefined
  app.get(
    '/openapi.json',
    {
      config: { public: true },
      schema: { operationId: 'openapi', tags: ['Operation'], summary: 'This document' },
    },
    async (_request, reply) => {
      text ??= JSON.stringify(app.swagger())
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('x-content-type-options', 'nosniff')
        .send(text)
    },
  )
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: DOCS_POLICY,
    uiConfig: { deepLinking: true, persistAuthorization: false, validatorUrl: null },
  })
}

function describeRoute(schema: FastifySchema, route: RouteOptions): FastifySchema {
  const { config } = route
  if (config?.aliasOf !== undefined) return describeAlias(schema, route, config.aliasOf)
  const statuses = new Set<number>(config?.problems ?? [])
  if (schema.body || schema.querystring || schema.params) statuses.add(400)
  if (schema.params) statuses.add(404)
  if (schema.body) statuses.add(408).add(413).add(415)
  if (!config?.public) {
    for (const status of [401, 429, 500, 503]) statuses.add(status)
    if (route.method !== 'GET') statuses.add(403)
  }
  return {
    ...schema,
    security: config?.session ? [{ session: [] }] : config?.public ? [] : SECURITY,
    response: { ...successes(schema), ...problems(statuses, schema) },
  }
}

function describeAlias(schema: FastifySchema, route: RouteOptions, target: string): FastifySchema {
  const slug = `${route.method} ${route.url}`.replace(/[^A-Za-z0-9]+/g, '_').replace(/_$/, '')
  return {
    operationId: `alias_${slug}`,
    tags: ['Aliases'],
    deprecated: true,
    summary: `Another name of ${target}`,
    description: `Takes and gives the names that its callers know; otherwise as \`${target}\`.`,
    ...(schema.params ? { params: schema.params } : {}),
    security: SECURITY,
    response: {
      ...Object.fromEntries(Object.keys(successes(schema)).map((status) => [status, { description: `As ${target}.` }])),
      ...problems(new Set([400, 401, 403, 404, 409, 429, 500, 503]), {}),
    },
  }
}

function successes(schema: FastifySchema): Record<string, unknown> {
  const responses = Object.entries(schema.response ?? {}).map(([status, body]) => [
    status,
    { description: status === '204' ? 'Done.' : 'The answer.', ...(body as object) },
  ])
  return responses.length > 0 ? Object.fromEntries(responses) : { 200: { description: 'The answer.' } }
}

function problems(statuses: ReadonlySet<number>, schema: FastifySchema): Record<string, unknown> {
  const answered = new Set(Object.keys(schema.response ?? {}))
  return Object.fromEntries(
    [...statuses]
      .filter((status) => !answered.has(String(status)))
      .map((status) => [
        status,
        {
          description: errorsWith(status),
          content: { 'application/problem+json': { schema: Problem } },
        },
      ]),
  )
}

/** The titles and codes of the errors with a status. */
function errorsWith(status: number): string {
  const kinds = Object.entries(ERRORS).filter(([, kind]) => kind.status === status)
  return kinds.map(([code, { title }]) => `${title} (\`${code}\`)`).join(', or ') || 'Error'
}
