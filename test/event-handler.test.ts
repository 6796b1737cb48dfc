import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { newUuid } from '../src/events/ids.ts'
import type { StoredEvent } from '../src/events/stored.ts'
import type { EventHandler } from '../src/process/handler.ts'
import { storeRouting } from '../src/process/store-routing.ts'
import type { Database } from '../src/store/database.ts'
import { createIdWindow } from '../src/store/events/id-window.ts'
import { insertEvents } from '../src/store/events/insert.ts'
import { describeStore } from './support/databases.ts'
import { troubled } from './support/troubled.ts'

/** A feature of twenty lines: it notes who asks for a price, in a table of its own, and emits an event of it. */
const NOTE = {
  name: 'note_questions',
  text: `insert into questions (workspace_id, event_id, text)
    select $1::uuid, * from unnest($2::uuid[], $3::text[]) order by 2 on conflict do nothing`,
}
const questions: EventHandler = {
  name: 'questions',
  wants: ({ type, data }) => type === 'message.received' && data.includes('price'),
  async apply(tx, events) {
    const ids = events.map(({ id }) => id)
    void tx.run(NOTE, [events[0]?.workspaceId, ids, events.map(({ data }) => data)])
    const emitted = events.map((cause) => ({
      cause,
      type: 'mention.created' as const,
      subject: 'price',
      data: { mentionId: cause.id, platform: 'instagram', source: 'query' },
    }))
    return { emitted }
  },
}

const STATEMENTS = ['route_events', 'note_questions', 'wait_for_disk', 'insert_events', 'commit']

describeStore('a handler that writes and emits in the routing transaction', (store) => {
  let database: Database
  let workspaceId: string
  beforeAll(async () => {
    database = store.database()
    await sql`create table questions (workspace_id uuid, event_id uuid, text text, primary key (workspace_id, event_id))`.execute(
      database.db,
    )
  })
  const pending = async (): Promise<StoredEvent[]> => {
    workspaceId = newUuid()
    const events = ['the price?', 'hello', 'which price'].map((content) => ({
      workspaceId,
      id: newUuid(),
      platform: 'instagram',
      accountId: newUuid(),
      type: 'message.received',
      occurredAt: new Date(),
      receivedAt: new Date(),
      senderId: '1',
      conversationKey: '1',
      data: JSON.stringify({ content }),
      raw: '{}',
    }))
    await insertEvents(
      database,
      workspaceId,
      events.map((event) => ({ ...event, dedupKey: event.id })),
      undefined,
    )
    return events
  }
  const route = (by: Database, events: readonly StoredEvent[], endpointId: string) =>
    storeRouting(
      by,
      createIdWindow(),
      workspaceId,
      [questions],
      events,
      events.map(({ id }) => ({
        id,
        eventId: id,
        endpointId,
        orderingKey: undefined,
        dueAt: new Date(),
        owner: undefined,
        createdAt: new Date(),
      })),
    )
  /** How much of the batch is stored. */
  const stored = async () => {
    const { rows } = await sql<{ noted: number; delivered: number; emitted: number; queued: number }>`select
      (select count(*)::int from questions where workspace_id = ${workspaceId}) as noted,
      (select count(*)::int from deliveries where workspace_id = ${workspaceId}) as delivered,
      (select count(*)::int from events where workspace_id = ${workspaceId} and type = 'mention.created') as emitted,
      (select count(*)::int from event_queue where workspace_id = ${workspaceId}) as queued`.execute(database.db)
    return rows[0]
  }
  const NOTHING = { noted: 0, delivered: 0, emitted: 0, queued: 3 }
  const ALL = { noted: 2, delivered: 3, emitted: 2, queued: 2 }

  it('stores table, deliveries and events together, and nothing twice when it runs again', async () => {
    const events = await pending()
    const endpointId = newUuid()
    expect((await route(database, events, endpointId)).emitted).toBe(true)
    expect(await stored()).toEqual(ALL)
    await route(database, events, endpointId)
    expect(await stored()).toEqual(ALL)
  })

  it.each(STATEMENTS)('agrees when the connection is lost before %s', async (name) => {
    const events = await pending()
    const trouble = troubled(database)
    trouble.cutNext(name)
    await expect(route(trouble.database, events, newUuid())).rejects.toThrow()
    expect(await stored()).toEqual(NOTHING)
    await route(trouble.database, events, newUuid())
    expect(await stored()).toEqual(ALL)
  })

  it.each(STATEMENTS)('agrees when the answer to %s is lost', async (name) => {
    const events = await pending()
    const trouble = troubled(database)
    trouble.loseNext(name)
    await route(trouble.database, events, newUuid()).catch(() => undefined)
    expect([NOTHING, ALL]).toContainEqual(await stored())
    await route(trouble.database, events, newUuid())
    expect(await stored()).toEqual(ALL)
  })

  it.each(STATEMENTS.slice(0, -1))('agrees when the server ends the connection after %s', async (name) => {
    const events = await pending()
    const dying: Database = {
      ...database,
      hotTransaction: (work, timeoutMs) =>
        database.hotTransaction(
          (tx) =>
            work({
              run(statement, values) {
                const answer = tx.run<never>(statement, values)
                if (statement.name === name)
                  void tx.run({ name: 'die', text: 'select pg_terminate_backend(pg_backend_pid())' }, [])
                return answer
              },
            }),
          timeoutMs,
        ),
    }
    await expect(route(dying, events, newUuid())).rejects.toThrow()
    expect(await stored()).toEqual(NOTHING)
    await route(database, events, newUuid())
    expect(await stored()).toEqual(ALL)
  })
})
