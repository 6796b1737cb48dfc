import { beforeEach, expect, it } from 'vitest'
import { newUuid } from '../src/events/ids.ts'
import { createRetention } from '../src/retention/retention.ts'
import { createRig, type Rig } from './send/rig.ts'
import { describeStore, silent } from './support/databases.ts'
import { workspacesOf } from './support/workspaces.ts'

const DAY_MS = 86_400_000

describeStore('retention of the inbox', (store) => {
  let rig: Rig
  beforeEach(async () => {
    rig = await createRig(store.database(), { url: 'http://127.0.0.1:1/', stage: false })
  })

  const sweep = async (inbox: number | undefined, events = 30) => {
    const days = { events: () => events, inbox: () => inbox }
    const retention = createRetention(store.database(), workspacesOf(rig.workspaceId), days, silent)
    await retention.sweep()
    await retention.stop()
  }
  const count = async (table: 'conversations' | 'messages' | 'contacts' | 'identities' | 'comments' | 'steps') => {
    const { db } = store.database()
    const rows = await db.selectFrom(table).select('workspace_id').where('workspace_id', '=', rig.workspaceId).execute()
    return rows.length
  }
  const all = async () => [
    await count('conversations'),
    await count('messages'),
    await count('contacts'),
    await count('identities'),
  ]
  const said = (person: string, daysAgo: number) => rig.inbound({ person, ago: daysAgo * DAY_MS })

  it('deletes a conversation, its messages and its contact when the last message is too old', async () => {
    for (const daysAgo of [60, 50, 40]) await said('long gone', daysAgo)
    for (const daysAgo of [60, 50, 10]) await said('still here', daysAgo)
    expect(await all()).toEqual([2, 6, 2, 2])
    // Names first: an event that is under way still finds the conversation.
    await sweep(30)
    expect(await all()).toEqual([2, 6, 2, 2])
    await sweep(30)
    expect(await all()).toEqual([1, 3, 2, 1])
    await sweep(30)
    expect(await all()).toEqual([1, 3, 1, 1])
  })

  it('begins another conversation with a person who writes again', async () => {
    await said('a person', 40)
    for (let n = 0; n < 3; n++) await sweep(30)
    expect(await all()).toEqual([0, 0, 0, 0])
    const { workspaceId, accountId } = rig
    rig = await createRig(store.database(), { url: 'http://127.0.0.1:1/', stage: false, workspaceId, accountId })
    await said('a person', 0)
    expect(await all()).toEqual([1, 1, 1, 1])
  })

  it('keeps a conversation that an event found just before its names went', async () => {
    await said('a person', 40)
    await sweep(30)
    expect(await all()).toEqual([1, 1, 1, 1])
    // The names are still in the memory of the process.
    await said('a person', 0)
    for (let n = 0; n < 3; n++) await sweep(30)
    expect(await all()).toEqual([1, 2, 1, 1])
  })

  it('keeps the conversation of a message that is in line', async () => {
    await said('a person', 40)
    await rig.submit('waits', { to: 'a person' })
    for (let n = 0; n < 3; n++) await sweep(30)
    expect(await all()).toEqual([1, 2, 1, 1])
  })

  it('keeps what it kept for as long as events are, or for ever', async () => {
    await said('a person', 40)
    for (let n = 0; n < 3; n++) await sweep(0)
    for (let n = 0; n < 3; n++) await sweep(undefined, 50)
    for (let n = 0; n < 3; n++) await sweep(undefined, 0)
    expect(await all()).toEqual([1, 1, 1, 1])
    for (let n = 0; n < 3; n++) await sweep(undefined)
    expect(await all()).toEqual([0, 0, 0, 0])
  })

  it('deletes a conversation of any length', async () => {
    await said('talkative', 40)
    const { db } = store.database()
    const { id, conversation_id } = await db
      .selectFrom('messages')
      .select(['id', 'conversation_id'])
      .where('workspace_id', '=', rig.workspaceId)
      .executeTakeFirstOrThrow()
    const at = new Date(Date.now() - 40 * DAY_MS)
    const rows = Array.from({ length: 1200 }, () => ({
      ...{
        workspace_id: rig.workspaceId,
        id: newUuid(),
        account_id: rig.accountId,
        platform: 'instagram',
        conversation_id,
      },
      ...{ conversation_key: 'k', recipient: 'k', type: 'text', content: '{}', sent_by: 'me', fingerprint: 'f' },
      ...{ direction: 'in' as const, status: 'received' as const, said_at: at, created_at: at },
    }))
    await db.insertInto('messages').values(rows).execute()
    await db.updateTable('messages').set({ created_at: at }).where('id', '=', id).execute()
    await sweep(30)
    await sweep(30)
    expect([await count('conversations'), await count('messages')]).toEqual([0, 0])
  })

  it('deletes old comments, and then those who wrote them', async () => {
    for (const [id, daysAgo] of [
      ['old', 40],
      ['young', 10],
    ] as const) {
      const at = new Date(Date.now() - daysAgo * DAY_MS).toISOString()
      const about = {
        commentId: id,
        mediaId: 'm',
        platform: 'instagram',
        content: 'Nice',
        author: { id },
        createdAt: at,
      }
      const event = await rig.event('comment.created', `comment:${id}`, about, id)
      await rig.handle(event ? [{ ...event, occurredAt: new Date(at) }] : [])
    }
    expect([await count('comments'), await count('contacts')]).toEqual([2, 2])
    for (let n = 0; n < 3; n++) await sweep(30)
    expect([await count('comments'), await count('contacts')]).toEqual([1, 1])
  })
})
