import type { Destination, DestinationConfig } from '../destinations/destination.ts'
import type { Destinations } from '../destinations/index.ts'
import { messageOf } from '../errors.ts'
import type { Vault } from '../lib/vault.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'
import { type LoadedEndpoint, loadEndpoints } from '../store/endpoints/load.ts'
import { follow } from '../store/followed.ts'
import type { EndpointFormat, EndpointState } from '../store/schema.ts'

/** A webhook, as the stages use it. Durations are milliseconds. */
export interface Endpoint {
  readonly workspaceId: string
  readonly id: string
  readonly destination: Destination
  readonly config: DestinationConfig
  /** Where it delivers to, for people. */
  readonly address: string
  readonly events: readonly string[]
  /** Account uuids; undefined: all. */
  readonly accounts: readonly string[] | undefined
  /** Parsed JSON of the filter; undefined: none. */
  readonly filter: unknown
  readonly format: EndpointFormat
  readonly retryScheduleMs: readonly number[] | undefined
  readonly timeoutMs: number | undefined
  /** Deliveries per second; undefined: no limit. */
  readonly rateLimit: number | undefined
  readonly ordering: 'none' | 'conversation'
  readonly state: EndpointState
  readonly secret: string
  readonly previousSecret: string | undefined
  readonly previousSecretUntil: Date | undefined
  /** Failed attempts since the last success, when it was read. */
  readonly failures: number
}

/** All endpoints, in memory. */
export interface EndpointRegistry {
  all(): readonly Endpoint[]
  byId(id: string): Endpoint | undefined
  /** Endpoints were changed in the store: reads them again and notifies the other processes. Never rejects. */
  changed(): Promise<void>
  onChange(listener: () => void): void
  close(): void
}

const CHANNEL = 'hubbub_endpoints'

export async function createEndpointRegistry(
  database: Database,
  vault: Vault,
  destinations: Destinations,
  log: Logger,
): Promise<EndpointRegistry> {
  let endpoints: readonly Endpoint[] = []
  let index = new Map<string, Endpoint>()
  let fingerprint = ''
  const listeners: (() => void)[] = []

  const take = (rows: readonly LoadedEndpoint[]) => {
    const found = JSON.stringify(rows.map((row) => [row.id, row.updated_at, row.state, row.failures > 0]))
    if (found === fingerprint) return
    fingerprint = found
    endpoints = rows.flatMap((row) => {
      try {
        return [toEndpoint(row, vault, destinations)]
      } catch (error) {
        log.error(
          { endpoint: row.id, error: messageOf(error) },
          'an endpoint cannot be used; are the version and the encryption key those that it was stored with?',
        )
        return []
      }
    })
    index = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]))
    for (const listener of listeners) listener()
  }
  const followed = await follow(database, {
    channel: CHANNEL,
    what: 'endpoints',
    read: () => loadEndpoints(database),
    take,
    log,
  })

  return {
    all: () => endpoints,
    byId: (id) => index.get(id),
    changed: followed.changed,
    onChange: (listener) => void listeners.push(listener),
    close: followed.close,
  }
}

function toEndpoint(row: LoadedEndpoint, vault: Vault, destinations: Destinations): Endpoint {
  const destination = destinations.of(row.kind)
  return {
    workspaceId: row.workspace_id,
    id: row.id,
    destination,
    config: row.config,
    address: destination.addressOf(row.config),
    events: row.events,
    accounts: row.accounts ?? undefined,
    filter: row.filter === null ? undefined : JSON.parse(row.filter),
    format: row.format,
    retryScheduleMs: row.retry_schedule?.map((seconds) => seconds * 1000),
    timeoutMs: row.timeout_ms ?? undefined,
    rateLimit: row.rate_limit ?? undefined,
    ordering: row.ordering,
    state: row.state,
    secret: vault.open(row.secret_sealed),
    previousSecret: row.previous_secret_sealed ? vault.open(row.previous_secret_sealed) : undefined,
    previousSecretUntil: row.previous_secret_until ?? undefined,
    failures: row.failures,
  }
}
