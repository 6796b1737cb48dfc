import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { createRecorder } from '../../src/deliver/recorder.ts'
import { floorUuid, newUuid } from '../../src/events/ids.ts'
import { createDatabaseClock } from '../../src/lib/clock.ts'
import { type AttemptRecord, recordAttempts } from '../../src/store/attempts/record.ts'
import { claimDeliveries } from '../../src/store/deliveries/claim.ts'
import { claimOrderedDeliveries } from '../../src/store/deliveries/claim-ordered.ts'
import { StoreUnavailableError } from '../../src/store/errors.ts'
import { claimEvents } from '../../src/store/event-queue/claim.ts'
import { describeStore, silent } from '../support/databases.ts'

const WORKSPACE = '0192f0c1-2345-7abc-8def-0123456789ab'
const OWNER = newUuid()
/** A little ahead: what was just made due by the clock of the database is due. */
const claimer = () => ({ owner: OWNER, now: new Date(Date.now() + 10) })
const inAMinute = () => new Date(Date.now() + 60_000)
const LATER = floorUuid(new Date(Date.now() + 86_400_000))

describeStore('claims', (store) => {
  const run = async (query: ReturnType<typeof sql>) => (await query.execute(store.database().db)).rows
  /** Ids that sort by their number. */
  const numbered = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
  const numberedSql = sql.raw(`('01900000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid`)

  beforeEach(async () => {
    await run(sql`truncate events, event_queue, deliveries, attempts`)
  })

  /** Events 1 to `count`, of as many conversations as said, one after the other. */
  const events = (count: number, conversations: number, raw = '{}') =>
    run(sql`insert into events (workspace_id, id, platform, type, dedup_key, occurred_at, received_at, conversation_key, data, raw)
      select ${WORKSPACE}::uuid, ${numberedSql}, 'instagram', 'message.received', gen_random_uuid(), now(), now(),
        'c' || (g % ${conversations}::int4), '{}', ${raw}::text from generate_series(1, ${count}::int4) g`)
  /** Deliveries of the events `from` to `to`, with the number of their event as id. */
  const deliveries = (endpoint: string, from: number, to: number, dueInSeconds = 0, conversations = 1) =>
    run(sql`insert into deliveries (workspace_id, id, event_id, endpoint_id, due_at, ordering_key, created_at)
      select ${WORKSPACE}::uuid, ${numberedSql}, ${numberedSql}, ${endpoint}::uuid,
        now() + ${dueInSeconds}::int4 * interval '1 second', ' c' || (g % ${conversations}::int4), now()
      from generate_series(${from}::int4, ${to}::int4) g`)
  const ordered = async (endpoint: string, horizon = LATER, limit = 256) => {
    const requests = [{ endpointId: endpoint, limit, until: inAMinute() }]
    const { jobs, more } = await claimOrderedDeliveries(store.database(), WORKSPACE, claimer(), requests, horizon)
    return { ids: jobs.map((job) => job.id), more: more.has(endpoint) }
  }
  const attempt = (n: number, rest: Partial<AttemptRecord> = {}): AttemptRecord => ({
    workspaceId: WORKSPACE,
    deliveryId: numbered(n),
    endpointId: numbered(n),
    accountId: undefined,
    id: newUuid(),
    number: 1,
    startedAt: new Date(),
    durationMs: 1,
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
  const record = (...records: AttemptRecord[]) => recordAttempts(store.database(), WORKSPACE, records, new Date())

  it('take the first of each conversation, and the next as soon as it is done', async () => {
    const endpoint = newUuid()
    await events(6, 2)
    await deliveries(endpoint, 1, 6, 0, 2)
    expect((await ordered(endpoint)).ids).toEqual([numbered(1), numbered(2)])
    expect((await ordered(endpoint)).ids).toEqual([])
    await record(attempt(2))
    expect((await ordered(endpoint)).ids).toEqual([numbered(4)])
    await record(attempt(1, { state: 'failed', outcome: 'failure', statusCode: 404 }))
    expect((await ordered(endpoint)).ids).toEqual([numbered(3)])
  })

  it('let nothing pass a delivery that waits for its retry, and look through what it holds up only once', async () => {
    const endpoint = newUuid()
    const other = newUuid()
    await events(5001, 100)
    await deliveries(endpoint, 1, 100, 3600, 100)
    await deliveries(endpoint, 101, 5000, 0, 100)
    await deliveries(other, 5001, 5001)
    let claims = 0
    while ((await ordered(endpoint)).more) claims++
    expect(claims).toBe(Math.floor(4900 / 256))
    const [due] = await run(
      sql`select count(*)::int4 as n from deliveries where due_at <= now() and endpoint_id = ${endpoint}::uuid`,
    )
    expect(due).toEqual({ n: 0 })
    expect((await ordered(other)).ids).toEqual([numbered(5001)])
    await record(attempt(7))
    expect((await ordered(endpoint)).ids).toEqual([numbered(107)])
  })

  it('wait for earlier events of the conversation that are not processed yet, not for those of others', async () => {
    const endpoint = newUuid()
    await events(6000, 3000)
    await run(sql`insert into event_queue (workspace_id, event_id, due_at)
      select ${WORKSPACE}::uuid, ${numberedSql}, now() + interval '1 hour' from generate_series(1, 1500) g`)
    await deliveries(endpoint, 3001, 6000, 0, 3000)
    const taken = new Set<string>()
    for (let claim = 0; claim < 20; claim++) for (const id of (await ordered(endpoint)).ids) taken.add(id)
    expect(taken.size).toBe(1500)
    expect(taken.has(numbered(3001))).toBe(false)
    expect(taken.has(numbered(4501))).toBe(true)
    await run(sql`delete from event_queue`)
    await run(sql`update deliveries set due_at = now() - interval '1 hour' where id = ${numbered(3001)}::uuid`)
    expect((await ordered(endpoint)).ids).toContain(numbered(3001))
  })

  it('wait for events that may still be stored', async () => {
    const endpoint = newUuid()
    await events(2, 2)
    await deliveries(endpoint, 1, 2, 0, 2)
    expect((await ordered(endpoint, numbered(2))).ids).toEqual([numbered(1)])
    await run(sql`update deliveries set due_at = now() where id = ${numbered(2)}::uuid`)
    expect((await ordered(endpoint)).ids).toEqual([numbered(2)])
  })

  it('are bounded by the bytes of their answer', async () => {
    const endpoint = newUuid()
    const noise = Array.from({ length: 40_000 }, () => newUuid()).join('')
    await events(24, 24, noise)
    await deliveries(endpoint, 1, 24, 0, 24)
    const plain = () =>
      claimDeliveries(store.database(), WORKSPACE, claimer(), [
        { endpointId: endpoint, limit: 256, until: inAMinute() },
      ])
    const first = await plain()
    expect(first.length).toBeGreaterThan(1)
    expect(first.length).toBeLessThan(20)
    await run(sql`update deliveries set due_at = now()`)
    const second = await ordered(endpoint)
    expect(second.ids).toHaveLength(first.length)
    expect(second.more).toBe(true)
    expect((await ordered(endpoint)).ids.length + first.length).toBe(24)
    await run(sql`insert into event_queue (workspace_id, event_id, due_at) select workspace_id, id, now() from events`)
    const claimed = () =>
      claimEvents(store.database(), WORKSPACE, Date.now() + 10, { owner: OWNER, until: Date.now() + 60_000 }, 400)
    const claims = [await claimed(), await claimed()]
    expect(claims.map(({ length }) => length)).toEqual([first.length, 24 - first.length])
  })

  it('see an attempt whose answer got lost as it is when it is written again', async () => {
    const endpoint = newUuid()
    await events(3, 1)
    await deliveries(endpoint, 1, 3)
    let lose = true
    const flaky = {
      ...store.database(),
      hot: async <Row>(...parameters: Parameters<ReturnType<typeof store.database>['hot']>): Promise<Row[]> => {
        const rows = await store.database().hot<Row>(...parameters)
        if (!lose) return rows
        lose = false
        throw new StoreUnavailableError('away', 'the answer got lost')
      },
    }
    const recorder = createRecorder(flaky, createDatabaseClock(), silent, () => {})
    recorder.add(attempt(1))
    recorder.add(
      attempt(2, { state: 'pending', outcome: 'retry', statusCode: 500, dueAt: new Date(Date.now() + 60_000) }),
    )
    await recorder.drain(10_000)
    recorder.add(attempt(3))
    await recorder.drain(10_000)
    expect(
      await run(
        sql`select state, attempts, due_at > now() + interval '30 seconds' as later from deliveries order by id`,
      ),
    ).toEqual([
      { state: 'delivered', attempts: 1, later: false },
      { state: 'pending', attempts: 1, later: true },
      { state: 'delivered', attempts: 1, later: false },
    ])
    expect(await run(sql`select count(*)::int4 as n from attempts`)).toEqual([{ n: 3 }])
  })
})
