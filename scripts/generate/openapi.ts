import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { ApiContext } from '../../src/api/context.ts'
import { buildServer } from '../../src/api/server.ts'
import { loadConfig } from '../../src/config.ts'
import type { Receiver } from '../../src/ingest/receiver.ts'
import { createLogger } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import type { Schema } from '../../src/store/schema.ts'
import { createVault } from '../../src/vault.ts'

/** The text of `openapi.json`, from the route schemas of a server that is never started. */
export async function renderOpenapi(): Promise<string> {
  const server = await buildServer(describedContext())
  await server.ready()
  const { body } = await server.inject('/openapi.json')
  await server.close()
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`
}

function describedContext(): ApiContext {
  const never = () => {
    throw new Error('only the description of the routes is asked for')
  }
  const receiver: Receiver = { receive: never, refuse: never, signingSecret: never }
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  return {
    config: loadConfig({}),
    log: createLogger('silent'),
    metrics: createMetrics(),
    database: {
      kind: 'embedded',
      db,
      parallelism: 1,
      hot: never,
      listen: never,
      notify: never,
      alone: () => true,
      ping: never,
      close: never,
    },
    vault: createVault(Buffer.alloc(32)),
    workspaceId: '00000000-0000-7000-8000-000000000000',
    verifyTokens: [],
    receiver,
    live: { subscribe: never, horizon: never },
    idWindow: { open: never, oldest: never },
    endpointsChanged: never,
    wake: never,
    stopping: () => false,
  }
}
