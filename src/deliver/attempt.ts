import { nextState } from '../destinations/webhook/outcome.ts'
import type { Sender, SendResult } from '../destinations/webhook/sender.ts'
import { createSigner, type Signer } from '../destinations/webhook/signature.ts'
import type { EndpointHealth } from '../endpoints/health.ts'
import type { Endpoint } from '../endpoints/registry.ts'
import { contentTypeOf, renderDelivery } from '../events/envelope.ts'
import { newUuid, toPublicId } from '../events/ids.ts'
import type { Clock } from '../lib/clock.ts'
import type { Metrics } from '../metrics.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { AttemptRecord } from '../store/attempts/record.ts'
import type { DeliveryJob } from '../store/deliveries/claim.ts'

/** An attempt that ended and is to be logged. */
export type Attempt = AttemptRecord

interface AttemptDependencies {
  readonly accounts: AccountDirectory
  readonly sender: Sender
  readonly health: EndpointHealth
  readonly clock: Clock
  readonly timeoutMs: number
  readonly retryScheduleMs: readonly number[]
  readonly metrics: Metrics
}

/** Makes an attempt of a delivery. Resolves with undefined when the hub itself cut it off: then it does not count. */
export type MakeAttempt = (endpoint: Endpoint, job: DeliveryJob, signal: AbortSignal) => Promise<Attempt | undefined>

export function createAttempts(deps: AttemptDependencies): MakeAttempt {
  const signerOf = createSigners(deps.clock)

  const accountOf = async (accountId: string | undefined) => {
    if (accountId === undefined) return undefined
    if (!deps.accounts.byId(accountId)) await deps.accounts.load([accountId])
    return deps.accounts.byId(accountId)
  }

  return async (endpoint, job, signal) => {
    const startedAt = deps.clock.now()
    const account = await accountOf(job.event.accountId)
    const body = Buffer.from(renderDelivery(endpoint.format, job.event, account))
    const publicId = toPublicId('delivery', job.id)
    const headers = signerOf(endpoint).headers(publicId, startedAt / 1000, body, job.event.type)
    const result = await deps.sender.send({
      url: endpoint.url,
      headers: { ...headers, 'content-type': contentTypeOf(endpoint.format) },
      body,
      timeoutMs: endpoint.timeoutMs ?? deps.timeoutMs,
      signal,
    })
    return conclude(deps, endpoint, job, new Date(startedAt), result)
  }
}

/** The record of an attempt, by the answer to it. */
function conclude(
  deps: AttemptDependencies,
  endpoint: Endpoint,
  job: DeliveryJob,
  startedAt: Date,
  result: SendResult,
): Attempt | undefined {
  const number = job.attempts + 1
  const now = new Date(deps.clock.now())
  const scheduleMs = endpoint.retryScheduleMs ?? deps.retryScheduleMs
  const next = nextState({ result, attempt: number, scheduleMs, now, random: Math.random })
  if (next.action === 'release') return undefined
  deps.metrics.attempts.inc({ outcome: next.outcome })
  deps.metrics.deliveryDuration.observe(result.durationMs / 1000)
  deps.health.note(endpoint, next.action === 'delivered', next.action === 'failed' && next.disableEndpoint)
  return {
    deliveryId: job.id,
    endpointId: endpoint.id,
    accountId: job.event.accountId,
    id: newUuid(),
    number,
    startedAt,
    durationMs: Math.round(result.durationMs),
    outcome: next.outcome,
    statusCode: result.statusCode,
    code: next.action === 'delivered' ? undefined : next.code,
    error: next.action === 'delivered' ? undefined : next.error,
    responseHeaders: result.headers ? JSON.stringify(result.headers) : undefined,
    responseBody: result.body.length > 0 ? result.body : undefined,
    state: next.action === 'retry' ? 'pending' : next.action,
    dueAt: next.action === 'retry' ? new Date(now.getTime() + next.inMs) : undefined,
  }
}

/** The signers of endpoints; one is made again when a secret changes or the overlap of a rotation ends. */
function createSigners(clock: Clock): (endpoint: Endpoint) => Signer {
  const signers = new Map<string, { secret: string; previous: string | undefined; signer: Signer }>()
  return (endpoint) => {
    const until = endpoint.previousSecretUntil
    const previous = until !== undefined && until.getTime() > clock.now() ? endpoint.previousSecret : undefined
    const known = signers.get(endpoint.id)
    if (known && known.secret === endpoint.secret && known.previous === previous) return known.signer
    const signer = createSigner(endpoint.secret, previous)
    signers.set(endpoint.id, { secret: endpoint.secret, previous, signer })
    return signer
  }
}
