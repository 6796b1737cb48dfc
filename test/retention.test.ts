import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { floorUuid, newUuid } from '../src/events/ids.ts'
import { createRetention } from '../src/retention/retention.ts'
import { deleteEndpoint } from '../src/store/endpoints/write.ts'
import { routeEvents } from '../src/store/event-queue/route.ts'
import { insertEvents } from '../src/store/events/insert.ts'
import { insertReplay } from '../src/store/replays/replays.ts'
import { firstWorkspace } from '../src/store/workspaces/workspaces.ts'
import { describeStore, silent } from './support/databases.ts'
import { seedEndpoint } from './support/endpoints.ts'
import { workspacesOf } from './support/workspaces.ts'

const DAY_MS = 86_400_000

describeStore('retention', (store) => {
  let workspaceId: string
  const old = new Date(Date.now() - 31 * DAY_MS)
  beforeEach(async () => {
    const database = store.database()
    workspaceId = (await firstWorkspace(database)).id
    for (const table of [
      'events',
      'event_queue',
      'deliveries',
      'attempts',
      'messages',
      'endpoints',
      'replays',
    ] as const)
      await database.db.deleteFrom(table).execute()
  })

  // The time of a UUIDv7 is in its first 48 bits.
  const idAt = (at: Date) => floorUuid(at).slice(0, 14) + newUuid().slice(14)
  const events = async (count: number, at: Date) => {
    const ids = Array.from({ length: count }, () => idAt(at))
    await insertEvents(
      store.database(),
      workspaceId,
      ids.map((id) => ({
        id,
        platform: 'instagram',
        accountId: undefined,
        type: 'message.received',
        dedupKey: newUuid(),
        occurredAt: at,
        receivedAt: at,
        senderId: undefined,
        conversationKey: undefined,
        data: '{}',
        raw: '{}',
      })),
      undefined,
    )
    return ids.toSorted()
  }
  const route = (eventIds: readonly string[], endpointId: string) =>
    routeEvents(
      store.database().hot,
      workspaceId,
      eventIds.map((id) => ({ id, accountId: undefined })),
      eventIds.map((eventId) => ({
        id: newUuid(),
        eventId,
        endpointId,
        orderingKey: undefined,
        dueAt: new Date(),
        owner: undefined,
        createdAt: new Date(),
      })),
    )
  const sweep = async (eventDays = 30) => {
    const days = { events: () => eventDays, inbox: () => undefined }
    const retention = createRetention(store.database(), workspacesOf(workspaceId), days, silent)
    const deleted = await retention.sweep()
    await retention.stop()
    return deleted
  }
  const left = async () =>
    (await store.database().db.selectFrom('events').select('id').orderBy('id').execute()).map(({ id }) => id)
  const deliveries = () =>
    store.database().db.selectFrom('deliveries').select(['event_id', 'state', 'error']).orderBy('event_id').execute()

  it('deletes what is too old, and nothing that still waits, however much of it comes first', async () => {
    const endpoint = await seedEndpoint(store.database().db, workspaceId)
    const waiting = await events(600, new Date(old.getTime() - DAY_MS))
    const done = await events(700, old)
    const [queued = '', ...rest] = done
    const young = await events(1, new Date())
    await route(waiting, endpoint)
    await store
      .database()
      .db.deleteFrom('event_queue')
      .where('event_id', 'in', [...rest, ...young])
      .execute()
    expect(await sweep()).toBe(699)
    expect(await left()).toEqual([...waiting, queued, ...young])
  })

  it('goes on with the rest when a part of it fails', async () => {
    const { db } = store.database()
    await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''not now''; end'`.execute(
      db,
    )
    await sql`create trigger refuse before delete on messages for each statement execute function refuse()`.execute(db)
    await events(3, old)
    await db.deleteFrom('event_queue').execute()
    expect(await sweep()).toBe(3)
    await sql`drop function refuse() cascade`.execute(db)
  })

  it('gives up what waits for an endpoint that is gone, also when events are kept for ever', async () => {
    const { db } = store.database()
    const gone = await seedEndpoint(db, workspaceId)
    const there = await seedEndpoint(db, workspaceId)
    const [first = '', second = '', third = ''] = await events(3, old)
    const selection = { since: old.toISOString(), until: old.toISOString(), events: ['*'], status: 'all' } as const
    await store.database().transaction((trx) => deleteEndpoint(trx, workspaceId, gone))
    // What was matched, or begun, just before.
    await route([first, second], gone)
    await insertReplay(db, { workspaceId, id: newUuid(), endpointId: gone, selection, total: 1 })
    await insertReplay(db, { workspaceId, id: newUuid(), endpointId: there, selection, total: 1 })
    await route([third], there)
    await sweep(0)
    expect(await deliveries()).toEqual([
      { event_id: first, state: 'failed', error: 'endpoint deleted' },
      { event_id: second, state: 'failed', error: 'endpoint deleted' },
      { event_id: third, state: 'pending', error: null },
    ])
    const replays = await db.selectFrom('replays').select(['endpoint_id', 'state']).execute()
    expect(replays.find((replay) => replay.endpoint_id === gone)?.state).toBe('cancelled')
    expect(replays.find((replay) => replay.endpoint_id === there)?.state).toBe('running')
    expect(await sweep()).toBe(2)
    expect(await left()).toEqual([third])
  })

  it('takes deliveries and queue rows away whose event is gone', async () => {
    const { db } = store.database()
    const endpoint = await seedEndpoint(db, workspaceId)
    const [lost = '', queued = '', kept = ''] = await events(3, old)
    const [young = ''] = await events(1, new Date())
    await route([lost, kept, young], endpoint)
    await db.deleteFrom('events').where('id', 'in', [lost, queued]).execute()
    await sweep()
    expect((await deliveries()).map((row) => row.event_id)).toEqual([kept, young])
    expect(await db.selectFrom('event_queue').select('event_id').execute()).toEqual([])
  })
})
