import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { floorUuid, newUuid } from '../../src/events/ids.ts'
import { deliveryIdOf } from '../../src/routing/delivery-id.ts'
import { type AttemptRecord, recordAttempts } from '../../src/store/attempts/record.ts'
import { foldCounts, foldMinutes } from '../../src/store/counts/fold.ts'
import { LATENCY_BOUNDS_MS } from '../../src/store/counts/latency.ts'
import { giveUpDeliveries } from '../../src/store/deliveries/give-up.ts'
import { insertDelivery } from '../../src/store/deliveries/insert.ts'
import { findDelivery } from '../../src/store/deliveries/read.ts'
import { requeueDelivery } from '../../src/store/deliveries/requeue.ts'
import { supersedeDeliveries } from '../../src/store/deliveries/supersede.ts'
import { deleteEndpoint } from '../../src/store/endpoints/write.ts'
import { failEvent, toStoredEvent } from '../../src/store/event-queue/claim.ts'
import { routeEvents } from '../../src/store/event-queue/route.ts'
import { deleteOldEvents } from '../../src/store/events/delete-old.ts'
import { findEvent, requeueEvent, rewriteEvent } from '../../src/store/events/events.ts'
import { insertEvents } from '../../src/store/events/insert.ts'
import { describeStore } from '../support/databases.ts'
import { seedEndpoint } from '../support/endpoints.ts'
import { countersOf, recountOf } from '../support/recount.ts'

const HOUR_MS = 3_600_000
const TYPES = ['message.received', 'comment.created', 'event.unhandled']
const ACCOUNTS = [newUuid(), newUuid(), undefined]

describeStore('counters', (store) => {
  let workspaceId: string
  let endpoints: string[]
  beforeEach(async () => {
    workspaceId = newUuid()
    const { db } = store.database()
    endpoints = [await seedEndpoint(db, workspaceId), await seedEndpoint(db, workspaceId)]
  })

  const event = (n: number, at: Date) => ({
    id: floorUuid(at).slice(0, 14) + newUuid().slice(14),
    platform: n % 3 === 0 ? 'line' : 'instagram',
    accountId: ACCOUNTS[n % 3],
    type: TYPES[n % TYPES.length] ?? '',
    dedupKey: newUuid(),
    occurredAt: at,
    receivedAt: at,
    senderId: undefined,
    conversationKey: undefined,
    data: '{}',
    raw: '{}',
  })
  type Event = ReturnType<typeof event>
  const keep = (events: readonly Event[]) => insertEvents(store.database(), workspaceId, events, undefined)
  const deliveryOf = (of: Event, endpointId: string) => ({
    id: deliveryIdOf(of, endpointId),
    eventId: of.id,
    endpointId,
    orderingKey: undefined,
    dueAt: new Date(),
    owner: undefined,
    createdAt: new Date(),
  })
  const route = (events: readonly Event[], to: readonly string[]) =>
    routeEvents(
      store.database().hot,
      workspaceId,
      events,
      events.flatMap((each) => to.map((endpointId) => deliveryOf(each, endpointId))),
    )
  const attempt = (of: Event, endpointId: string, rest: Partial<AttemptRecord> = {}): AttemptRecord => ({
    workspaceId,
    deliveryId: deliveryIdOf(of, endpointId),
    endpointId,
    accountId: of.accountId,
    id: newUuid(),
    number: 1,
    startedAt: new Date(),
    durationMs: 12,
    outcome: 'success',
    statusCode: 200,
    code: undefined,
    error: undefined,
    responseHeaders: undefined,
    responseBody: undefined,
    state: 'delivered',
    dueAt: undefined,
    ...rest,
  })
  const retry = {
    outcome: 'retry',
    state: 'pending',
    statusCode: 500,
    code: 'http_status',
    dueAt: new Date(Date.now() + 1000),
  } as const
  const failure = { outcome: 'failure', state: 'failed', statusCode: 400, code: 'http_status' } as const
  const record = (...records: AttemptRecord[]) => recordAttempts(store.database(), workspaceId, records, new Date())
  const agree = async () => {
    const now = new Date()
    const counters = await countersOf(store.database(), workspaceId, now)
    expect(counters).toEqual(await recountOf(store.database(), workspaceId, now))
    return counters
  }
  const sumOf = (counters: Record<string, number>, ...parts: string[]) =>
    Object.entries(counters)
      .filter(([key]) => parts.every((part) => ` ${key} `.includes(` ${part} `)) && !key.startsWith('ms '))
      .reduce((sum, [, count]) => sum + count, 0)

  it('count an event once, however often it comes', async () => {
    const events = Array.from({ length: 9 }, (_, n) => event(n, new Date()))
    await keep(events)
    await keep([...events.slice(0, 5).map((each) => ({ ...each, id: newUuid() })), event(1, new Date())])
    expect(sumOf(await agree(), 'event')).toBe(10)
  })

  it('follow deliveries from waiting to their end, and events with them', async () => {
    const [first = '', second = ''] = endpoints
    const events = Array.from({ length: 6 }, (_, n) => event(n, new Date()))
    await keep(events)
    const [one, two, three, four, five, six] = events as [Event, Event, Event, Event, Event, Event]
    await route([one, two, three], [first])
    await route([four, five], [first, second])
    await route([six], [])
    expect(sumOf(await agree(), 'outcome', 'waiting')).toBe(5)
    await record(attempt(one, first), attempt(two, first, retry), attempt(three, first, failure))
    await record(attempt(four, first), attempt(five, first, failure))
    const counters = await agree()
    expect(sumOf(counters, 'outcome', 'delivered')).toBe(1)
    expect(sumOf(counters, 'outcome', 'retrying')).toBe(1)
    expect(sumOf(counters, 'outcome', 'waiting')).toBe(1)
    expect(sumOf(counters, 'outcome', 'failed')).toBe(1)
    expect(sumOf(counters, 'outcome', 'partly')).toBe(1)
    expect(sumOf(counters, 'outcome', 'none')).toBe(1)
    await record(attempt(two, first, { ...retry, number: 2, statusCode: undefined, code: 'timeout' }))
    await record(attempt(two, first, { number: 3 }), attempt(four, second), attempt(five, second))
    expect(sumOf(await agree(), 'attempt', 'timeout')).toBe(1)
  })

  it('count an attempt once that is recorded twice, and both of two that were made side by side', async () => {
    const [first = ''] = endpoints
    const one = event(0, new Date())
    await keep([one])
    await route([one], [first])
    const failed = attempt(one, first, retry)
    await record(failed)
    await record(failed, attempt(one, first, retry), attempt(one, first))
    expect(sumOf(await agree(), 'attempt')).toBe(3)
  })

  it('count one outcome of an event whose deliveries end at once in two transactions', async () => {
    const events = Array.from({ length: 40 }, (_, n) => event(n, new Date()))
    await keep(events)
    await route(events, endpoints)
    await Promise.all(
      events.flatMap((each) =>
        endpoints.map((endpointId, n) =>
          record(attempt(each, endpointId, n === 0 && each.platform === 'line' ? failure : {})),
        ),
      ),
    )
    const counters = await agree()
    expect(sumOf(counters, 'outcome', 'partly')).toBe(14)
    expect(sumOf(counters, 'outcome', 'delivered')).toBe(26)
  })

  it('follow what is retried by hand, replayed, given up, superseded and processed again', async () => {
    const { db } = store.database()
    const [first = '', second = ''] = endpoints
    const events = Array.from({ length: 5 }, (_, n) => event(n, new Date()))
    const [one, two, three, four, five] = events as [Event, Event, Event, Event, Event]
    await keep(events)
    await route([one, two], [first])
    await route([three], [])
    await record(attempt(one, first), attempt(two, first, failure))
    await agree()
    await requeueDelivery(db, workspaceId, deliveryIdOf(one, first))
    await requeueDelivery(db, workspaceId, deliveryIdOf(two, first))
    expect(sumOf(await agree(), 'outcome', 'retrying')).toBe(2)
    await record(attempt(one, first, { number: 2 }))
    // Of an event that is processed, of one that nobody got, and of one that still waits to be processed.
    for (const each of [one, three, four])
      await insertDelivery(db, workspaceId, { id: newUuid(), eventId: each.id, endpointId: second, at: new Date() })
    expect(sumOf(await agree(), 'outcome', 'waiting')).toBe(2)
    await failEvent(store.database(), await stored(five), 'broken', { state: 'failed', dueAt: Date.now() })
    await requeueEvent(db, workspaceId, five.id)
    await requeueEvent(db, workspaceId, one.id)
    await agree()
    await route([one, four, five], [first])
    await agree()
    await rewriteEvent(db, workspaceId, three.id, { ...three, type: 'message.edited' })
    await supersedeDeliveries(db, workspaceId, three.id)
    await agree()
    await store.database().transaction((trx) => deleteEndpoint(trx, workspaceId, first))
    await sql`delete from endpoints where workspace_id = ${workspaceId} and id = ${second}`.execute(db)
    await giveUpDeliveries(store.database(), workspaceId, 500)
    const counters = await agree()
    expect(sumOf(counters, 'delivery', 'waiting') + sumOf(counters, 'delivery', 'retrying')).toBe(0)
  })

  const stored = async (of: Event) => {
    const row = await findEvent(store.database().db, workspaceId, of.id)
    if (!row) throw new Error('no event')
    const added = { added_conversation: null, added_contact: null, added_members: null }
    return toStoredEvent({ ...row, ...added, event_id: row.id, workspace_id: workspaceId })
  }

  it('lower what is deleted, in quarter hours too', async () => {
    const [first = '', second = ''] = endpoints
    const old = Array.from({ length: 12 }, (_, n) => event(n, new Date(Date.now() - 30 * HOUR_MS + n * 7 * 60_000)))
    const young = Array.from({ length: 5 }, (_, n) => event(n, new Date()))
    await keep([...old, ...young])
    await route([...old.slice(0, 10), ...young], [first, second])
    await record(...[...old.slice(0, 8), ...young].map((each, n) => attempt(each, first, n % 2 ? failure : {})))
    await record(...[...old.slice(0, 7), ...young].map((each) => attempt(each, second)))
    await agree()
    await foldMinutes(store.database(), workspaceId, new Date())
    await agree()
    const before = floorUuid(new Date(Date.now() - 24 * HOUR_MS))
    expect((await deleteOldEvents(store.database(), workspaceId, before, 500)).count).toBe(7)
    await agree()
    await record(
      attempt(old[7] as Event, second),
      ...old.slice(8, 10).flatMap((each) => endpoints.map((to) => attempt(each, to))),
    )
    await deleteOldEvents(store.database(), workspaceId, before, 500)
    await foldMinutes(store.database(), workspaceId, new Date())
    expect(sumOf(await agree(), 'event')).toBe(7)
  })

  it('agree whatever happens in which order, and however it is folded', async () => {
    const step = fc.record({ what: fc.nat(9), n: fc.nat(11), to: fc.nat(1), minutesAgo: fc.nat(400), fold: fc.nat(3) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        workspaceId = newUuid()
        const { db } = store.database()
        const endpoint = [await seedEndpoint(db, workspaceId), await seedEndpoint(db, workspaceId)]
        const known: Event[] = []
        for (const { what, n, to, minutesAgo, fold } of steps) {
          const one = known[n % Math.max(1, known.length)]
          const there = endpoint[to] ?? ''
          if (!one || what === 0) {
            const made = event(n, new Date(Date.now() - minutesAgo * 60_000))
            known.push(made)
            await keep([made, made])
          } else if (what === 1) await route([one], endpoint.slice(0, n % 3))
          else if (what < 5) {
            // An attempt is made of a delivery that is there.
            const result = what === 2 ? {} : { ...(what === 3 ? retry : failure), number: 1 + (n % 3) }
            if (await findDelivery(db, workspaceId, deliveryIdOf(one, there))) await record(attempt(one, there, result))
          } else if (what === 5) await requeueDelivery(db, workspaceId, deliveryIdOf(one, there))
          else if (what === 6)
            await insertDelivery(db, workspaceId, { id: newUuid(), eventId: one.id, endpointId: there, at: new Date() })
          else if (what === 7) await requeueEvent(db, workspaceId, one.id)
          else if (what === 8) await supersedeDeliveries(db, workspaceId, one.id)
          else
            await deleteOldEvents(
              store.database(),
              workspaceId,
              floorUuid(new Date(Date.now() - minutesAgo * 60_000)),
              500,
            )
          if (fold === 0) await store.database().transaction((trx) => foldCounts(trx, workspaceId, new Date()))
          if (fold === 1) await foldMinutes(store.database(), workspaceId, new Date())
        }
        await agree()
      }),
      { numRuns: Number(process.env.RUNS ?? 15) },
    )
  })

  it('have the bounds that latencies are counted by', async () => {
    const wanted = LATENCY_BOUNDS_MS.flatMap((bound) => [bound, bound + 1])
    const { rows } = await sql<{ bucket: number }>`
      select latency_bucket(ms) as bucket from unnest(${wanted}::bigint[]) with ordinality as t(ms, n) order by n`.execute(
      store.database().db,
    )
    expect(rows.map((row) => row.bucket)).toEqual(LATENCY_BOUNDS_MS.flatMap((_, n) => [n, n + 1]))
  })
})
