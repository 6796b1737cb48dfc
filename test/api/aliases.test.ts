import { afterAll, beforeAll, expect, it } from 'vitest'
import { ALIASES } from '../../src/api/aliases.ts'
import { fromPublicId, toPublicId } from '../../src/events/ids.ts'
import { describeStore } from '../support/databases.ts'
import { seedAccount, seedEvent } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Page {
  data: Record<string, unknown>[]
  nextCursor: string | null
}

describeStore('paths of the systems that the hub replaces', (store) => {
  let api: TestApi
  let message: string
  let comment: string
  beforeAll(async () => {
    api = await createTestApi(store.database())
    const { db } = store.database()
    const accountId = await seedAccount(db, api.workspaceId, '178')
    message = toPublicId(
      'event',
      await seedEvent(db, api.workspaceId, {
        accountId,
        senderId: '55',
        data: {
          messageId: 'mid.1',
          conversationId: '55',
          content: 'Hi',
          sender: { id: '55', username: 'ann', name: 'Ann B' },
          recipient: { id: '178' },
          attachments: [{ type: 'image', url: 'https://cdn.example.com/1.jpg' }],
        },
        raw: { object: 'instagram' },
      }),
    )
    comment = toPublicId(
      'event',
      await seedEvent(db, api.workspaceId, {
        type: 'comment.created',
        queue: 'failed',
        data: { commentId: 'c1', content: 'Nice', author: { id: '56', username: 'bob' } },
      }),
    )
  })
  afterAll(() => api.close())

  it('each lead to an operation, with no handler of their own', () => {
    const listed = new Set(api.server.routeTable.list().map((route) => `${route.method} ${route.url}`))
    for (const alias of ALIASES) expect(listed).toContain(`${alias.method} ${alias.path}`)
  })

  it('list stored events the flat way and mark them processed', async () => {
    const all = await api.call<Page>('/webhook/events')
    expect(all.body.data.map((event) => event.event_type)).toEqual(['new_comment', 'new_message'])
    expect(all.body.data[1]).toMatchObject({
      event_id: message,
      event_type: 'new_message',
      username: 'user178',
      processed: false,
      data: { sender: 'ann', message: 'Hi', thread_id: '55', message_id: 'mid.1' },
    })
    expect((await api.call<Page>('/webhook/events?limit=1')).body.data).toHaveLength(1)
    expect((await api.call<Page>('/webhook/events?processed=false')).body.data).toHaveLength(2)
    expect((await api.call<Page>('/webhook/events?event_type=new_message')).body.data).toHaveLength(1)
    expect(await api.call(`/webhook/events/${message}/process`, undefined, 'POST')).toMatchObject({
      status: 200,
      body: { success: true, event_id: message, processed: true },
    })
    expect((await api.call<Page>('/webhook/events?processed=false')).body.data).toMatchObject([{ event_id: comment }])
  })

  it('list stored events by field and status, one by one, and try them again', async () => {
    const { body } = await api.call<Page>('/api/webhooks/events?eventType=messages&status=completed&limit=50')
    expect(body.data).toMatchObject([
      {
        eventId: message,
        eventType: 'messages',
        accountId: '178',
        senderId: '55',
        recipientId: '178',
        content: { text: 'Hi', mediaUrl: 'https://cdn.example.com/1.jpg', mediaType: 'image' },
        userInfo: { username: 'ann', fullName: 'Ann B', profilePicture: null },
        processedStatus: 'completed',
        deduplicationKey: 'mid.1',
      },
    ])
    expect((await api.call<Page>('/api/webhooks/events?eventType=comments&status=failed&accountId=')).status).toBe(200)
    expect((await api.call<Page>('/api/webhooks/events?status=failed')).body.data).toMatchObject([
      { eventId: comment, processedStatus: 'failed' },
    ])
    expect((await api.call(`/api/webhooks/events/${message}`)).body).toMatchObject({
      eventId: message,
      payload: { object: 'instagram' },
    })
    expect(await api.call(`/api/webhooks/events/${comment}/retry`, undefined, 'POST')).toMatchObject({
      status: 202,
      body: { eventId: comment, processedStatus: 'pending' },
    })
  })

  it('make, list, change and delete subscriptions', async () => {
    const input = {
      instagramAccountId: '17841405793187218',
      userId: 'u1',
      subscribedFields: ['messages', 'comments', 'mentions'],
      webhookConfig: { url: 'https://example.com/hook', verifyToken: 'v', secret: 'my secret text' },
      processingConfig: { enableQueue: true, batchSize: 10, retryAttempts: 3 },
    }
    const made = await api.call<{ subscriptionId: string }>('/api/webhooks/subscriptions', input)
    expect(made).toMatchObject({
      status: 201,
      body: {
        subscribedFields: ['messages', 'comments', 'live_comments', 'mentions'],
        webhookConfig: { url: 'https://example.com/hook', secret: 'my secret text' },
        processingConfig: { retryAttempts: 3 },
        isActive: true,
      },
    })
    const { subscriptionId } = made.body
    expect((await api.call(`/api/v1/webhooks/${subscriptionId}`)).body).toMatchObject({
      events: expect.arrayContaining(['message.received', 'comment.created', 'mention.created']),
      retrySchedule: [60, 300, 900],
    })
    const row = await store
      .database()
      .db.selectFrom('endpoints')
      .selectAll()
      .where('id', '=', fromPublicId('endpoint', subscriptionId) ?? '')
      .executeTakeFirstOrThrow()
    expect(api.ctx.vault.open(row.secret_sealed)).toBe('my secret text')
    const list = await api.call<Page>('/api/webhooks/subscriptions')
    expect(list.body.data).toMatchObject([{ subscriptionId, webhookConfig: { url: 'https://example.com/hook' } }])
    expect(JSON.stringify(list.body)).not.toContain('my secret text')
    const changed = await api.call(
      `/api/webhooks/subscriptions/${subscriptionId}`,
      { subscribedFields: ['messaging_seen'], webhookConfig: { url: 'https://example.com/other' } },
      'PUT',
    )
    expect(changed.body).toMatchObject({
      subscribedFields: ['messaging_seen'],
      events: ['message.read'],
      url: 'https://example.com/other',
    })
    expect((await api.call('/api/webhooks/subscriptions', { subscribedFields: ['messages'] })).body).toMatchObject({
      code: 'invalid_request',
      detail: 'body/webhookConfig/url is required.',
      errors: [{ pointer: '/webhookConfig/url', in: 'body', code: 'required' }],
    })
    expect((await api.call(`/api/webhooks/subscriptions/${subscriptionId}`, undefined, 'DELETE')).status).toBe(204)
    expect((await api.call(`/api/webhooks/subscriptions/${subscriptionId}`)).status).toBe(404)
  })

  it('take the id that a platform gives its account, where only one does', async () => {
    const { db } = store.database()
    const id = await seedAccount(db, api.workspaceId, '4711')
    const status = async () => await api.call('/api/v1/webhooks/status/4711')
    expect(await status()).toMatchObject({ status: 200, body: { platform_id: toPublicId('account', id) } })
    await seedAccount(db, api.workspaceId, '4711', 'line')
    expect(await status()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('acc_') } })
    expect((await api.call('/api/v1/webhooks/status/unknown')).status).toBe(404)
  })

  it('give statistics under their old names too', async () => {
    expect((await api.call('/api/webhooks/stats')).body).toMatchObject({
      totalEvents: 2,
      queueLength: expect.any(Number),
      eventsByType: expect.arrayContaining([{ eventType: 'messages', type: 'message.received', count: 1 }]),
    })
    expect((await api.call('/api/webhooks/stats?timeRange=7d')).status).toBe(200)
  })
})
