import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createDestinations } from '../../src/destinations/index.ts'
import { describeHub, eventually, instagramMessage, type TestHub } from '../support/hub.ts'
import { type LinesPlace, startLines } from './lines/kit.ts'
import { lines } from './lines/lines.ts'

interface Webhook {
  id: string
  url: string
  destination: { kind: string } | null
  secret: string
  state: string
  disabledCode: string | null
}

interface Delivery {
  id: string
  status: string
  code: string | null
  attempts: { outcome: string; code: string | null }[]
}

describeHub('a webhook with a destination of another kind', (store) => {
  let hub: TestHub
  let place: LinesPlace
  beforeAll(async () => {
    hub = await store.start({
      destinations: createDestinations([lines]),
      env: { DELIVERY_RETRY_SCHEDULE: '1s,1s', DELIVERY_TIMEOUT: '5s' },
    })
  })
  beforeEach(async () => {
    place = await startLines()
  })
  afterEach(async () => {
    const { body } = await hub.api<{ data: Webhook[] }>('/api/v1/webhooks')
    for (const { id } of body.data) await hub.api(`/api/v1/webhooks/${id}`, undefined, 'DELETE')
    await place.stop()
  })

  const create = async (more: object = {}) => {
    const destination = { kind: 'lines', ...place.config }
    const given = { destination, events: ['message.*'], ...more }
    const { status, body } = await hub.api<Webhook>('/api/v1/webhooks', given)
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }
  const get = async (id: string) => (await hub.api<Webhook>(`/api/v1/webhooks/${id}`)).body
  const deliveryOf = async (webhookId: string, isReady: (delivery: Delivery) => boolean) => {
    const path = `/api/v1/deliveries?endpoint=${webhookId}`
    const list = async () => (await hub.api<{ data: { id: string }[] }>(path)).body.data
    const [first] = await eventually(list, (data) => data.length > 0)
    return await eventually(async () => (await hub.api<Delivery>(`/api/v1/deliveries/${first?.id}`)).body, isReady)
  }
  const isDone = ({ status }: Delivery) => status !== 'pending'

  it('is delivered to, with its secret, under the id of the delivery', async () => {
    const { id, secret } = await create()
    await hub.send(instagramMessage('over TCP'))
    const delivery = await deliveryOf(id, isDone)
    expect(delivery).toMatchObject({ status: 'delivered', attempts: [{ outcome: 'success', code: null }] })
    expect(place.received.map((each) => each.id)).toEqual([delivery.id])
    expect(JSON.parse(place.received[0]?.body ?? '')).toMatchObject({
      event: 'message.received',
      data: { content: 'over TCP' },
    })
    expect(place.secrets).toEqual([secret])
  })

  it('shows its kind and settings and an address, which can be written back', async () => {
    const made = await create()
    const address = `lines://127.0.0.1:${place.config.port}`
    expect(made).toMatchObject({ url: address, destination: { kind: 'lines', ...place.config } })
    const path = `/api/v1/webhooks/${made.id}`
    const { url, destination } = await get(made.id)
    const same = await hub.api<Webhook>(path, { url, destination, description: 'the same' }, 'PUT')
    expect(same).toMatchObject({ status: 200, body: { url: address, destination, description: 'the same' } })
    const port = Number(place.config.port) - 1
    const moved = await hub.api<Webhook>(path, { destination: { ...destination, port } }, 'PUT')
    expect(moved.body).toMatchObject({ url: `lines://127.0.0.1:${port}` })
  })

  it.each([
    ['another kind', { url: 'https://example.com' }, '/url', 'destination_kind_kept'],
    [
      'settings of the wrong type',
      { destination: { kind: 'lines', host: 'a', port: 'b' } },
      '/destination/port',
      'wrong_type',
    ],
    ['a setting too few', { destination: { kind: 'lines', host: 'a' } }, '/destination/port', 'required'],
    [
      'settings that cannot be used',
      { destination: { kind: 'lines', host: '10.0.0.1', port: 1 } },
      '/destination/host',
      'unsafe_url',
    ],
    ['a secret that its kind does not take', { secret: 'two\nlines' }, '/secret', 'control_characters'],
  ])('refuses %s by name', async (_what, change, pointer, code) => {
    const { id } = await create()
    const { status, body } = await hub.api(`/api/v1/webhooks/${id}`, change, 'PUT')
    expect(status).toBe(400)
    expect(body).toMatchObject({ errors: [{ pointer, code }] })
  })

  it('gets what waits together, as many at once as its kind takes', async () => {
    const { id } = await create()
    await hub.api(`/api/v1/webhooks/${id}`, { state: 'paused' }, 'PUT')
    const since = new Date(Date.now() - 1000).toISOString()
    for (let index = 0; index < 12; index++) await hub.send(instagramMessage(`message ${index}`))
    await hub.api(`/api/v1/webhooks/${id}/enable`, {})
    await hub.api(`/api/v1/webhooks/${id}/replay`, { since, status: 'missing' })
    await place.waitFor(12)
    expect(Math.max(...place.batches)).toBe(5)
    expect(new Set(place.received.map((each) => each.id)).size).toBe(12)
  })

  it('is tried again by the schedule, and named by the code of its kind', async () => {
    place.answer('fail', 'take')
    const { id } = await create()
    await hub.send(instagramMessage('later'))
    const delivery = await deliveryOf(id, isDone)
    expect(delivery).toMatchObject({
      status: 'delivered',
      attempts: [
        { outcome: 'retry', code: 'line_refused' },
        { outcome: 'success', code: null },
      ],
    })
    expect(new Set(place.received.map((each) => each.id)).size).toBe(1)
  })

  it('is disabled when it wants nothing more', async () => {
    place.answer('gone')
    const { id } = await create()
    await hub.send(instagramMessage('no more'))
    expect((await deliveryOf(id, isDone)).status).toBe('failed')
    const { disabledCode } = await eventually(
      () => get(id),
      (webhook) => webhook.state === 'disabled',
    )
    expect(disabledCode).toBe('wants_no_more')
  })

  it('answers its test', async () => {
    const { id } = await create()
    const { body } = await hub.api(`/api/v1/webhooks/${id}/test`, {})
    expect(body).toMatchObject({ success: true, status: 'delivered' })
  })

  it('gets the settings that it is given later, and what comes after with the new secret', async () => {
    const { id } = await create()
    await hub.send(instagramMessage('before'))
    await place.waitFor(1)
    const other = await startLines()
    const destination = { kind: 'lines', ...other.config }
    await hub.api(`/api/v1/webhooks/${id}`, { destination, secret: 'another-secret' }, 'PUT')
    await hub.send(instagramMessage('after'))
    await other.waitFor(1)
    expect(other.secrets).toEqual(['another-secret'])
    await other.stop()
  })
})
