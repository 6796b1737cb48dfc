import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDestinations } from '../src/destinations/index.ts'
import { createEndpointRegistry, type EndpointRegistry } from '../src/endpoints/registry.ts'
import { newUuid } from '../src/events/ids.ts'
import type { Lease } from '../src/lib/lease.ts'
import { createMetrics } from '../src/metrics.ts'
import type { EventHandler } from '../src/process/handler.ts'
import { createProcessStage, type ProcessStage } from '../src/process/stage.ts'
import { Reservation } from '../src/queue/reservation.ts'
import { createAccountDirectory } from '../src/store/accounts/directory.ts'
import type { DeliveryJob } from '../src/store/deliveries/claim.ts'
import { createIdWindow } from '../src/store/events/id-window.ts'
import { insertEvents } from '../src/store/events/insert.ts'
import { firstWorkspace } from '../src/store/workspaces/workspaces.ts'
import { describeStore, silent } from './support/databases.ts'
import { seedEndpoint, vault } from './support/endpoints.ts'
import { testRuntime } from './support/runtime.ts'
import { type TroubledStore, troubled } from './support/troubled.ts'
import { workspacesOf } from './support/workspaces.ts'

const OWNER = newUuid()
const SOON = { timeout: 15_000 }

describeStore('the process stage', (store) => {
  let trouble: TroubledStore
  let workspaceId: string
  let endpointId: string
  let endpoints: EndpointRegistry
  let stage: ProcessStage | undefined
  /** What was handed over in memory, and the hand-overs that got no answer. */
  let accepted: DeliveryJob[]
  let unanswered: number

  beforeEach(async () => {
    const database = store.database()
    trouble = troubled(database)
    workspaceId = (await firstWorkspace(database)).id
    for (const table of ['events', 'event_queue', 'deliveries', 'endpoints'] as const)
      await database.db.deleteFrom(table).execute()
    endpointId = await seedEndpoint(database.db, workspaceId)
    endpoints = await createEndpointRegistry(database, vault, createDestinations(), silent)
    accepted = []
    unanswered = 0
  })
  afterEach(async () => {
    await stage?.stop()
    stage = undefined
    endpoints.close()
  })

  const start = (handlers: readonly EventHandler[] = []) => {
    stage = createProcessStage({
      database: trouble.database,
      workspaces: workspacesOf(workspaceId),
      endpoints,
      accounts: createAccountDirectory(trouble.database, workspaceId),
      runtime: testRuntime({ owner: OWNER }),
      deliveries: {
        reserve: () =>
          new Reservation({ owner: OWNER, until: Date.now() + 60_000 }, (outcome) => {
            if (outcome.kind === 'filled') accepted.push(...outcome.jobs)
            if (outcome.kind === 'unanswered') unanswered++
          }),
        due: () => undefined,
      },
      onDue: () => undefined,
      handlers,
      window: createIdWindow(),
      statistics: { grew() {} },
      onEmitted: () => undefined,
      batchSize: 100,
      retryAttempts: 3,
      retryDelayMs: 60_000,
      metrics: createMetrics(),
      log: silent,
    })
    return stage
  }
  const insert = async (texts: readonly string[], lease?: Lease) => {
    const ids = texts.map(newUuid)
    await insertEvents(
      store.database(),
      workspaceId,
      texts.map((text, index) => ({
        id: ids[index] ?? '',
        platform: 'instagram',
        accountId: undefined,
        type: 'message.received',
        dedupKey: newUuid(),
        occurredAt: new Date(),
        receivedAt: new Date(),
        senderId: undefined,
        conversationKey: undefined,
        data: JSON.stringify({ text }),
        raw: '{}',
      })),
      lease,
    )
    return ids
  }
  const isDue = sql<boolean>`due_at <= now()`.as('due')
  const queued = async () =>
    await store
      .database()
      .db.selectFrom('event_queue')
      .select(['event_id', 'attempts', isDue])
      .orderBy('event_id')
      .execute()
  const deliveries = async () =>
    await store.database().db.selectFrom('deliveries').select(['endpoint_id', isDue]).orderBy('id').execute()

  it('tells the next stage when the answer to a routing was lost, and routes nothing twice', async () => {
    await insert(['one', 'two'])
    trouble.loseNext('route_events')
    start()
    await expect.poll(() => unanswered, SOON).toBe(1)
    await expect.poll(queued, SOON).toEqual([])
    expect(accepted).toEqual([])
    expect((await deliveries()).map((row) => row.endpoint_id)).toEqual([endpointId, endpointId])
  })

  it('hands over what it routed at the second try when the first had done nothing', async () => {
    await insert(['one'])
    trouble.cutNext('route_events')
    start()
    await expect.poll(() => accepted, SOON).toHaveLength(1)
    expect((await deliveries()).map((row) => row.due)).toEqual([false])
  })

  it('asks for events whose insert got no answer, long before their lease ends', async () => {
    const room = start().reserve(1, 10)
    const ids = await insert(['stored, and no answer came'], room?.lease)
    room?.unanswered()
    await expect.poll(() => accepted.map(({ event }) => event.id), { timeout: 30_000 }).toEqual(ids)
  })

  it('gives back what a claim brings while it stops', async () => {
    const [id] = await insert(['one'])
    const claim = trouble.holdNext('claim_events')
    const stopped = start()
    await claim.held
    expect(await queued()).toEqual([{ event_id: id, attempts: 0, due: false }])
    const stopping = stopped.stop()
    claim.release()
    await stopping
    expect(await queued()).toEqual([{ event_id: id, attempts: 0, due: true }])
    expect(accepted).toEqual([])
  })

  it('tries an event that failed at its time, and not at once with the rest of its batch', async () => {
    const [bad] = await insert(['bad', 'good'])
    let tries = 0
    trouble.loseNext('route_events')
    start([
      {
        name: 'test',
        wants: (event) => event.data.includes('bad'),
        async prepare() {
          tries++
          throw new Error('not this one')
        },
      },
    ])
    await expect.poll(() => unanswered, SOON).toBe(1)
    await expect.poll(async () => (await queued()).map((row) => row.attempts), SOON).toEqual([1])
    expect(tries).toBe(1)
    expect(await queued()).toEqual([{ event_id: bad, attempts: 1, due: false }])
  })
})
