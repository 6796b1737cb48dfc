import { nextState } from '../destinations/webhook/outcome.ts'
import type { Sender, SendResult } from '../destinations/webhook/sender.ts'
import { createSigner, type Signer } from '../destinations/webhook/signature.ts'
import type { EndpointHealth } from '../endpoints/health.ts'
import type { Endpoint, EndpointRegistry } from '../endpoints/registry.ts'
import { messageOf } from '../errors.ts'
import { contentTypeOf, renderDelivery } from '../events/envelope.ts'
import { newUuid, toPublicId } from '../events/ids.ts'
import { sizeOf } from '../events/stored.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import {
  type Claimed,
  type ClaimRequest,
  claimDeliveries,
  type DeliveryJob,
  giveBackDeliveries,
} from '../store/deliveries/claim.ts'
import { claimOrderedDeliveries } from '../store/deliveries/claim-ordered.ts'
import {
  createLane,
  hasRoom,
  LANE_CONCURRENCY,
  type Lane,
  type LeasedJob,
  shareClaim,
  takeTurn,
  wantsMore,
} from './lane.ts'
import { createRecorder } from './recorder.ts'

const POLL_MS = 500
/** Beyond the endpoint's timeout: what rendering, waiting in line and logging may take. */
const LEASE_MARGIN_MS = 30_000
const MAX_HELD_BYTES = 128 * 1024 * 1024
const STOP_WITHIN_MS = 10_000
const CLAIM_WARNING_MS = 10_000

export interface DeliverStage {
  reserve(endpointId: string, bytes: number): number | undefined
  accept(job: DeliveryJob): void
  release(endpointId: string, bytes: number): void
  /** Deliveries of these endpoints became due in the store. */
  due(endpointIds: Iterable<string>): void
  /** Deliveries of whatever endpoint became due. */
  wake(): void
  /** Starts nothing new; what is under way may finish for 10 s, then it is cut off and given back. */
  stop(): Promise<void>
}

interface DeliverDependencies {
  readonly database: Database
  readonly workspaceId: string
  readonly endpoints: EndpointRegistry
  readonly accounts: AccountDirectory
  readonly sender: Sender
  readonly health: EndpointHealth
  /** No event with an id below this uuid can still be stored. */
  horizon(): string
  readonly timeoutMs: number
  readonly retryScheduleMs: readonly number[]
  readonly metrics: Metrics
  readonly log: Logger
}

/** A lane with room whose endpoint may have due deliveries in the store. */
interface Wanting {
  readonly lane: Lane
  readonly endpoint: Endpoint
}

type Claim = (requests: readonly ClaimRequest[]) => Promise<Claimed>

/** Sends deliveries: bounded per endpoint, each endpoint in a lane of its own. */
export function createDeliverStage(deps: DeliverDependencies): DeliverStage {
  const lanes = new Map<string, Lane>()
  const signers = new Map<string, { secret: string; previous: string | undefined; signer: Signer }>()
  const abort = new AbortController()
  let heldBytes = 0
  let active = 0
  let claiming = false
  let claimAgain = false
  let lastWarning = 0
  let stopping = false
  let idle: (() => void) | undefined
  let claimed: (() => void) | undefined

  const laneOf = (endpointId: string): Lane => {
    let lane = lanes.get(endpointId)
    if (!lane) {
      lane = createLane(endpointId)
      lanes.set(endpointId, lane)
    }
    return lane
  }

  /** Endpoints of attempts that wait to be logged. */
  const endpointOf = new Map<string, string>()
  const recorder = createRecorder(deps.database, deps.workspaceId, deps.log, (records) => {
    for (const record of records) {
      const endpointId = endpointOf.get(record.deliveryId)
      if (endpointId === undefined) continue
      endpointOf.delete(record.deliveryId)
      const lane = laneOf(endpointId)
      lane.held.delete(record.deliveryId)
      // The next of an ordered conversation can go as soon as this one is recorded.
      if (deps.endpoints.byId(endpointId)?.ordering === 'conversation') lane.mayHaveDue = true
      pump(lane)
    }
    void claim()
  })
  const leaseMs = (endpoint: Endpoint) => (endpoint.timeoutMs ?? deps.timeoutMs) + LEASE_MARGIN_MS

  const pump = (lane: Lane) => {
    const endpoint = deps.endpoints.byId(lane.endpointId)
    while (!stopping && lane.queue.length > 0 && lane.active < LANE_CONCURRENCY && !recorder.full()) {
      const next = lane.queue[0]
      if (!next) return
      const now = Date.now()
      const outlasts = endpoint && next.leasedUntil - now > (endpoint.timeoutMs ?? deps.timeoutMs) + 1000
      if (endpoint?.state !== 'enabled' || !outlasts) {
        lane.queue.shift()
        drop(lane, next)
        continue
      }
      if (!takeTurn(lane, endpoint.rateLimit, now)) {
        lane.timer ??= setTimeout(() => {
          lane.timer = undefined
          pump(lane)
        }, lane.notBefore - now)
        return
      }
      lane.queue.shift()
      void send(lane, endpoint, next)
    }
    if (wantsMore(lane)) void claim()
  }

  /** Out of memory only: it is still due in the store when its lease ends. */
  const drop = (lane: Lane, item: LeasedJob) => {
    lane.held.delete(item.job.id)
    heldBytes -= item.bytes
    lane.mayHaveDue = true
  }

  const signerOf = (endpoint: Endpoint): Signer => {
    const until = endpoint.previousSecretUntil
    const previous = until !== undefined && until > new Date() ? endpoint.previousSecret : undefined
    const known = signers.get(endpoint.id)
    if (known && known.secret === endpoint.secret && known.previous === previous) return known.signer
    const signer = createSigner(endpoint.secret, previous)
    signers.set(endpoint.id, { secret: endpoint.secret, previous, signer })
    return signer
  }

  const send = async (lane: Lane, endpoint: Endpoint, item: LeasedJob) => {
    lane.active++
    active++
    const { job } = item
    const startedAt = new Date()
    try {
      const { accountId } = job.event
      if (accountId !== undefined && !deps.accounts.byId(accountId)) await deps.accounts.load([accountId])
      const account = accountId === undefined ? undefined : deps.accounts.byId(accountId)
      const body = Buffer.from(renderDelivery(endpoint.format, job.event, account))
      const publicId = toPublicId('delivery', job.id)
      const headers = signerOf(endpoint).headers(publicId, startedAt.getTime() / 1000, body, job.event.type)
      const result = await deps.sender.send({
        url: endpoint.url,
        headers: { ...headers, 'content-type': contentTypeOf(endpoint.format) },
        body,
        timeoutMs: endpoint.timeoutMs ?? deps.timeoutMs,
        signal: abort.signal,
      })
      record(endpoint, job, startedAt, result)
    } catch (error) {
      // Only a fault of the hub comes here. The lease runs out and the delivery is tried again.
      deps.log.error({ delivery: job.id, error: messageOf(error) }, 'a delivery could not be sent')
      lane.held.delete(job.id)
    } finally {
      lane.active--
      active--
      heldBytes -= item.bytes
      if (active === 0) idle?.()
      pump(lane)
    }
  }

  const record = (endpoint: Endpoint, job: DeliveryJob, startedAt: Date, result: SendResult) => {
    const number = job.attempts + 1
    const next = nextState({
      result,
      attempt: number,
      scheduleMs: endpoint.retryScheduleMs ?? deps.retryScheduleMs,
      now: new Date(),
      random: Math.random,
    })
    // Cut off by a stop: the delivery stays held, and is given back.
    if (next.action === 'release') return
    deps.metrics.attempts.inc({ outcome: next.outcome })
    deps.metrics.deliveryDuration.observe(result.durationMs / 1000)
    endpointOf.set(job.id, endpoint.id)
    recorder.add({
      deliveryId: job.id,
      endpointId: endpoint.id,
      accountId: job.event.accountId,
      id: newUuid(),
      number,
      startedAt,
      durationMs: Math.round(result.durationMs),
      outcome: next.outcome,
      statusCode: result.statusCode,
      error: next.action === 'delivered' ? undefined : next.error,
      responseHeaders: result.headers ? JSON.stringify(result.headers) : undefined,
      responseBody: result.body.length > 0 ? result.body : undefined,
      state: next.action === 'retry' ? 'pending' : next.action,
      retryInMs: next.action === 'retry' ? next.inMs : undefined,
    })
    deps.health.note(endpoint, next.action === 'delivered', next.action === 'failed' && next.disableEndpoint)
  }

  const claim = async () => {
    claimAgain = true
    if (claiming) return
    claiming = true
    while (claimAgain && !stopping && heldBytes <= MAX_HELD_BYTES && !recorder.full()) {
      claimAgain = false
      const wanting = [...lanes.values()].flatMap((lane) => {
        const endpoint = deps.endpoints.byId(lane.endpointId)
        return endpoint?.state === 'enabled' && wantsMore(lane) ? [{ lane, endpoint }] : []
      })
      // Each by itself: looking through conversations takes longer, and must not cost the others their turn.
      await claimFor(
        wanting.filter(({ endpoint }) => endpoint.ordering === 'none'),
        claimPlain,
      )
      await claimFor(
        wanting.filter(({ endpoint }) => endpoint.ordering === 'conversation'),
        claimOrdered,
      )
    }
    claiming = false
    claimed?.()
  }

  /** An answer is bounded by its bytes too: only an empty one says that nothing is left. */
  const claimPlain: Claim = async (requests) => {
    const jobs = await claimDeliveries(deps.database, deps.workspaceId, requests)
    return { jobs, more: new Set(jobs.map((job) => job.endpointId)) }
  }

  const claimOrdered: Claim = (requests) =>
    claimOrderedDeliveries(deps.database, deps.workspaceId, requests, deps.horizon())

  const claimFor = async (wanting: readonly Wanting[], lease: Claim) => {
    if (wanting.length === 0 || stopping) return
    const { served, limit } = shareClaim(wanting)
    if (served.length < wanting.length) claimAgain = true
    const now = Date.now()
    const requests = served.map(({ endpoint }) => ({ endpointId: endpoint.id, limit, leaseMs: leaseMs(endpoint) }))
    for (const { lane } of served) {
      lane.mayHaveDue = false
      // Whoever was served comes last the next time.
      lanes.delete(lane.endpointId)
      lanes.set(lane.endpointId, lane)
    }
    try {
      const { jobs, more } = await lease(requests)
      for (const job of jobs) {
        const endpoint = deps.endpoints.byId(job.endpointId)
        if (endpoint) push(job, now + leaseMs(endpoint))
      }
      for (const { lane } of served) {
        if (more.has(lane.endpointId)) lane.mayHaveDue = true
        pump(lane)
      }
    } catch (error) {
      if (now - lastWarning < CLAIM_WARNING_MS) return
      lastWarning = now
      deps.log.warn({ error: messageOf(error) }, 'due deliveries could not be claimed; trying again')
    }
  }

  const push = (job: DeliveryJob, leasedUntil: number) => {
    const lane = laneOf(job.endpointId)
    if (lane.held.has(job.id)) return
    const bytes = sizeOf(job.event)
    lane.held.add(job.id)
    heldBytes += bytes
    lane.queue.push({ job, leasedUntil, bytes })
  }

  const wake = () => {
    for (const lane of lanes.values()) lane.mayHaveDue = true
    void claim()
  }
  for (const { id } of deps.endpoints.all()) laneOf(id)
  const poll = setInterval(wake, POLL_MS)
  deps.endpoints.onChange(() => {
    for (const [id, lane] of lanes) {
      const endpoint = deps.endpoints.byId(id)
      if (endpoint) continue
      for (const item of lane.queue.splice(0)) drop(lane, item)
      lanes.delete(id)
    }
    for (const { id } of deps.endpoints.all()) laneOf(id)
    wake()
  })

  return {
    reserve(endpointId, bytes) {
      const endpoint = deps.endpoints.byId(endpointId)
      if (stopping || !endpoint || endpoint.ordering !== 'none') return undefined
      const lane = laneOf(endpointId)
      if (!hasRoom(lane) || heldBytes + bytes > MAX_HELD_BYTES) return undefined
      lane.reserved++
      heldBytes += bytes
      return leaseMs(endpoint)
    },
    release(endpointId, bytes) {
      laneOf(endpointId).reserved--
      heldBytes -= bytes
    },
    accept(job) {
      const endpoint = deps.endpoints.byId(job.endpointId)
      if (!endpoint) return
      push(job, Date.now() + leaseMs(endpoint) - 1000)
      pump(laneOf(job.endpointId))
    },
    due(endpointIds) {
      for (const id of endpointIds) laneOf(id).mayHaveDue = true
      void claim()
    },
    wake,
    async stop() {
      stopping = true
      clearInterval(poll)
      if (active > 0) {
        await Promise.race([
          new Promise<void>((resolve) => (idle = resolve)),
          new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref()),
        ])
      }
      if (claiming) await new Promise<void>((resolve) => (claimed = resolve))
      const sent = active === 0
      if (!sent) {
        const ended = new Promise<void>((resolve) => (idle = resolve))
        abort.abort()
        await ended
      }
      await recorder.drain(5000)
      const rest = [...lanes.values()].flatMap((lane) => [...lane.queue.map((item) => item.job.id), ...lane.held])
      if (rest.length > 0) await giveBackDeliveries(deps.database, deps.workspaceId, [...new Set(rest)])
      await deps.health.flush()
    },
  }
}
