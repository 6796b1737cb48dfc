import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { createPlatformAccess } from '../../src/accounts/access.ts'
import type { ApiContext } from '../../src/api/context.ts'
import { buildServer } from '../../src/api/server.ts'
import { loadConfig } from '../../src/config.ts'
import { createDestinations } from '../../src/destinations/index.ts'
import type { Receiver } from '../../src/ingest/receiver.ts'
import { createVault } from '../../src/lib/vault.ts'
import { createLogger } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createAlerts } from '../../src/operations/alerts.ts'
import { createProcessRecord } from '../../src/operations/process-record.ts'
import { createHubSettings } from '../../src/operations/settings.ts'
import type { Database } from '../../src/store/database.ts'
import type { Schema } from '../../src/store/schema.ts'

/** The text of `openapi.json`, from the route schemas of a server that is never started. */
export async function renderOpenapi(): Promise<string> {
  const server = await buildServer(await describedContext())
  await server.ready()
  const { body } = await server.inject('/openapi.json')
  await server.close()
  return `${JSON.stringify(JSON.parse(body), null, 2)}\n`
}

async function describedContext(): Promise<ApiContext> {
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
  const config = loadConfig({})
  const log = createLogger('silent')
  const vault = createVault(Buffer.alloc(32))
  const workspaceId = '00000000-0000-7000-8000-000000000000'
  const database: Database = {
    capabilities: { notify: true, advisoryLocks: true },
    db,
    transaction: never,
    hot: never,
    hotTransaction: never,
    listen: never,
    notify: never,
    alone: () => true,
    presence: { exclusive: true, show: never, saw: never, lostMs: () => 0 },
    ping: never,
    close: never,
  }
  const settings = createHubSettings(database, workspaceId, config, log)
  return {
    config,
    log,
    metrics: createMetrics(),
    database,
    vault,
    destinations: createDestinations(),
    workspaces: { first: workspaceId, all: never, counted: never, reload: never },
    verifyTokens: [],
    receiver,
    accounts: {
      database,
      vault,
      hubEvents: { emit: never, stored: never, transaction: never },
      access: createPlatformAccess(config.platforms, 'Hubbub'),
      calls: { note: never, spend: never, allow: never },
      changed: never,
      log,
    },
    signing: { any: () => false, of: () => [], at: () => [], locate: never, changed: never, close: never },
    sending: {
      desk: { submit: never, settled: never },
      clients: { messaging: never, client: never },
      resolve: never,
      client: never,
    },
    settings,
    alerts: await createAlerts(undefined, settings, log),
    process: createProcessRecord(database.db, workspaceId, config.roles),
    live: { subscribe: never, horizon: never },
    idWindow: { open: never, oldest: never },
    endpointsChanged: never,
    wake: never,
    stopping: () => false,
  }
}
