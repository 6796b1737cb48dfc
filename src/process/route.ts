import type { EndpointRegistry } from '../endpoints/registry.ts'
import { type StoredEvent, sizeOf } from '../events/stored.ts'
import type { Clock } from '../lib/clock.ts'
import type { Reservation } from '../queue/reservation.ts'
import { deliveryIdOf } from '../routing/delivery-id.ts'
import { createMatcher } from '../routing/match.ts'
import { orderingKeyOf } from '../routing/ordering-key.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import type { DeliveryJob } from '../store/deliveries/claim.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import type { NewDelivery } from '../store/event-queue/route.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { EventHandler } from './handler.ts'
import { storeRouting } from './store-routing.ts'

/** Where new deliveries go when there is room for them in memory. */
export interface DeliveryHandover {
  /** Room for deliveries of one endpoint that are about to be stored; undefined: they are to be due in the store. */
  reserve(endpointId: string, rows: number, bytes: number): Reservation<DeliveryJob> | undefined
  /** Deliveries of these endpoints became due in the store. */
  due(endpointIds: Iterable<string>): void
}

interface RouteDependencies {
  readonly database: Database
  readonly endpoints: EndpointRegistry
  readonly accounts: AccountDirectory
  readonly deliveries: DeliveryHandover | undefined
  readonly handlers: readonly EventHandler[]
  readonly window: IdWindow
  readonly clock: Clock
  /** Handlers emitted events, which are due now. */
  onEmitted(workspaceId: string): void
  /** Deliveries became due in the store, and another process sends them. */
  onDue(workspaceId: string): void
  /** Events were routed at a time, in milliseconds of the clock. */
  onRouted(events: readonly StoredEvent[], at: number): void
}

/** The new deliveries of one endpoint. */
interface Share {
  readonly jobs: DeliveryJob[]
  readonly keys: (string | undefined)[]
  bytes: number
}

/** Turns events of one workspace into deliveries of the endpoints that want them, in one transaction. */
export function createRouter(deps: RouteDependencies): (events: readonly StoredEvent[]) => Promise<void> {
  const compile = () => createMatcher(deps.endpoints.all(), deps.accounts.byId)
  let matcher = compile()
  deps.endpoints.onChange(() => {
    matcher = compile()
  })

  const share = (events: readonly StoredEvent[], createdAt: Date): Map<string, Share> => {
    const shares = new Map<string, Share>()
    for (const event of events) {
      for (const endpoint of matcher.match(event)) {
        const own = shares.get(endpoint.id) ?? { jobs: [], keys: [], bytes: 0 }
        if (own.jobs.length === 0) shares.set(endpoint.id, own)
        const id = deliveryIdOf(event, endpoint.id)
        own.jobs.push({ id, endpointId: endpoint.id, attempts: 0, createdAt, event })
        own.keys.push(orderingKeyOf(endpoint, event))
        own.bytes += sizeOf(event)
      }
    }
    return shares
  }

  return async (events) => {
    const workspaceId = events[0]?.workspaceId
    if (workspaceId === undefined) return
    await deps.accounts.load(
      workspaceId,
      events.flatMap(({ accountId }) => accountId ?? []),
    )
    const now = deps.clock.now()
    const shares = share(events, new Date(now))
    const rooms = new Map<string, Reservation<DeliveryJob>>()
    try {
      for (const [endpointId, { jobs, bytes }] of shares) {
        const room = deps.deliveries?.reserve(endpointId, jobs.length, bytes)
        if (room) rooms.set(endpointId, room)
      }
      const { database, window, handlers } = deps
      const { made, emitted } = await storeRouting(
        database,
        window,
        workspaceId,
        handlers,
        events,
        rowsOf(shares, rooms),
      )
      if (emitted) deps.onEmitted(workspaceId)
      for (const [endpointId, room] of rooms)
        room.fill(shares.get(endpointId)?.jobs.filter(({ id }) => made.has(id)) ?? [])
    } catch (error) {
      if (error instanceof StoreUnavailableError) for (const room of rooms.values()) room.unanswered()
      throw error
    } finally {
      for (const room of rooms.values()) room[Symbol.dispose]()
    }
    const left = [...shares.keys()].filter((endpointId) => !rooms.has(endpointId))
    if (left.length > 0) {
      if (deps.deliveries) deps.deliveries.due(left)
      else deps.onDue(workspaceId)
    }
    deps.onRouted(events, now)
  }
}

function rowsOf(
  shares: ReadonlyMap<string, Share>,
  rooms: ReadonlyMap<string, Reservation<DeliveryJob>>,
): NewDelivery[] {
  const rows: NewDelivery[] = []
  for (const [endpointId, { jobs, keys }] of shares) {
    const lease = rooms.get(endpointId)?.lease
    const until = lease && new Date(lease.until)
    for (const [index, { id, event, createdAt }] of jobs.entries()) {
      const orderingKey = keys[index]
      rows.push({
        id,
        eventId: event.id,
        endpointId,
        orderingKey,
        dueAt: until ?? createdAt,
        owner: lease?.owner,
        createdAt,
      })
    }
  }
  return rows
}
