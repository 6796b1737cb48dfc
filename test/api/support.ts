import { randomBytes } from 'node:crypto'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { createPlatformAccess } from '../../src/accounts/access.ts'
import type { AccountDependencies } from '../../src/accounts/dependencies.ts'
import { createSendAccounts } from '../../src/accounts/for-sending.ts'
import type { ApiContext } from '../../src/api/context.ts'
import type { RateLimits } from '../../src/api/guard.ts'
import { buildServer } from '../../src/api/server.ts'
import { loadConfig } from '../../src/config.ts'
import { createDestinations } from '../../src/destinations/index.ts'
import { newUuid } from '../../src/events/ids.ts'
import { createDirectory } from '../../src/inbox/directory.ts'
import { apiKeyHint, generateApiKey, hashApiKey } from '../../src/lib/api-key.ts'
import { createVault } from '../../src/lib/vault.ts'
import { createCallBudget } from '../../src/limits/call-budget.ts'
import { createLiveFeed } from '../../src/live/create-feed.ts'
import { createMetrics } from '../../src/metrics.ts'
import { createAlerts } from '../../src/operations/alerts.ts'
import { createProcessRecord } from '../../src/operations/process-record.ts'
import { createHubSettings } from '../../src/operations/settings.ts'
import { createSending } from '../../src/send/create-sending.ts'
import { createAccountDirectory } from '../../src/store/accounts/directory.ts'
import type { ApiKeyRole } from '../../src/store/api-keys/read.ts'
import { insertApiKey } from '../../src/store/api-keys/write.ts'
import type { Database } from '../../src/store/database.ts'
import { createHubEvents } from '../../src/store/events/hub-events.ts'
import { createIdWindow } from '../../src/store/events/id-window.ts'
import { silent } from '../support/databases.ts'
import { workspacesOf } from '../support/workspaces.ts'
import { answersOf } from './documented.ts'

export interface TestApi {
  readonly server: FastifyInstance
  readonly ctx: ApiContext
  readonly workspaceId: string
  readonly adminKey: string
  readonly readKey: string
  /** Which stages were woken, in order. */
  readonly woken: string[]
  /** Calls with the admin key and fails when the answer is not as the document says; `body` makes it a POST unless `method` says otherwise. */
  call<T = Record<string, unknown>>(path: string, body?: object, method?: Method): Promise<{ status: number; body: T }>
  raw(options: InjectOptions): Promise<LightMyRequestResponse>
  makeKey(role: ApiKeyRole): Promise<string>
  /** As a stop of the hub does. */
  stop(): void
  close(): Promise<void>
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The API alone on a real store, in a workspace of its own: nothing is processed or delivered. */
export async function createTestApi(
  database: Database,
  limits?: RateLimits,
  roles = 'all',
  keys = true,
  options: {
    readonly now?: () => number
    readonly env?: Readonly<Record<string, string>>
    readonly bodyTimeoutMs?: number
    readonly workspaceId?: string
  } = {},
): Promise<TestApi> {
  const workspaceId = options.workspaceId ?? newUuid()
  const woken: string[] = []
  let stopping = false
  const idWindow = createIdWindow()
  const live = await createLiveFeed(database, idWindow)
  const config = loadConfig({ DELIVERY_ALLOWED_CIDRS: '127.0.0.0/8', HUBBUB_ROLES: roles, ...options.env })
  const vault = createVault(randomBytes(32))
  const access = createPlatformAccess(config.platforms, 'Hubbub/test')
  const accounts: AccountDependencies = {
    database,
    vault,
    hubEvents: createHubEvents(database, idWindow, () => woken.push('process')),
    access,
    calls: createCallBudget(database, silent),
    changed: async () => void woken.push('accounts'),
    log: silent,
  }
  const sending = createSending({
    database,
    workspaces: workspacesOf(workspaceId),
    accounts: createAccountDirectory(database, workspaceId),
    clients: createSendAccounts(accounts),
    directory: createDirectory(database),
    window: idWindow,
    log: silent,
    wake: () => void woken.push('send'),
    onTold: () => undefined,
  })
  const settings = createHubSettings(database, workspaceId, config, silent)
  await settings.follow()
  const ctx: ApiContext = {
    config,
    log: silent,
    metrics: createMetrics(),
    database,
    vault,
    destinations: createDestinations(),
    workspaces: workspacesOf(workspaceId),
    verifyTokens: ['token'],
    receiver: {
      receive: async () => ({ kind: 'unavailable', reason: 'none', retryAfterSeconds: 5 }),
      refuse: () => undefined,
      signingSecret: () => undefined,
    },
    accounts,
    sending,
    signing: {
      any: () => false,
      of: () => [],
      at: () => [],
      locate: async (_platform, account) => ({ externalId: account }),
      changed: async () => undefined,
      close: () => undefined,
    },
    settings,
    alerts: await createAlerts(config.smtpUrl, settings, silent),
    process: createProcessRecord(database.db, workspaceId, config.roles),
    live,
    idWindow,
    endpointsChanged: async () => void woken.push('endpoints'),
    wake: (stage) => void woken.push(stage),
    stopping: () => stopping,
  }
  const server = await buildServer(ctx, limits, options.now, options.bodyTimeoutMs)
  await server.ready()
  const makeKey = async (role: ApiKeyRole) => {
    const key = generateApiKey()
    await insertApiKey(database.db, {
      workspaceId,
      id: newUuid(),
      name: role,
      role,
      operator: role === 'admin',
      hash: hashApiKey(key),
      hint: apiKeyHint(key),
    })
    return key
  }
  const adminKey = keys ? await makeKey('admin') : ''
  const readKey = keys ? await makeKey('read') : ''
  const api: TestApi = {
    server,
    ctx,
    workspaceId,
    adminKey,
    readKey,
    woken,
    makeKey,
    raw: (options) => server.inject(options),
    async call<T>(path: string, body?: object, method: Method = body === undefined ? 'GET' : 'POST') {
      const response = await server.inject({
        method,
        url: path,
        headers: { 'x-api-key': adminKey },
        ...(body === undefined ? {} : { payload: body }),
      })
      const answer = response.body === '' ? undefined : response.json()
      const faults = faultsOf(method, path, response.statusCode, answer)
      if (faults.length > 0) throw new Error(`the answer is not as documented: ${faults.join('; ')}`)
      return { status: response.statusCode, body: answer as T }
    },
    stop() {
      stopping = true
    },
    async close() {
      live.close()
      settings.close()
      await access.close()
      await server.close()
    },
  }
  const faultsOf = answersOf(api)
  return api
}
