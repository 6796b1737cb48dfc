import type { RenderedDelivery, Sent } from '../destinations/destination.ts'
import type { EndpointHealth, Failure } from '../endpoints/health.ts'
import type { Endpoint } from '../endpoints/registry.ts'
import { contentTypeOf, renderDelivery } from '../events/envelope.ts'
import { newUuid, toPublicId } from '../events/ids.ts'
import type { Clock } from '../lib/clock.ts'
import type { Metrics } from '../metrics.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { AttemptRecord } from '../store/attempts/record.ts'
import type { DeliveryJob } from '../store/deliveries/claim.ts'
import { retryIn } from './retry.ts'
import type { Senders } from './senders.ts'

interface AttemptDependencies {
  readonly accounts: AccountDirectory
  readonly senders: Senders
  readonly health: EndpointHealth
  readonly clock: Clock
  readonly retryScheduleMs: readonly number[]
  readonly metrics: Metrics
}

/**
 * Makes one attempt of each delivery, all of one endpoint. Its records come in the order of the jobs; undefined for one
 * that the hub itself cut off, which does not count.
 */
export type MakeAttempts = (
  endpoint: Endpoint,
  jobs: readonly DeliveryJob[],
  signal: AbortSignal,
) => Promise<readonly (AttemptRecord | undefined)[]>

export function createAttempts(deps: AttemptDependencies): MakeAttempts {
  return async (endpoint, jobs, signal) => {
    const startedAt = deps.clock.now()
    const unknown = jobs.some(({ event: { accountId } }) => accountId !== undefined && !deps.accounts.byId(accountId))
    if (unknown)
      await deps.accounts.load(
        endpoint.workspaceId,
        jobs.flatMap(({ event }) => event.accountId ?? []),
      )
    const rendered = jobs.map((job) => render(deps.accounts, endpoint, job, startedAt))
    const sentAt = performance.now()
    const sent = await deps.senders.of(endpoint).send(rendered, signal)
    const timing = { startedAt: new Date(startedAt), durationMs: Math.round(performance.now() - sentAt) }
    return jobs.map((job, index) => conclude(deps, endpoint, job, timing, sent[index]))
  }
}

function render(
  accounts: AccountDirectory,
  endpoint: Endpoint,
  { id, event }: DeliveryJob,
  at: number,
): RenderedDelivery {
  const account = event.accountId === undefined ? undefined : accounts.byId(event.accountId)
  return {
    id: toPublicId('delivery', id),
    eventType: event.type,
    contentType: contentTypeOf(endpoint.format),
    body: Buffer.from(renderDelivery(endpoint.format, event, account)),
    at,
  }
}

interface Timing {
  readonly startedAt: Date
  readonly durationMs: number
}

/** The record of an attempt, by what came of it. */
function conclude(
  deps: AttemptDependencies,
  endpoint: Endpoint,
  job: DeliveryJob,
  { startedAt, durationMs }: Timing,
  sent: Sent | undefined,
): AttemptRecord | undefined {
  if (!sent || sent.outcome === 'aborted') return undefined
  const number = job.attempts + 1
  const delivered = sent.outcome === 'delivered'
  const inMs = sent.outcome === 'retry' ? nextIn(deps, endpoint, number, sent.retryAfterMs) : undefined
  const outcome = delivered ? 'success' : inMs === undefined ? 'failure' : 'retry'
  deps.metrics.attempts.inc({ outcome })
  deps.metrics.deliveryDuration.observe(durationMs / 1000)
  const { statusCode, headers, body } = sent.log
  deps.health.note(endpoint, delivered ? undefined : failureOf(sent, startedAt.getTime() + durationMs))
  return {
    workspaceId: endpoint.workspaceId,
    deliveryId: job.id,
    endpointId: endpoint.id,
    accountId: job.event.accountId,
    id: newUuid(),
    number,
    startedAt,
    durationMs,
    outcome,
    statusCode,
    code: delivered ? undefined : sent.code,
    error: delivered ? undefined : sent.detail,
    responseHeaders: headers && JSON.stringify(headers),
    responseBody: body,
    state: delivered ? 'delivered' : inMs === undefined ? 'failed' : 'pending',
    dueAt: inMs === undefined ? undefined : new Date(deps.clock.now() + inMs),
  }
}

function failureOf(sent: Exclude<Sent, { outcome: 'delivered' | 'aborted' }>, at: number): Failure {
  const { code, detail, log } = sent
  const unwanted = sent.outcome === 'failed' && sent.disable === true
  return { at: new Date(at), code, detail, statusCode: log.statusCode, unwanted }
}

function nextIn(deps: AttemptDependencies, endpoint: Endpoint, attempt: number, retryAfterMs: number | undefined) {
  const scheduleMs = endpoint.retryScheduleMs ?? deps.retryScheduleMs
  return retryIn({ attempt, scheduleMs, retryAfterMs, random: Math.random })
}
