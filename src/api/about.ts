import { resolve } from 'node:path'
import { Type } from 'typebox'
import { publicIdOf } from '../events/public-id.ts'
import { storeFigures } from '../store/figures.ts'
import { VERSION } from '../version.ts'
import type { ApiInstance } from './app.ts'
import { baseUrlOf } from './base-url.ts'
import type { AddressContext, ProcessContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { nullable, Time } from './schemas/common.ts'

const About = Type.Object(
  {
    version: Type.String(),
    node: Type.String({ description: 'The version of Node.js.' }),
    startedAt: Time('Of the process that answers.'),
    uptimeSeconds: Type.Integer(),
    workspaceId: Type.String(),
    store: Type.Object({
      kind: Type.Enum(['embedded', 'postgres'], {
        description: '`embedded`: a server that the hub runs itself; `postgres`: the one of DATABASE_URL.',
      }),
      version: Type.String({ description: 'Of PostgreSQL.', examples: ['18.1'] }),
      sizeBytes: nullable(Type.Integer({ description: 'Null when the database does not tell.' })),
    }),
    roles: Type.Array(Type.String(), { description: 'What the process that answers does.' }),
    processes: Type.Array(
      Type.Object({
        id: Type.String(),
        roles: Type.Array(Type.String()),
        version: Type.String(),
        startedAt: Time(),
        seenAt: Time('When it was last heard of.'),
      }),
      { description: 'Of the whole hub, the oldest first; one that ended without a word is shown for another minute.' },
    ),
    publicUrl: nullable(Type.String({ description: 'PUBLIC_URL; null: taken from each request.' })),
    dataDir: nullable(Type.String({ description: 'For keys with the role `admin` only.' })),
    links: Type.Object({
      docs: Type.String(),
      openapi: Type.String(),
      metrics: Type.String(),
      readiness: Type.String(),
    }),
  },
  { title: 'About' },
)

export function aboutRoutes(app: ApiInstance, ctx: StoreContext & AddressContext & ProcessContext): void {
  const { config, process: record } = ctx
  app.get(
    '/api/v1/about',
    { schema: { operationId: 'getAbout', tags: ['Operation'], summary: 'What runs here', response: { 200: About } } },
    async (request) => {
      const { workspaceId, role } = callerOf(request)
      const base = baseUrlOf(request, config.publicUrl)
      return {
        version: VERSION,
        node: process.versions.node,
        startedAt: record.startedAt.toISOString(),
        uptimeSeconds: Math.round((Date.now() - record.startedAt.getTime()) / 1000),
        workspaceId: publicIdOf('workspace', workspaceId),
        store: {
          kind: config.databaseUrl ? ('postgres' as const) : ('embedded' as const),
          ...(await storeFigures(ctx.database.db)),
        },
        roles: [...config.roles],
        processes: (await record.list()).map(({ id, roles, version, started_at, seen_at }) => ({
          id,
          roles,
          version,
          startedAt: started_at.toISOString(),
          seenAt: seen_at.toISOString(),
        })),
        publicUrl: config.publicUrl ?? null,
        dataDir: role === 'admin' ? resolve(config.dataDir) : null,
        links: {
          docs: `${base}/docs`,
          openapi: `${base}/openapi.json`,
          metrics: `${base}/metrics`,
          readiness: `${base}/readyz`,
        },
      }
    },
  )
}
