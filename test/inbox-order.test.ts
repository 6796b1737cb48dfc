import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newUuid } from '../src/events/ids.ts'
import type { StoredEvent } from '../src/events/stored.ts'
import { createDirectory } from '../src/inbox/directory.ts'
import { createInboxHandler } from '../src/inbox/handler.ts'
import { prepareEvents } from '../src/process/prepare.ts'
import { storeRouting } from '../src/process/store-routing.ts'
import { createIdWindow } from '../src/store/events/id-window.ts'
import { describeStore } from './support/databases.ts'

const START = Date.UTC(2026, 0, 10, 12)
const RUNS = Number(process.env.INBOX_RUNS ?? 25)

/** What happens to a conversation and a post: everything the inbox keeps, with edits and reactions of the same moment. */
const STORY: readonly [type: string, at: number, data: object][] = [
  ['message.received', 0, { messageId: 'm1', content: 'Hi', sender: { id: 'p', name: 'Ann' }, attachments: [] }],
  ['message.edited', 5, { messageId: 'm1', content: 'Hi there', sender: { id: 'p' } }],
  ['message.edited', 9, { messageId: 'm1', attachments: [{ type: 'image', url: 'https://x/1' }], sender: { id: 'p' } }],
  ['message.reacted', 10, { messageId: 'm1', action: 'react', emoji: '👍', sender: { id: 'p' } }],
  ['message.reacted', 11, { messageId: 'm1', action: 'unreact', sender: { id: 'p' } }],
  [
    'message.reacted',
    12,
    { messageId: 'm1', action: 'react', emoji: '❤️', sender: { id: 'page' }, recipient: { id: 'p' } },
  ],
  ['message.received', 20, { messageId: 'm2', content: 'oops', sender: { id: 'p', name: 'Anna' } }],
  ['message.deleted', 25, { messageId: 'm2', sender: { id: 'p' } }],
  ['message.sent', 30, { messageId: 'e1', content: 'Hello', recipient: { id: 'p' } }],
  ['message.delivered', 31, { messageIds: ['e1', 'e2'], recipient: { id: 'p' } }],
  ['message.sent', 40, { messageId: 'e2', content: 'Anything else?', recipient: { id: 'p' } }],
  ['message.failed', 41, { messageId: 'e3', error: 'No', errorCode: '1', recipient: { id: 'p' } }],
  ['message.sent', 42, { messageId: 'e3', content: 'lost', recipient: { id: 'p' } }],
  ['message.read', 45, { until: new Date(START + 35).toISOString(), recipient: { id: 'p' } }],
  ['message.read', 50, { until: new Date(START + 44).toISOString(), recipient: { id: 'p' } }],
  ['message.received', 60, { messageId: 'm3', content: 'No', sender: { id: 'p', username: 'ann' } }],
  [
    'message.received',
    61,
    { messageId: 'm4', content: 'Thanks', sender: { id: 'p', name: 'Ann B.' }, replyTo: { messageId: 'e2' } },
  ],
  ['comment.created', 70, { commentId: 'c1', mediaId: 'v', content: 'Nice', author: { id: 'p', username: 'ann.b' } }],
  ['comment.edited', 72, { commentId: 'c1', mediaId: 'v', hidden: true, content: 'Nice' }],
  ['comment.edited', 74, { commentId: 'c1', mediaId: 'v', content: 'Very nice' }],
  ['comment.deleted', 76, { commentId: 'c2', mediaId: 'v' }],
  ['comment.created', 75, { commentId: 'c2', mediaId: 'v', content: 'spam', author: { id: 's' } }],
]

describeStore('the inbox', (store) => {
  const tell = (workspaceId: string, accountId: string): StoredEvent[] =>
    STORY.map(([type, at, data]) => ({
      workspaceId,
      id: newUuid(),
      platform: 'facebook',
      accountId,
      type,
      occurredAt: new Date(START + at),
      receivedAt: new Date(START + at),
      senderId: 'p',
      conversationKey: 'p',
      data: JSON.stringify(type.startsWith('comment') ? data : { conversationId: 'p', ...data }),
      raw: '{}',
    }))
  const process = async (events: readonly StoredEvent[], directory = createDirectory(store.database())) => {
    const handlers = [createInboxHandler(directory)]
    const prepared = await prepareEvents(handlers, events)
    const ready = prepared.flatMap((each) => (each.state === 'ready' ? [each.event] : []))
    await storeRouting(store.database(), createIdWindow(), events[0]?.workspaceId ?? '', handlers, ready, [])
  }
  /** Everything that is kept, but for ids. */
  const state = async (workspaceId: string) => {
    const { db } = store.database()
    const messages = await db
      .selectFrom('messages')
      .select([
        'platform_message_id',
        'direction',
        'said_at',
        'kind',
        'text',
        'attachments',
        'sender',
        'reply_to',
        'status',
      ])
      .select(['edited_at', 'deleted_at', 'delivered_at', 'read_at', 'failed_at', 'error_code', 'reactions'])
      .where('workspace_id', '=', workspaceId)
      .orderBy('platform_message_id')
      .execute()
    const conversations = await db
      .selectFrom('conversations')
      .select(['key', 'last_inbound_at', 'last_message_id', 'last_outbound_at', 'unread_count'])
      .where('workspace_id', '=', workspaceId)
      .execute()
    const contacts = await db
      .selectFrom('contacts')
      .select(['name', 'username'])
      .where('workspace_id', '=', workspaceId)
      .orderBy('username')
      .execute()
    const comments = await db
      .selectFrom('comments')
      .select([
        'comment_id',
        'media_id',
        'author',
        'text',
        'attachments',
        'said_at',
        'own',
        'hidden',
        'edited_at',
        'deleted_at',
      ])
      .where('workspace_id', '=', workspaceId)
      .orderBy('comment_id')
      .execute()
    return { messages, conversations, contacts, comments }
  }
  const inOrder = async () => {
    const [workspaceId, accountId] = [newUuid(), newUuid()]
    for (const event of tell(workspaceId, accountId)) await process([event])
    return await state(workspaceId)
  }

  it('shows what was said, changed, read and taken back', async () => {
    const { messages, conversations, contacts, comments } = await inOrder()
    const at = (ms: number) => new Date(START + ms)
    expect(messages).toMatchObject([
      { platform_message_id: 'e1', status: 'read', delivered_at: at(31), read_at: at(45) },
      { platform_message_id: 'e2', status: 'read', delivered_at: at(31), read_at: at(50) },
      { platform_message_id: 'e3', status: 'read', read_at: at(50), failed_at: null, error_code: null },
      {
        platform_message_id: 'm1',
        text: 'Hi there',
        attachments: '[{"type":"image","url":"https://x/1"}]',
        edited_at: at(9),
        reactions: { p: { emoji: null }, page: { emoji: '❤️' } },
      },
      { platform_message_id: 'm2', text: null, deleted_at: at(25) },
      { platform_message_id: 'm3', status: 'received' },
      { platform_message_id: 'm4', reply_to: 'e2' },
    ])
    expect(conversations).toEqual([
      { key: 'p', last_inbound_at: at(61), last_message_id: 'm4', last_outbound_at: at(42), unread_count: 2 },
    ])
    expect(contacts).toEqual([
      { name: 'Ann B.', username: 'ann.b' },
      { name: null, username: null },
    ])
    expect(comments).toMatchObject([
      { comment_id: 'c1', text: 'Very nice', hidden: true, edited_at: at(74) },
      { comment_id: 'c2', text: null, deleted_at: at(76) },
    ])
  })

  it('ends in the same state whatever the order, in any batches, with repeats, in two processes at once', async () => {
    const expected = await inOrder()
    const shuffles = fc.record({
      order: fc.shuffledSubarray(
        STORY.map((_, index) => index),
        { minLength: STORY.length },
      ),
      repeats: fc.array(fc.nat(STORY.length - 1), { maxLength: 5 }),
      size: fc.integer({ min: 1, max: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(shuffles, async ({ order, repeats, size }) => {
        const [workspaceId, accountId] = [newUuid(), newUuid()]
        const events = tell(workspaceId, accountId)
        const all = [...order, ...repeats].flatMap((index) => events[index] ?? [])
        const batches = Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
          all.slice(n * size, (n + 1) * size),
        )
        const directories = [createDirectory(store.database()), createDirectory(store.database())]
        for (let n = 0; n < batches.length; n += 2)
          await Promise.all(batches.slice(n, n + 2).map((batch, side) => process(batch, directories[side])))
        expect(await state(workspaceId)).toEqual(expected)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  }, 120_000)
})
