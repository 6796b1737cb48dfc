import type { Reason } from '../codes/sentence.ts'
import { disableCause } from '../codes/webhooks.ts'
import { messageOf } from '../errors.ts'
import { toPublicId } from '../events/ids.ts'
import { startFlusher } from '../lib/ticker.ts'
import type { Logger } from '../log.ts'
import type { Alerts } from '../operations/alerts.ts'
import type { Database } from '../store/database.ts'
import {
  disableEndpoint,
  type EndpointError,
  type FailureChange,
  noteFailures,
  noteWarning,
} from '../store/endpoints/health.ts'
import type { HubEvents } from '../store/events/hub-events.ts'
import type { Endpoint, EndpointRegistry } from './registry.ts'

const FLUSH_MS = 1000
const WARN_AT = [90, 70, 50] as const

/** A failed attempt. */
export interface Failure extends EndpointError {
  /** The destination wants nothing more. */
  readonly unwanted: boolean
}

/** Counts the failures of endpoints, warns, and disables endpoints that want nothing more. */
export interface EndpointHealth {
  /** An attempt ended, with this failure or with a success. */
  note(endpoint: Endpoint, failure: Failure | undefined): void
  flush(): Promise<void>
  stop(): Promise<void>
}

interface Change extends FailureChange {
  failures: number
  failingSince: Date | undefined
  lastError: EndpointError | undefined
  unwanted: Failure | undefined
}

const NOTHING: Change = {
  recovered: false,
  failures: 0,
  failingSince: undefined,
  lastError: undefined,
  unwanted: undefined,
}

interface HealthDependencies {
  readonly database: Database
  readonly endpoints: EndpointRegistry
  readonly hubEvents: HubEvents
  readonly alerts: Pick<Alerts, 'send'>
  /** Milliseconds without a success after which an endpoint is disabled; 0: never. */
  readonly disableAfterMs: number
  readonly log: Logger
}

export function createEndpointHealth(deps: HealthDependencies): EndpointHealth {
  const changes = new Map<string, { endpoint: Endpoint; change: Change }>()
  /** Endpoints whose failures this process wrote: their recovery must be written too. */
  const failing = new Set<string>()

  const write = async (endpoint: Endpoint, change: Change) => {
    if (change.failures > 0) failing.add(endpoint.id)
    else failing.delete(endpoint.id)
    const row = await noteFailures(deps.database, endpoint.workspaceId, endpoint.id, change)
    if (change.unwanted) return disable(deps, endpoint, unwantedCause(change.unwanted))
    if (!row?.failing_since || deps.disableAfterMs === 0) return
    const percent = (100 * (row.now.getTime() - row.failing_since.getTime())) / deps.disableAfterMs
    if (percent >= 100)
      return disable(deps, endpoint, disableCause('only_failures', { since: row.failing_since.toISOString() }))
    const reached = WARN_AT.find((step) => percent >= step && row.warned_percent < step)
    if (reached === undefined) return
    await warn(deps, endpoint, reached, row.failing_since)
  }

  /** @returns whether something is left to write. */
  const flush = async () => {
    for (const [id, { endpoint, change }] of changes) {
      changes.delete(id)
      try {
        await write(endpoint, change)
      } catch (error) {
        deps.log.debug(
          { error: messageOf(error) },
          "an endpoint's health could not be written; it is written again after the next attempt",
        )
        if (change.unwanted && !changes.has(id)) changes.set(id, { endpoint, change })
        return changes.size > 0
      }
    }
    return false
  }

  const flusher = startFlusher(FLUSH_MS, flush)

  return {
    note(endpoint, failure) {
      const known = changes.get(endpoint.id)?.change
      if (!failure) {
        if (!known && endpoint.failures === 0 && !failing.has(endpoint.id)) return
        const change = { ...NOTHING, recovered: true, lastError: known?.lastError }
        changes.set(endpoint.id, { endpoint, change })
        flusher.later()
        return
      }
      const change = known ?? { ...NOTHING }
      change.failures++
      change.failingSince ??= failure.at
      change.lastError = failure
      if (failure.unwanted) change.unwanted = failure
      changes.set(endpoint.id, { endpoint, change })
      if (failure.unwanted) void flusher.flush()
      else flusher.later()
    },
    flush: flusher.flush,
    async stop() {
      await flusher.stop()
      await flush()
    },
  }
}

function unwantedCause({ code, detail }: Failure): Reason {
  return code === 'gone' ? disableCause('answered_gone') : disableCause('wants_no_more', { said: detail })
}

// One transaction changes an endpoint and stores the event about it: neither exists without the other.
async function warn(deps: HealthDependencies, endpoint: Endpoint, percent: number, since: Date): Promise<void> {
  const endpointId = toPublicId('endpoint', endpoint.id)
  const failingSince = since.toISOString()
  const warned = await deps.hubEvents.transaction(endpoint.workspaceId, async (trx, emit) => {
    const changed = await noteWarning(trx, endpoint.workspaceId, endpoint.id, percent)
    if (changed) await emit('webhook.failing', { endpointId, url: endpoint.address, percent, failingSince })
    return changed
  })
  if (!warned) return
  deps.log.warn({ endpoint: endpointId, failingSince, percent }, 'an endpoint keeps failing and will be disabled')
  deps.alerts.send(
    endpoint.workspaceId,
    'webhookFailing',
    `${endpoint.address} keeps failing`,
    `Every delivery to ${endpoint.address} (${endpointId}) has failed since ${failingSince}.\n` +
      `${percent} % of the time after which it is disabled is over. Its log says what it answers: GET /api/v1/webhooks/${endpointId}/logs\n`,
  )
}

async function disable(deps: HealthDependencies, endpoint: Endpoint, cause: Reason): Promise<void> {
  const { code, params, detail: reason } = cause
  const endpointId = toPublicId('endpoint', endpoint.id)
  const disabled = await deps.hubEvents.transaction(
    endpoint.workspaceId,
    async (trx, emit) => {
      const changed = await disableEndpoint(trx, endpoint.workspaceId, endpoint.id, cause)
      if (changed) await emit('webhook.disabled', { endpointId, url: endpoint.address, reason, code, params })
      return changed
    },
    deps.endpoints.changed,
  )
  if (!disabled) return
  deps.log.warn({ endpoint: endpointId, code, reason }, 'an endpoint was disabled')
  deps.alerts.send(
    endpoint.workspaceId,
    'webhookDisabled',
    `${endpoint.address} was disabled`,
    `The webhook ${endpointId} (${endpoint.address}) gets nothing more. ${reason}\n\n` +
      `Its events are kept. When the application works again: POST /api/v1/webhooks/${endpointId}/enable, then .../replay with ` +
      `{"since": "...", "status": "missing"}.\n`,
  )
}
