import { setTimeout as sleep } from 'node:timers/promises'
import { deliveryIdOf } from '../routing/delivery-id.ts'
import { type AttemptRow, attemptsOf } from '../store/attempts/read.ts'
import type { Database, Executor } from '../store/database.ts'
import { insertDelivery } from '../store/deliveries/insert.ts'
import { findDelivery } from '../store/deliveries/read.ts'
import type { EndpointRow } from '../store/endpoints/read.ts'
import { insertHubEvent } from '../store/events/events.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { DeliveryState } from '../store/schema.ts'

const TYPE = 'webhook.test'
const LOOK_MS = 50

/** A test event on its way to one endpoint; uuids. */
export interface SentTest {
  readonly eventId: string
  readonly deliveryId: string
}

/** Stores a test event for one endpoint, with its delivery: it goes the way of every other. */
export async function sendTest(database: Database, window: IdWindow, endpoint: EndpointRow): Promise<SentTest> {
  const workspaceId = endpoint.workspace_id
  const opened = window.open(1)
  try {
    const [eventId = ''] = opened.ids
    const deliveryId = deliveryIdOf({ id: eventId, type: TYPE }, endpoint.id)
    const at = new Date()
    const data = JSON.stringify({ message: 'This is a test webhook event' })
    await database.transaction(async (trx) => {
      await insertHubEvent(trx, workspaceId, { id: eventId, dedupKey: eventId, type: TYPE, at, data })
      await insertDelivery(trx, workspaceId, { id: deliveryId, eventId, endpointId: endpoint.id, at })
    })
    return { eventId, deliveryId }
  } finally {
    opened.close()
  }
}

export interface FirstAttempt {
  readonly state: DeliveryState
  /** Undefined while there is none. */
  readonly attempt: AttemptRow | undefined
}

/** Waits until a delivery had its first attempt, at most `withinMs` and until the hub stops. */
export async function firstAttempt(
  executor: Executor,
  workspaceId: string,
  deliveryId: string,
  withinMs: number,
  stopping: () => boolean,
): Promise<FirstAttempt> {
  const end = performance.now() + withinMs
  for (;;) {
    const [attempt] = await attemptsOf(executor, workspaceId, deliveryId)
    if (attempt || performance.now() >= end || stopping()) {
      const delivery = await findDelivery(executor, workspaceId, deliveryId)
      return { state: delivery?.state ?? 'pending', attempt }
    }
    await sleep(LOOK_MS)
  }
}
