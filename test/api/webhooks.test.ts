import { afterAll, beforeAll, expect, it } from 'vitest'
import { fromPublicId, newUuid, toPublicId } from '../../src/events/ids.ts'
import { describeStore } from '../support/databases.ts'
import { seedAccount, seedDelivery, seedEvent } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

type Webhook = Readonly<Record<string, unknown>> & { id: string; secret: string }
interface Page {
  data: Record<string, unknown>[]
  nextCursor: string | null
}

const URL = 'https://example.com/hook'

describeStore('webhooks in the API', (store) => {
  let api: TestApi
  beforeAll(async () => {
    api = await createTestApi(store.database())
  })
  afterAll(() => api.close())

  const create = (body: object) => api.call<Webhook>('/api/v1/webhooks', body)
  const webhook = async () => {
    const { body } = await create({ url: URL, events: ['*'] })
    return { ...body, uuid: fromPublicId('endpoint', body.id) ?? '' }
  }

  it('are made with everything they can have, and show their secret once', async () => {
    const account = await seedAccount(store.database().db, api.workspaceId, '990')
    const input = {
      url: URL,
      events: ['message.*', 'comment.created'],
      secret: 'a secret of mine',
      description: 'CRM',
      format: 'flat',
      filter: { data: { type: 'dm' } },
      timeoutMs: 5000,
      rateLimit: 10,
      ordering: 'conversation',
    }
    const { status, body } = await create({
      ...input,
      accounts: [toPublicId('account', account), '990', 'instagram:991'],
      retrySchedule: ['1m', '5m', 30],
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...input,
      retrySchedule: [60, 300, 30],
      state: 'enabled',
      failures: 0,
      successRate: null,
    })
    expect(body.accounts).toHaveLength(2)
    expect(api.woken.at(-1)).toBe('endpoints')
    for (const path of [`/api/v1/webhooks/${body.id}`, '/api/v1/webhooks'])
      expect(JSON.stringify((await api.call(path)).body)).not.toMatch(/secret":|a secret of mine/)
    const made = await create({ url: URL, events: ['*'] })
    expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  })

  it('may be given as a destination of a kind, which is the same as its url', async () => {
    const made = await create({ destination: { kind: 'webhook', url: URL }, events: ['*'] })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ url: URL, destination: null })
    const path = `/api/v1/webhooks/${made.body.id}`
    const changed = await api.call(path, { destination: { kind: 'webhook', url: `${URL}/2` } }, 'PUT')
    expect(changed.body).toMatchObject({ url: `${URL}/2`, destination: null })
    const kept = await api.call(path, { url: `${URL}/2`, destination: null }, 'PUT')
    expect(kept.body).toMatchObject({ url: `${URL}/2`, destination: null })
  })

  it.each([
    [{}, '/url', 'required'],
    [{ destination: null }, '/url', 'required'],
    [{ destination: { kind: 'webhook' } }, '/destination/url', 'required'],
    [{ destination: { kind: 'webhook', url: URL, topic: 'x' } }, '/destination/topic', 'unknown_member'],
    [{ destination: { kind: 'pigeon' } }, '/destination/kind', 'not_one_of'],
    [{ destination: {} }, '/destination/kind', 'required'],
    [{ destination: 'webhook' }, '/destination', 'wrong_type'],
    [{ destination: { kind: 'webhook', url: 'ftp://example.com' } }, '/destination/url', 'not_http_url'],
    [{ destination: { kind: 'webhook', url: 'http://10.0.0.1' } }, '/destination/url', 'unsafe_url'],
    [{ url: URL, destination: { kind: 'webhook', url: URL } }, '/destination', 'url_or_destination'],
  ])('are refused with %j: %s %s', async (given, pointer, code) => {
    const { status, body } = await create({ ...given, events: ['*'] })
    expect(status).toBe(400)
    expect(body).toMatchObject({ errors: [{ pointer, in: 'body', code }] })
  })

  it('are refused with the member that is wrong', async () => {
    for (const [change, code, detail] of [
      [{ url: 'ftp://example.com' }, 'invalid_request', /body\/url/],
      [{ url: 'http://10.0.0.1/x' }, 'unsafe_url', /private/],
      [{ url: 'http://[::ffff:169.254.169.254]/' }, 'unsafe_url', /body\/url/],
      [{ events: [] }, 'invalid_request', /body\/events/],
      [{ events: ['mesage.*'] }, 'invalid_request', /mesage/],
      [{ secret: 'short' }, 'invalid_request', /body\/secret/],
      [{ filter: { $bogus: 1 } }, 'invalid_request', /body\/filter/],
      [{ accounts: ['nobody'] }, 'invalid_request', /body\/accounts\/0/],
      [{ retrySchedule: ['soon'] }, 'invalid_request', /body\/retrySchedule\/0/],
      [{ timeoutMs: 1 }, 'invalid_request', /body\/timeoutMs/],
      [{ colour: 'red' }, 'invalid_request', /body has no member "colour"/],
      [{ url: 5 }, 'invalid_request', /body\/url must be string/],
    ] as const) {
      const answer = await api.call<{ code: string; detail: string }>('/api/v1/webhooks', {
        url: URL,
        events: ['*'],
        ...change,
      })
      expect([change, answer.status, answer.body.code]).toEqual([change, 400, code])
      expect(answer.body.detail).toMatch(detail)
    }
    const missing = await api.call('/api/v1/webhooks', { events: ['*'] })
    expect(missing.body).toMatchObject({ code: 'invalid_request', detail: 'body/url is required.' })
  })

  it('are refused when the body is not JSON, empty or too large', async () => {
    const post = (payload: string, type = 'application/json') =>
      api.raw({
        method: 'POST',
        url: '/api/v1/webhooks',
        payload,
        headers: { 'x-api-key': api.adminKey, 'content-type': type },
      })
    expect((await post('{')).json()).toMatchObject({ status: 400, code: 'invalid_request' })
    expect((await post('')).json()).toMatchObject({ status: 400, code: 'invalid_request' })
    expect((await post('x', 'text/csv')).json()).toMatchObject({ status: 415, code: 'unsupported_media_type' })
    expect((await post(`"${'x'.repeat(1024 * 1024)}"`)).json()).toMatchObject({
      status: 413,
      code: 'payload_too_large',
    })
  })

  it('change, pause, resume and go', async () => {
    const { id, uuid } = await webhook()
    await store
      .database()
      .db.updateTable('endpoints')
      .set({ failures: 9, failing_since: new Date(), warned_percent: 90 })
      .where('id', '=', uuid)
      .execute()
    const path = `/api/v1/webhooks/${id}`
    expect((await api.call(path, { description: 'new', state: 'paused' }, 'PUT')).body).toMatchObject({
      url: URL,
      description: 'new',
      state: 'paused',
      failures: 9,
    })
    expect(await api.call(`${path}/test`, undefined, 'POST')).toMatchObject({ status: 409 })
    expect((await api.call(`${path}/enable`, undefined, 'POST')).body).toMatchObject({
      state: 'enabled',
      failures: 0,
      failingSince: null,
    })
    const warned = store.database().db.selectFrom('endpoints').select('warned_percent').where('id', '=', uuid)
    expect(await warned.executeTakeFirst()).toEqual({ warned_percent: 0 })
    expect((await api.call(path, { url: 'http://192.168.0.1/' }, 'PUT')).body).toMatchObject({ code: 'unsafe_url' })
    const event = await seedEvent(store.database().db, api.workspaceId)
    const delivery = await seedDelivery(store.database().db, api.workspaceId, {
      eventId: event,
      endpointId: uuid,
      state: 'pending',
    })
    expect((await api.call(path, undefined, 'DELETE')).status).toBe(204)
    expect((await api.call(`/api/v1/deliveries/${toPublicId('delivery', delivery)}`)).body).toMatchObject({
      status: 'failed',
      code: 'endpoint_deleted',
      error: 'endpoint deleted',
    })
    expect(
      await api.call(`/api/v1/deliveries/${toPublicId('delivery', delivery)}/retry`, undefined, 'POST'),
    ).toMatchObject({ status: 409 })
    for (const [sub, method] of [
      ['', 'GET'],
      ['', 'DELETE'],
      ['/enable', 'POST'],
      ['/test', 'POST'],
      ['/logs', 'GET'],
    ] as const)
      expect((await api.call(path + sub, undefined, method)).status).toBe(404)
  })

  it('get a new secret while the old one signs on for as long as asked', async () => {
    const { id, uuid, secret } = await webhook()
    const row = () =>
      store.database().db.selectFrom('endpoints').selectAll().where('id', '=', uuid).executeTakeFirstOrThrow()
    const rotate = (body: object) =>
      api.call<Webhook & { previousSecretUntil: string }>(`/api/v1/webhooks/${id}/rotate-secret`, body)
    const first = await rotate({})
    expect(first.status).toBe(200)
    expect(first.body.secret).not.toBe(secret)
    expect(Date.parse(first.body.previousSecretUntil) - Date.now()).toBeGreaterThan(86_000_000)
    const stored = await row()
    expect(api.ctx.vault.open(stored.secret_sealed)).toBe(first.body.secret)
    expect(api.ctx.vault.open(stored.previous_secret_sealed ?? Buffer.alloc(0))).toBe(secret)
    expect(await rotate({ overlap: 0, secret: 'chosen by me' })).toMatchObject({
      body: { secret: 'chosen by me', previousSecretUntil: null },
    })
    expect((await row()).previous_secret_sealed).toBeNull()
    expect((await rotate({ overlap: '31d' })).status).toBe(400)
    const bare = await api.raw({
      method: 'POST',
      url: `/api/v1/webhooks/${id}/rotate-secret`,
      headers: { 'x-api-key': api.adminKey },
    })
    expect(bare.statusCode).toBe(200)
    expect((await api.call(`/api/v1/webhooks/${id}`, { secret: 'by an update' }, 'PUT')).status).toBe(200)
    expect(api.ctx.vault.open((await row()).secret_sealed)).toBe('by an update')
  })

  it('keep the secret before when two rotations come at once', async () => {
    const { id, uuid } = await webhook()
    const rotate = () => api.call<Webhook>(`/api/v1/webhooks/${id}/rotate-secret`, {})
    const answers = await Promise.all([rotate(), rotate()])
    const { db } = store.database()
    const row = await db.selectFrom('endpoints').selectAll().where('id', '=', uuid).executeTakeFirstOrThrow()
    const stored = [row.secret_sealed, row.previous_secret_sealed].map((sealed) => sealed && api.ctx.vault.open(sealed))
    expect(stored.toSorted()).toEqual(answers.map(({ body }) => body.secret).toSorted())
  })

  it('have a log of every try, page by page, with what was sent and answered', async () => {
    const { id, uuid } = await webhook()
    const { db } = store.database()
    const attempts = [
      { outcome: 'retry', statusCode: 500 },
      { outcome: 'success', statusCode: 200 },
    ] as const
    for (let n = 0; n < 7; n++)
      await seedDelivery(db, api.workspaceId, {
        eventId: await seedEvent(db, api.workspaceId, { data: { n } }),
        endpointId: uuid,
        state: 'delivered',
        attempts,
      })
    const path = `/api/v1/webhooks/${id}/logs`
    const seen: unknown[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body }: { body: Page } = await api.call<Page>(`${path}?limit=3${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.data.map((entry) => entry.id))
      cursor = body.nextCursor
    }
    expect(new Set(seen).size).toBe(14)
    expect(seen).toHaveLength(14)
    const { body } = await api.call<Page>(`${path}?limit=1`)
    expect(body.data[0]).toMatchObject({
      number: 2,
      statusCode: 200,
      outcome: 'success',
      responseBody: 'answer 2',
      event: 'message.received',
      deliveryStatus: 'delivered',
    })
    expect(JSON.parse(String(body.data[0]?.requestBody))).toMatchObject({ event: 'message.received', data: { n: 6 } })
    expect((await api.call<Page>(`${path}?status=failed`)).body.data).toHaveLength(7)
    expect((await api.call<Page>(`${path}?statusCode=200&event=message.*`)).body.data).toHaveLength(7)
    expect((await api.call<Page>(`${path}?event=comment.created`)).body.data).toEqual([])
    expect((await api.call(`/api/v1/webhooks/${id}`)).body).toMatchObject({
      successRate: 1,
      lastDeliveryAt: expect.any(String),
    })
  })

  it('get deliveries that can be filtered, looked into and sent again', async () => {
    const { id, uuid } = await webhook()
    const { db } = store.database()
    const event = await seedEvent(db, api.workspaceId, { type: 'comment.created' })
    const failed = await seedDelivery(db, api.workspaceId, {
      eventId: event,
      endpointId: uuid,
      state: 'failed',
      attempts: [{ outcome: 'failure', statusCode: 404 }],
    })
    const waiting = await seedDelivery(db, api.workspaceId, {
      eventId: await seedEvent(db, api.workspaceId),
      endpointId: uuid,
      state: 'pending',
    })
    const list = async (query: string) =>
      (await api.call<Page>(`/api/v1/deliveries?endpoint=${id}${query}`)).body.data.map((each) => each.id)
    const [f, w] = [toPublicId('delivery', failed), toPublicId('delivery', waiting)]
    expect(await list('')).toEqual([w, f])
    expect(await list('&status=failed')).toEqual([f])
    expect(await list('&status=pending')).toEqual([w])
    expect(await list('&statusCode=404')).toEqual([f])
    expect(await list('&code=http_status')).toEqual([f])
    expect(await list('&code=timeout')).toEqual([])
    expect(await list('&event=comment.*')).toEqual([f])
    expect(await list(`&event=${toPublicId('event', event)}`)).toEqual([f])
    expect(await list('&since=1h')).toEqual([w, f])
    expect(await list('&until=1h')).toEqual([])
    expect((await api.call(`/api/v1/deliveries/${f}`)).body).toMatchObject({
      status: 'failed',
      statusCode: 404,
      attemptCount: 1,
      attempts: [{ number: 1 }],
      requestBody: expect.stringContaining(toPublicId('event', event)),
    })
    expect((await api.call(`/api/v1/events/${toPublicId('event', event)}`)).body).toMatchObject({
      deliveries: [{ id: f }],
    })
    expect(await api.call(`/api/v1/deliveries/${f}/retry`, undefined, 'POST')).toMatchObject({
      status: 202,
      body: { status: 'pending', attemptCount: 1, completedAt: null },
    })
    expect(api.woken.at(-1)).toBe('deliver')
    expect(await api.call(`/api/v1/deliveries/${f}/retry`, undefined, 'POST')).toMatchObject({ status: 409 })
    expect((await api.call(`/api/v1/deliveries/${toPublicId('delivery', newUuid())}`)).status).toBe(404)
  })

  it('replay what they missed: counted, listed and cancelled', async () => {
    const { body } = await create({ url: URL, events: ['goal.*', 'lead.created'] })
    const uuid = fromPublicId('endpoint', body.id) ?? ''
    const { db } = store.database()
    const sent = await seedEvent(db, api.workspaceId, { type: 'goal.achieved' })
    const lost = await seedEvent(db, api.workspaceId, { type: 'goal.achieved' })
    await seedEvent(db, api.workspaceId, { type: 'lead.created' })
    await seedDelivery(db, api.workspaceId, { eventId: sent, endpointId: uuid, state: 'delivered' })
    await seedDelivery(db, api.workspaceId, { eventId: lost, endpointId: uuid, state: 'failed' })
    const path = `/api/v1/webhooks/${body.id}`
    const replay = async (input: object) => (await api.call(`${path}/replay`, { since: '1h', ...input })).body
    expect(await replay({})).toMatchObject({ count: 3, status: 'all', state: 'running', queued: 0 })
    expect(await replay({ status: 'failed' })).toMatchObject({ count: 1 })
    expect(await replay({ status: 'missing' })).toMatchObject({ count: 1 })
    expect(await replay({ events: ['lead.*', 'message.*'] })).toMatchObject({ count: 1 })
    expect(api.woken.at(-1)).toBe('replay')
    expect(await replay({ since: '2026-01-01T00:00:00Z', until: '2025-01-01T00:00:00Z' })).toMatchObject({
      code: 'invalid_request',
    })
    const { data } = (await api.call<Page>(`${path}/replays`)).body
    expect(data).toHaveLength(4)
    const one = `${path}/replays/${data[0]?.id}`
    expect((await api.call(one)).body).toMatchObject({ state: 'running' })
    expect((await api.call(one, undefined, 'DELETE')).body).toMatchObject({ state: 'cancelled' })
    expect((await api.call(one, undefined, 'DELETE')).status).toBe(409)
  })
})
