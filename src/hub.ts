import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createPlatformAccess } from './accounts/access.ts'
import type { AccountDependencies } from './accounts/dependencies.ts'
import { createSendAccounts } from './accounts/for-sending.ts'
import { accountQueues } from './accounts/queues.ts'
import { createAccountSigning } from './accounts/signing.ts'
import type { ApiContext } from './api/context.ts'
import { drain } from './api/drain.ts'
import { buildServer } from './api/server.ts'
import type { Config, Role } from './config.ts'
import { DASHBOARD_BUILD } from './dashboard/serve.ts'
import { createDeliverStage } from './deliver/stage.ts'
import { createSender } from './destinations/webhook/sender.ts'
import { keepEnvironmentEndpoint } from './endpoints/environment.ts'
import { createEndpointHealth } from './endpoints/health.ts'
import { createEndpointRegistry } from './endpoints/registry.ts'
import { toPublicId } from './events/ids.ts'
import { createBatcher } from './ingest/batcher.ts'
import { createReceiver } from './ingest/create-receiver.ts'
import { createRejectionRecorder } from './ingest/rejections.ts'
import { createJobs, type Jobs } from './jobs/boss.ts'
import { createGuard } from './lib/net/guard.ts'
import { createVault } from './lib/vault.ts'
import { createCallBudget } from './limits/call-budget.ts'
import { createLiveFeed } from './live/create-feed.ts'
import type { Logger } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createAlerts } from './operations/alerts.ts'
import { checkClock } from './operations/check-clock.ts'
import { createHeartbeat, type Heartbeat } from './operations/heartbeat.ts'
import { createProcessRecord } from './operations/process-record.ts'
import { createHubSettings } from './operations/settings.ts'
import { createWaker } from './operations/wake.ts'
import { createProcessStage, type EventHandler } from './process/stage.ts'
import { createReplayStage } from './replay/stage.ts'
import { createRetention } from './retention/retention.ts'
import { createSending } from './send/create-sending.ts'
import { updateCredentials } from './setup/credentials-file.ts'
import { loadEncryptionKey } from './setup/key-file.ts'
import { loadSecrets } from './setup/secrets.ts'
import { createAccountDirectory } from './store/accounts/directory.ts'
import type { Database } from './store/database.ts'
import { createHubEvents } from './store/events/hub-events.ts'
import { createIdWindow } from './store/events/id-window.ts'
import { openDatabase } from './store/open.ts'
import { defaultWorkspace } from './store/workspaces/workspaces.ts'
import { VERSION } from './version.ts'

export interface FirstStart {
  /** Only what was made; what the environment has is not repeated. */
  readonly apiKey?: string
  readonly verifyToken?: string
  readonly appSecret?: string
  readonly credentialsFile: string
}

export interface Hub {
  readonly url: string
  /** Set when this was the first start on this store, or something was made. */
  readonly firstStart: FirstStart | undefined
  /** For tests that look inside. */
  readonly database: Database
  readonly jobs: Jobs | undefined
  readonly heartbeat: Heartbeat | undefined
  /** Takes nothing new, finishes what is under way (bounded), gives leases back, closes everything. */
  stop(): Promise<void>
}

export interface HubOptions {
  readonly config: Config
  readonly log: Logger
  /** Further handlers of the process stage, run before an event is routed. */
  readonly handlers?: readonly EventHandler[]
  /** The folder of the built dashboard; that of this program unless given. */
  readonly dashboard?: string
}

/**
 * The composition root: configuration → store → stages → server.
 * @throws what openDatabase throws, or the error of listening.
 */
export async function startHub({ config, log, handlers = [], dashboard = DASHBOARD_BUILD }: HubOptions): Promise<Hub> {
  const has = (role: Role) => config.roles.has(role)
  const closers: (() => unknown)[] = []
  let stopping = false
  try {
    const guard = createGuard(config.delivery.allowedCidrs)
    const vault = createVault(
      await loadEncryptionKey(config.dataDir, config.encryptionKey, (message) => log.warn(message)),
    )
    const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log })
    closers.push(() => database.close())
    const workspace = await defaultWorkspace(database)
    const workspaceId = workspace.id
    const secrets = await loadSecrets(database, vault, workspaceId, config)
    const settings = createHubSettings(database, workspaceId, config, log)
    closers.push(() => settings.close())
    await settings.follow()
    const alerts = await createAlerts(config.smtpUrl, settings, log)
    closers.push(() => alerts.close())
    const record = createProcessRecord(database, workspaceId, config.roles, log)
    closers.push(() => record.close())
    const metrics = createMetrics()
    const accounts = createAccountDirectory(database, workspaceId)
    const signing = await createAccountSigning(database, vault, workspaceId, accounts, log)
    closers.push(() => signing.close())
    const endpoints = await createEndpointRegistry(database, vault, log)
    closers.push(() => endpoints.close())
    await keepEnvironmentEndpoint(database, vault, workspaceId, endpoints, {
      url: config.webhookUrl,
      secret: config.webhookSecret,
    })

    await checkClock(database, log)
    const window = createIdWindow()
    const live = await createLiveFeed(database, window)
    closers.push(() => live.close())
    const waker = await createWaker(database)
    closers.push(() => waker.close())
    const hubEvents = createHubEvents(database, workspaceId, window, () => {
      live.committed()
      waker.wake('process')
    })

    const access = createPlatformAccess(config.platforms, `Hubbub/${VERSION}`)
    closers.push(() => access.close())
    const accountDeps: AccountDependencies = {
      database,
      vault,
      workspaceId,
      hubEvents,
      access,
      calls: createCallBudget(database, workspaceId, log),
      changed: () => signing.changed(),
      lost: ({ id, platform }, reason) =>
        alerts.send(
          'accountDisconnected',
          `An account of ${platform} was disconnected`,
          `The hub can no longer act for the account ${toPublicId('account', id)} of ${platform}. ${reason}\n\nConnect it again: ` +
            `in the dashboard, or at /api/v1/connect/${platform}\n`,
        ),
      log,
    }

    // Built from the last stage to the first, stopped from the first to the last.
    const sending = createSending({
      database,
      workspaceId,
      accounts,
      clients: createSendAccounts(accountDeps),
      window,
      log,
      wake: () => waker.wake('send'),
      onTold() {
        live.committed()
        waker.wake('process')
      },
    })
    if (has('deliver')) {
      const stage = sending.startStage()
      waker.serve('send', stage.wake)
      closers.push(() => stage.stop())
    }

    const health = createEndpointHealth({
      database,
      endpoints,
      hubEvents,
      alerts,
      disableAfterMs: config.delivery.disableAfterMs,
      log,
    })
    closers.push(() => health.stop())
    const sender = createSender({ guard, userAgent: `Hubbub/${VERSION}` })
    closers.push(() => sender.close())
    const delivering = has('deliver')
      ? createDeliverStage({
          database,
          workspaceId,
          endpoints,
          accounts,
          sender,
          health,
          horizon: live.horizon,
          timeoutMs: config.delivery.timeoutMs,
          retryScheduleMs: config.delivery.retryScheduleMs,
          metrics,
          log,
        })
      : undefined
    if (delivering) {
      waker.serve('deliver', delivering.wake)
      closers.push(() => delivering.stop())
    }
    const replays = has('jobs')
      ? createReplayStage({ database, workspaceId, endpoints, accounts, log, onQueued: () => waker.wake('deliver') })
      : undefined
    if (replays) {
      waker.serve('replay', replays.wake)
      closers.push(() => replays.stop())
    }
    if (has('jobs')) {
      const retention = createRetention(database, workspaceId, () => settings.current().retentionDays, log)
      closers.push(() => retention.stop())
    }
    const jobs: Jobs | undefined = has('jobs')
      ? createJobs(
          database,
          accountQueues(accountDeps, (queue, data, key) => jobs?.send(queue, data, key)),
          log,
        )
      : undefined
    if (jobs) closers.push(() => jobs.stop())
    const processing = has('process')
      ? createProcessStage({
          database,
          workspaceId,
          endpoints,
          accounts,
          deliveries: delivering,
          onDue: () => waker.wake('deliver'),
          handlers,
          watch: sending.watch,
          ...config.processing,
          metrics,
          log,
        })
      : undefined
    if (processing) {
      waker.serve('process', processing.wake)
      closers.push(() => processing.stop())
    }

    const rejections = createRejectionRecorder(database, workspaceId, metrics, log)
    closers.push(() => rejections.stop())
    const batcher = createBatcher({
      database,
      workspaceId,
      accounts,
      window,
      handover: processing,
      log,
      onCommitted() {
        live.committed()
        if (!processing) waker.wake('process')
      },
    })
    closers.push(() => batcher.stop())
    const receiver = has('ingest')
      ? createReceiver({
          batcher,
          rejections,
          secrets: secrets.appSecrets,
          signing,
          metrics,
          log,
        })
      : undefined

    const heartbeat = receiver ? createHeartbeat(database, workspaceId, log) : undefined
    if (heartbeat) closers.push(() => heartbeat.stop())

    const context: ApiContext = {
      config,
      log,
      metrics,
      database,
      vault,
      workspaceId,
      verifyTokens: secrets.verifyTokens,
      receiver,
      accounts: accountDeps,
      signing,
      sending,
      settings,
      alerts,
      process: record,
      live,
      dashboard: has('api') && config.dashboard ? dashboard : undefined,
      idWindow: window,
      endpointsChanged: () => endpoints.changed(),
      wake: waker.wake,
      stopping: () => stopping,
    }
    const server = await buildServer(context)
    closers.push(async () => {
      await drain(server.server)
      await server.close()
    })
    const url = await listen(server, config)
    jobs?.start()
    record.start()
    const credentialsFile = await updateCredentials(config.dataDir, { url, ...secrets.made })
    const first = workspace.made || Object.keys(secrets.made).length > 0
    log.info({ url, store: database.kind, roles: [...config.roles] }, 'listening')
    return {
      url,
      firstStart: first ? { ...secrets.made, credentialsFile } : undefined,
      database,
      jobs,
      heartbeat,
      async stop() {
        stopping = true
        await closeAll(closers, log)
      },
    }
  } catch (error) {
    await closeAll(closers, log)
    throw error
  }
}

async function listen(server: FastifyInstance, config: Config): Promise<string> {
  await server.listen({ port: config.port, host: config.host })
  const address = server.server.address() as AddressInfo
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`
}

/** In the reverse order of what was opened; a fault in one must not keep the others open. */
async function closeAll(closers: (() => unknown)[], log: Logger): Promise<void> {
  for (const close of closers.splice(0).reverse()) {
    try {
      await close()
    } catch (error) {
      log.warn({ err: error }, 'something could not be closed in order')
    }
  }
}
