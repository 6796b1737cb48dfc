import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Application, answering, type Behaviour, startApplication } from './support/application.ts'
import { describeHub, eventually, instagramMessage, type TestHub } from './support/hub.ts'

interface Delivery {
  id: string
  status: string
  code: string | null
  attempts: {
    number: number
    statusCode: number | null
    outcome: string
    code: string | null
    error: string | null
  }[]
}

describeHub('deliveries', (store) => {
  let hub: TestHub
  const applications: Application[] = []

  beforeAll(async () => {
    hub = await store.start({ env: { DELIVERY_RETRY_SCHEDULE: '1s,1s', DELIVERY_TIMEOUT: '5s' } })
  })
  afterEach(async () => {
    const { body } = await hub.api<{ data: { id: string }[] }>('/api/v1/webhooks')
    for (const endpoint of body.data) await hub.api(`/api/v1/webhooks/${endpoint.id}`, undefined, 'DELETE')
    for (const application of applications.splice(0)) await application.stop()
  })

  const application = async (behaviour?: Behaviour) => {
    const started = await startApplication(behaviour)
    applications.push(started)
    return started
  }
  const subscribe = async (url: string, more: Record<string, unknown> = {}) => {
    const { status, body } = await hub.api<{ id: string; secret: string }>('/api/v1/webhooks', {
      url,
      events: ['message.*'],
      ...more,
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }
  const deliveryOf = async (endpointId: string, satisfied: (delivery: Delivery) => boolean) => {
    const list = await eventually(
      async () => (await hub.api<{ data: { id: string }[] }>(`/api/v1/deliveries?endpoint=${endpointId}`)).body.data,
      (data) => data.length > 0,
    )
    return await eventually(async () => (await hub.api<Delivery>(`/api/v1/deliveries/${list[0]?.id}`)).body, satisfied)
  }
  const isDone = (delivery: Delivery) => delivery.status !== 'pending'

  describe('signatures', () => {
    for (const [name, text] of [
      ['ASCII', 'Hello, is this still for sale?'],
      ['emoji', 'Danke 🎉👩‍👩‍👧‍👦 สวัสดี'],
    ] as const) {
      it(`verify with the standardwebhooks library and with the HMAC for ${name}`, async () => {
        const target = await application()
        const { secret } = await subscribe(target.url)
        expect((await hub.send(instagramMessage(text))).status).toBe(200)
        await target.waitFor(1)
        expectSigned(target, secret, text)
      })
    }

    it('verify for text that the platform escaped', async () => {
      const target = await application()
      const { secret } = await subscribe(target.url)
      const body = JSON.stringify(instagramMessage('caf\u00e9 \u{1F600}')).replace(
        /[\u0080-\uffff]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
      expect(body).toContain('\\u00e9')
      expect((await hub.send(body)).status).toBe(200)
      await target.waitFor(1)
      expectSigned(target, secret, 'caf\u00e9 \u{1F600}')
    })

    it('are made with both secrets while one is being rotated', async () => {
      const target = await application()
      const { id, secret } = await subscribe(target.url)
      const rotated = await hub.api<{ secret: string }>(`/api/v1/webhooks/${id}/rotate-secret`, {})
      await hub.send(instagramMessage('rotated'))
      await target.waitFor(1)
      const [delivery] = target.received
      const headers = delivery?.headers as Record<string, string>
      for (const each of [secret, rotated.body.secret]) new Webhook(each).verify(delivery?.body ?? '', headers)
      expect(secret).not.toBe(rotated.body.secret)
    })
  })

  it('are tried again after 500 until the application takes them', async () => {
    const target = await application(answering(500, 500, 200))
    const { id } = await subscribe(target.url)
    await hub.send(instagramMessage('try again'))
    await target.waitFor(3, 15_000)
    const delivery = await deliveryOf(id, isDone)
    expect(delivery.status).toBe('delivered')
    expect(delivery.attempts.map((attempt) => attempt.statusCode).sort()).toEqual([200, 500, 500])
    expect(new Set(target.received.map((request) => request.headers['webhook-id'])).size).toBe(1)
  })

  it('fail after the last step of the schedule', async () => {
    const target = await application(answering(503))
    const { id } = await subscribe(target.url, { retrySchedule: ['1s'] })
    await hub.send(instagramMessage('never'))
    const delivery = await deliveryOf(id, isDone)
    expect(delivery.status).toBe('failed')
    expect(delivery.attempts).toHaveLength(2)
    expect(delivery).toMatchObject({
      code: 'http_status',
      attempts: [{ code: 'http_status' }, { code: 'http_status' }],
    })
  })

  it('say by a code why no answer came, and nothing more once they have arrived', async () => {
    const target = await application((index, _delivery, response) => {
      if (index === 0) response.destroy()
      else response.writeHead(200).end()
    })
    const { id } = await subscribe(target.url)
    await hub.send(instagramMessage('broken off'))
    const delivery = await deliveryOf(id, isDone)
    expect(delivery).toMatchObject({ status: 'delivered', code: null })
    expect(delivery.attempts).toMatchObject([
      { statusCode: null, code: 'connection' },
      { statusCode: 200, code: null },
    ])
  })

  it('are not tried again after 404, and redirects are not followed', async () => {
    const target = await application(answering(404))
    const redirecting = await application((_index, _delivery, response) => {
      response.writeHead(302, { location: target.url }).end()
    })
    const one = await subscribe(target.url)
    const two = await subscribe(redirecting.url)
    await hub.send(instagramMessage('gone'))
    for (const [{ id }, code] of [
      [one, 'http_status'],
      [two, 'redirect'],
    ] as const) {
      const delivery = await deliveryOf(id, isDone)
      expect(delivery.code).toBe(code)
      expect(delivery.status).toBe('failed')
      expect(delivery.attempts).toHaveLength(1)
    }
    expect(target.received).toHaveLength(1)
  })

  it('disable the endpoint after 410, tell the others, and keep its events for a replay', async () => {
    const target = await application(answering(410, 200))
    const other = await application()
    const { id } = await subscribe(target.url)
    await subscribe(other.url, { events: ['webhook.disabled'] })
    await hub.send(instagramMessage('first'))
    await other.waitFor(1)
    expect(JSON.parse(other.received[0]?.body ?? '')).toMatchObject({
      event: 'webhook.disabled',
      data: { endpointId: id },
    })
    const since = new Date(Date.now() - 60_000).toISOString()
    await hub.send(instagramMessage('while disabled'))
    expect((await hub.api<{ state: string }>(`/api/v1/webhooks/${id}`)).body.state).toBe('disabled')
    await hub.api(`/api/v1/webhooks/${id}/enable`, {})
    expect((await hub.api(`/api/v1/webhooks/${id}/replay`, { since, status: 'missing' })).status).toBe(202)
    await eventually(
      async () => target.received.map((request) => request.body),
      (bodies) => bodies.some((body) => body.includes('while disabled')),
    )
  })

  it('wait as long as Retry-After says', async () => {
    const target = await application((index, _delivery, response) => {
      if (index === 0) response.writeHead(429, { 'retry-after': '3' }).end()
      else response.writeHead(200).end()
    })
    await subscribe(target.url)
    await hub.send(instagramMessage('slow down'))
    await target.waitFor(2, 10_000)
    const [first, second] = target.received
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2900)
  })

  it('of one conversation keep their order when asked to, also over a failure', async () => {
    const target = await application((index, _delivery, response) => {
      response.writeHead(index === 0 ? 500 : 200).end()
    })
    await subscribe(target.url, { ordering: 'conversation' })
    for (let index = 0; index < 5; index++) await hub.send(instagramMessage(`ordered ${index}`, { sender: '777' }))
    await target.waitFor(6, 15_000)
    const texts = target.received.map((request) => JSON.parse(request.body).data.content)
    expect(texts).toEqual(['ordered 0', 'ordered 0', 'ordered 1', 'ordered 2', 'ordered 3', 'ordered 4'])
  })

  it('respect the rate limit of the endpoint', async () => {
    const target = await application()
    await subscribe(target.url, { rateLimit: 5 })
    for (let index = 0; index < 8; index++) await hub.send(instagramMessage(`limited ${index}`))
    await target.waitFor(8, 15_000)
    expect((target.received.at(-1)?.at ?? 0) - (target.received[0]?.at ?? 0)).toBeGreaterThanOrEqual(1300)
  })

  it('go only to endpoints that want the type, the account and the content', async () => {
    const wanting = await application()
    const filtered = await application()
    const others = await application()
    await subscribe(wanting.url, { filter: { data: { content: { $contains: 'refund' } } } })
    await subscribe(filtered.url, { filter: { data: { content: { $contains: 'praise' } } } })
    await subscribe(others.url, { events: ['comment.created'] })
    await hub.send(instagramMessage('I want a refund'))
    await wanting.waitFor(1)
    expect(filtered.received).toHaveLength(0)
    expect(others.received).toHaveLength(0)
  })

  it('are logged with the answer, cut at 16 KB', async () => {
    const target = await application((_index, _delivery, response) => {
      response.writeHead(200, { 'x-answer': 'yes' }).end('a'.repeat(40_000))
    })
    const { id } = await subscribe(target.url)
    await hub.send(instagramMessage('log me'))
    await deliveryOf(id, isDone)
    const { body } = await hub.api<{ data: { responseHeaders: Record<string, string>; responseBody: string }[] }>(
      `/api/v1/webhooks/${id}/logs`,
    )
    expect(body.data[0]?.responseHeaders['x-answer']).toBe('yes')
    expect(body.data[0]?.responseBody).toHaveLength(16 * 1024)
  })

  it('are tried again over a stop and a start', async () => {
    const target = await application(answering(500, 200))
    await subscribe(target.url)
    await hub.send(instagramMessage('survives'))
    await target.waitFor(1)
    await hub.stop()
    hub = await store.start({ env: { DELIVERY_RETRY_SCHEDULE: '1s,1s', DELIVERY_TIMEOUT: '5s' } })
    await target.waitFor(2, 10_000)
  })
})

function expectSigned(target: Application, secret: string, text: string) {
  const [delivery] = target.received
  const headers = delivery?.headers as Record<string, string>
  const body = delivery?.body ?? ''
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({
    event: 'message.received',
    data: { content: text },
  })
  expect(headers['x-webhook-signature']).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  expect(headers['x-webhook-event']).toBe('message.received')
  expect(headers['user-agent']).toMatch(/^Hubbub\//)
}
