import { afterAll, beforeAll, expect, it } from 'vitest'
import { newUuid } from '../../src/events/ids.ts'
import { describeStore } from '../support/databases.ts'
import { seedAccount, seedDelivery, seedEvent, seedRejections } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Page {
  data: Record<string, unknown>[]
  counts: Record<string, unknown>[]
  nextCursor: string | null
}

describeStore('statistics, rejections, accounts and probes', (store) => {
  let api: TestApi
  beforeAll(async () => {
    api = await createTestApi(store.database())
  })
  afterAll(() => api.close())

  it('counts events, deliveries, people and hours', async () => {
    const { db } = store.database()
    const account = await seedAccount(db, api.workspaceId, '1')
    const endpointId = newUuid()
    for (let n = 0; n < 8; n++) {
      const eventId = await seedEvent(db, api.workspaceId, {
        accountId: account,
        senderId: n < 5 ? 'ann' : 'bob',
        ...(n === 0 ? { queue: 'failed' } : {}),
      })
      await seedDelivery(db, api.workspaceId, {
        eventId,
        endpointId,
        state: n < 6 ? 'delivered' : n === 6 ? 'failed' : 'pending',
      })
    }
    await seedEvent(db, api.workspaceId, { type: 'event.unhandled', platform: 'facebook' })
    const { status, body } = await api.call('/api/v1/stats')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      events: { total: 9, failed: 1, pending: 0, unhandled: 1 },
      deliveries: { total: 8, delivered: 6, failed: 1, pending: 1, successRate: 6 / 7 },
      byType: [
        { type: 'message.received', count: 8 },
        { type: 'event.unhandled', count: 1 },
      ],
      byPlatform: [
        { platform: 'instagram', count: 8 },
        { platform: 'facebook', count: 1 },
      ],
      byAccount: [{ username: 'user1', externalId: '1', count: 8 }],
      mostActiveUsers: [
        { senderId: 'ann', count: 5 },
        { senderId: 'bob', count: 3 },
      ],
    })
    const { overTime, hourByWeekday, latencyMs } = body as {
      overTime: { events: number }[]
      hourByWeekday: number[][]
      latencyMs: { delivery: { p99: { atMostMs: number } } }
    }
    expect(overTime.reduce((total, hour) => total + hour.events, 0)).toBe(9)
    expect(hourByWeekday.flat().reduce((total, count) => total + count, 0)).toBe(9)
    expect(latencyMs.delivery.p99.atMostMs).toBeLessThanOrEqual(1000)
    expect((await api.call('/api/v1/stats?since=40d')).status).toBe(400)
    expect((await api.call('/api/v1/stats?since=1h&until=2h')).status).toBe(400)
  })

  it('lists what was refused, why, how often, and what to do about it', async () => {
    const { db } = store.database()
    await seedRejections(db, api.workspaceId, [{ cause: 'no_signature' }, { cause: 'no_secret', weight: 7 }])
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000)
    await db
      .insertInto('rejection_counts')
      .values({ workspace_id: api.workspaceId, hour, platform: 'instagram', cause: 'no_secret', count: 7 })
      .execute()
    const all = (await api.call<Page>('/api/v1/rejections')).body
    expect(all.data.map((each) => each.cause)).toEqual(['no_secret', 'no_signature'])
    expect(all.data[0]).toMatchObject({
      weight: 7,
      hint: expect.stringContaining('META_APP_SECRET'),
      bodySample: 'abc',
    })
    expect(all.counts).toEqual([{ platform: 'instagram', cause: 'no_secret', count: 7, hint: expect.any(String) }])
    expect(
      (await api.call<Page>('/api/v1/rejections?cause=no_signature&platform=instagram&since=1h')).body.data,
    ).toHaveLength(1)
    expect((await api.call<Page>('/api/v1/rejections?until=1h')).body.data).toEqual([])
  })

  it('lists accounts, one by one too', async () => {
    const { data } = (await api.call<Page>('/api/v1/accounts?platform=instagram')).body
    expect(data).toMatchObject([{ externalId: '1', state: 'discovered', lastEventAt: expect.any(String) }])
    expect((await api.call(`/api/v1/accounts/${data[0]?.id}`)).body).toMatchObject(data[0] ?? {})
    expect((await api.call('/api/v1/accounts?platform=line')).body).toMatchObject({ data: [] })
    expect((await api.call('/api/v1/accounts/acc_nonsense')).status).toBe(400)
  })

  it('is alive, and ready while nothing has waited too long', async () => {
    const probe = async () => {
      const { workspaceId } = api
      const fresh = await createTestApi(store.database(), undefined, 'all', false, { workspaceId })
      const { statusCode, body } = await fresh.raw({ url: '/readyz' })
      await fresh.close()
      return { statusCode, ...JSON.parse(body) }
    }
    expect((await api.raw({ url: '/healthz' })).body).toBe('{"status":"ok"}')
    expect(await probe()).toMatchObject({ statusCode: 200, status: 'ready' })
    const { db } = store.database()
    const id = await seedEvent(db, api.workspaceId, { queue: 'pending' })
    await db
      .updateTable('event_queue')
      .set({ due_at: new Date(Date.now() - 600_000) })
      .where('event_id', '=', id)
      .execute()
    expect(await probe()).toMatchObject({ statusCode: 503, status: 'stalled', queues: { process: { depth: 1 } } })
    await db.deleteFrom('event_queue').where('event_id', '=', id).execute()
    await api.call('/api/v1/webhooks', { url: 'https://example.com', events: ['*'] })
    const { id: endpointId } = await db.selectFrom('endpoints').select('id').executeTakeFirstOrThrow()
    const delivery = await seedDelivery(db, api.workspaceId, { eventId: id, endpointId, state: 'pending' })
    await db
      .updateTable('deliveries')
      .set({ due_at: new Date(Date.now() - 600_000) })
      .where('id', '=', delivery)
      .execute()
    expect(await probe()).toMatchObject({ statusCode: 503, status: 'stalled' })
    await db.updateTable('endpoints').set({ failures: 4 }).where('id', '=', endpointId).execute()
    expect(await probe()).toMatchObject({ statusCode: 200, queues: { deliver: { oldestDueSeconds: 0 } } })
  })

  it('is not ready once it stops', async () => {
    const other = await createTestApi(store.database())
    other.stop()
    expect(await other.raw({ url: '/readyz' })).toMatchObject({
      statusCode: 503,
      body: '{"status":"stopping","queues":null}',
    })
    await other.close()
  })

  it('answers what it does not know with 404, and a wrong method with 405', async () => {
    for (const url of ['/nothing', '/api/webhooks/myspace', '/api/v1/webhooks/x/y/z'])
      expect((await api.raw({ url })).json()).toMatchObject({ status: 404, code: 'not_found', instance: url })
    const wrong = await api.raw({ method: 'DELETE', url: '/api/v1/events?secret=1' })
    expect(wrong.json()).toMatchObject({ status: 405, code: 'method_not_allowed', instance: '/api/v1/events' })
    expect(wrong.headers.allow).toBe('GET, HEAD')
    expect((await api.raw({ url: '/%zz' })).json()).toMatchObject({ status: 400, code: 'invalid_request' })
  })

  it('sends strict headers with every answer of the API', async () => {
    const { headers } = await api.raw({ url: '/healthz' })
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('serves only what its roles are', async () => {
    const ingest = await createTestApi(store.database(), undefined, 'ingest')
    expect((await ingest.raw({ url: '/api/v1/events', headers: { 'x-api-key': ingest.adminKey } })).statusCode).toBe(
      404,
    )
    expect((await ingest.raw({ url: '/healthz' })).statusCode).toBe(200)
    await ingest.close()
  })
})
