import { beforeAll, expect, it } from 'vitest'
import { newUuid, toPublicId } from '../src/events/ids.ts'
import type { StoredEvent } from '../src/events/stored.ts'
import { createDirectory, type Directory } from '../src/inbox/directory.ts'
import { createInboxHandler } from '../src/inbox/handler.ts'
import { prepareEvents } from '../src/process/prepare.ts'
import { storeRouting } from '../src/process/store-routing.ts'
import type { Database } from '../src/store/database.ts'
import { createIdWindow } from '../src/store/events/id-window.ts'
import { insertEvents } from '../src/store/events/insert.ts'
import { describeStore } from './support/databases.ts'

const START = Date.UTC(2026, 0, 10, 12)

describeStore('who an event is about', (store) => {
  let database: Database
  let workspaceId: string
  let accountId: string
  let directory: Directory
  beforeAll(() => {
    database = store.database()
  })
  const fresh = () => {
    workspaceId = newUuid()
    accountId = newUuid()
    directory = createDirectory(database)
  }
  const event = (type: string, data: object, at = 0): StoredEvent => ({
    workspaceId,
    id: newUuid(),
    platform: 'whatsapp',
    accountId,
    type,
    occurredAt: new Date(START + at),
    receivedAt: new Date(START + at),
    senderId: 'somebody',
    conversationKey: undefined,
    data: JSON.stringify(data),
    raw: '{}',
  })
  const said = (sender: object, conversationId: string, more: object = {}, at = 0) =>
    event('message.received', { messageId: newUuid(), conversationId, type: 'dm', sender, content: 'Hi', ...more }, at)
  const handle = async (events: readonly StoredEvent[], by = directory) => {
    const handlers = [createInboxHandler(by)]
    await insertEvents(
      database,
      workspaceId,
      events.map((each) => ({ ...each, dedupKey: each.id })),
      undefined,
    )
    const prepared = await prepareEvents(handlers, events)
    const ready = prepared.flatMap((each) => (each.state === 'ready' ? [each.event] : []))
    await storeRouting(database, createIdWindow(), workspaceId, handlers, ready, [])
    return ready
  }
  const added = async (...events: StoredEvent[]) => (await handle(events)).map(({ additions }) => additions)
  const rows = async (table: 'contacts' | 'conversations' | 'identities') =>
    await database.db.selectFrom(table).selectAll().where('workspace_id', '=', workspaceId).execute()

  it('adds the conversation and the contact to the data, after what the platform gave', async () => {
    fresh()
    const given = said({ id: '1' }, '1')
    const [routed] = await handle([given])
    const { conversationId = '', contactId = '' } = routed?.additions ?? {}
    expect(routed?.data).toBe(
      `${given.data.slice(0, -1)},"conversation":"${toPublicId('conversation', conversationId)}","contact":"${toPublicId('contact', contactId)}"}`,
    )
    const [stored] = await database.db
      .selectFrom('event_additions')
      .selectAll()
      .where('event_id', '=', given.id)
      .execute()
    expect(stored).toMatchObject({ conversation_id: conversationId, contact_id: contactId, members: null })
  })

  it('keeps the oldest word for a person whom the platform calls otherwise later', async () => {
    fresh()
    const first = said({ id: '4915', phone: '4915' }, '4915')
    const [before] = await added(first)
    const [both] = await added(said({ id: 'US.1', phone: '4915' }, 'US.1'))
    const [after] = await added(said({ id: 'US.1' }, 'US.1'))
    expect(both).toEqual({ ...before, members: { conversationId: '4915' } })
    expect(after).toEqual(both)
    expect(await rows('conversations')).toMatchObject([{ key: '4915', kind: 'person' }])
  })

  it('makes one of two people whom the platform shows to be one', async () => {
    fresh()
    const [older] = await added(said({ id: 'US.1' }, 'US.1', {}, 1000))
    const [younger] = await added(said({ id: '4915', phone: '4915', name: 'Ann' }, '4915', {}, 2000))
    expect(younger?.contactId).not.toBe(older?.contactId)
    const [both] = await added(said({ id: 'US.1', phone: '4915' }, 'US.1', {}, 3000))
    expect(both).toEqual(older)
    const [again] = await added(said({ id: '4915' }, '4915', {}, 4000))
    expect(again).toMatchObject({ contactId: older?.contactId, conversationId: older?.conversationId })
    expect(await rows('contacts')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: older?.contactId, merged_into: null, name: 'Ann' }),
        expect.objectContaining({ id: younger?.contactId, merged_into: older?.contactId }),
      ]),
    )
    const [, gone] = (await rows('conversations')).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(gone).toMatchObject({ id: younger?.conversationId, merged_into: older?.conversationId })
  })

  it('writes to the conversation that another process merged it into', async () => {
    fresh()
    const stale = createDirectory(database)
    const [older] = await added(said({ id: 'US.1' }, 'US.1'))
    const [younger] = await handle([said({ id: '4915', phone: '4915' }, '4915')], stale)
    await added(said({ id: 'US.1', phone: '4915' }, 'US.1'))
    const [late] = await handle([said({ id: '4915', phone: '4915' }, '4915', { messageId: 'late' }, 60_000)], stale)
    expect(late?.additions?.conversationId).toBe(younger?.additions?.conversationId)
    const kept = (await rows('conversations')).find((row) => 'id' in row && row.id === older?.conversationId)
    expect(kept).toMatchObject({ last_message_id: 'late', last_inbound_at: new Date(START + 60_000) })
  })

  it('agrees with other processes on who is who', async () => {
    fresh()
    const directories = [directory, createDirectory(database), createDirectory(database)]
    const people = Array.from({ length: 20 }, (_, n) => ({ id: `p${n}`, phone: `49${n}` }))
    const results = await Promise.all(
      directories.map((by, index) =>
        handle(
          people.toSorted(() => index - 1).map((person) => said(person, person.id)),
          by,
        ),
      ),
    )
    const contacts = new Set(results.flat().map((each) => each.additions?.contactId))
    expect(contacts.size).toBe(20)
    expect(await rows('contacts')).toHaveLength(20)
    expect(await rows('conversations')).toHaveLength(20)
    expect(await rows('identities')).toHaveLength(40)
  })

  it('knows who spoke in a group', async () => {
    fresh()
    const [inGroup, alone] = await added(said({ id: 'u1' }, 'g1', { type: 'group' }), said({ id: 'u1' }, 'u1'))
    expect(inGroup?.contactId).toBe(alone?.contactId)
    expect(inGroup?.conversationId).not.toBe(alone?.conversationId)
    expect(await rows('conversations')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'g1', kind: 'group', contact_id: null }),
        expect.objectContaining({ key: 'u1', kind: 'person', contact_id: alone?.contactId }),
      ]),
    )
  })

  it('knows who commented, without a conversation', async () => {
    fresh()
    const comment = event('comment.created', {
      commentId: 'c1',
      content: 'Nice',
      author: { id: 'u1', username: 'ann' },
    })
    const [commented] = await added(comment)
    expect(commented).toEqual({ contactId: expect.any(String) })
    expect(await rows('conversations')).toEqual([])
    const [wrote] = await added(said({ id: 'u1' }, 'u1'))
    expect(wrote).toMatchObject({ contactId: commented?.contactId, conversationId: expect.any(String) })
    expect(await rows('contacts')).toMatchObject([{ username: 'ann' }])
  })

  it('asks the store nothing about a person whom it knows', async () => {
    fresh()
    await added(said({ id: '1', phone: '1' }, '1'))
    const asked: string[] = []
    const watched: Database = {
      ...database,
      hot: (statement, ...rest) => {
        asked.push(statement.name)
        return database.hot(statement, ...rest)
      },
    }
    const by = createDirectory(watched)
    await handle([said({ id: '1', phone: '1' }, '1')], by)
    expect(asked).toEqual(['find_parties'])
    await handle([said({ id: '1', phone: '1' }, '1')], by)
    expect(asked).toEqual(['find_parties'])
  })
})
