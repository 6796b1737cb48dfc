import { DASHBOARD_BUILD } from './dashboard/serve.ts'
import { createDestinations } from './destinations/index.ts'
import * as accounts from './hub/accounts.ts'
import type { FirstStart, Given } from './hub/contents.ts'
import * as endpoints from './hub/endpoints.ts'
import * as ingest from './hub/ingest.ts'
import * as jobs from './hub/jobs.ts'
import * as operations from './hub/operations.ts'
import { plan } from './hub/plan.ts'
import * as server from './hub/server.ts'
import * as stages from './hub/stages.ts'
import * as store from './hub/store.ts'

export type { FirstStart } from './hub/contents.ts'

/**
 * The parts of a hub in the order in which they start; they stop in the reverse order. The stages start with the last
 * one, so that each finds the next, and stop with the first one, so that none hands work to a stage that has stopped.
 */
export const HUB = plan<Given>()
  .with(store.vault)
  .with(store.database)
  .with(store.workspaces)
  .with(store.secrets)
  .with(store.statistics)
  .with(operations.metrics)
  .with(operations.settings)
  .with(operations.alerts)
  .with(operations.pulse)
  .with(accounts.signing)
  .with(endpoints.endpoints)
  .with(endpoints.environmentEndpoint)
  .with(operations.clockCheck)
  .with(operations.live)
  .with(operations.waker)
  .with(operations.hubEvents)
  .with(accounts.access)
  .with(accounts.accounts)
  .with(stages.people)
  .with(stages.inbox)
  .with(stages.sending)
  .with(stages.sendStage)
  .with(endpoints.endpointHealth)
  .with(stages.net)
  .with(stages.deliverStage)
  .with(stages.replayStage)
  .with(jobs.folding)
  .with(jobs.retention)
  .with(jobs.jobs)
  .with(stages.processStage)
  .with(stages.catchUp)
  .with(operations.takeOver)
  .with(ingest.rejections)
  .with(ingest.batcher)
  .with(ingest.receiver)
  .with(ingest.heartbeat)
  .with(server.server)
  .with(server.credentials)

export interface Hub {
  readonly url: string
  /** Set when this was the first start on this store, or something was made. */
  readonly firstStart: FirstStart | undefined
  /** Takes nothing new, finishes what is under way (bounded), gives leases back, closes everything. */
  stop(): Promise<void>
}

/**
 * Starts a hub: configuration → store → stages → server.
 * @throws what openDatabase throws, or the error of listening.
 */
export async function startHub({ config, log }: Pick<Given, 'config' | 'log'>): Promise<Hub> {
  const { has, stop } = await HUB.start(
    { config, log, handlers: [], destinations: createDestinations(), dashboard: DASHBOARD_BUILD },
    log,
  )
  const { url } = has.server
  log.info({ url, store: config.databaseUrl ? 'DATABASE_URL' : 'own', roles: [...config.roles] }, 'listening')
  return { url, firstStart: has.firstStart, stop }
}
