import { afterAll, beforeAll, expect, it } from 'vitest'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import { startApplication } from '../support/application.ts'
import { describeHub, eventually, instagramMessage, type TestHub } from '../support/hub.ts'

interface Delivery {
  id: string
  status: string
  eventId: string
}

describeHub('sending an event to a webhook', (store) => {
  let hub: TestHub
  let eventId = ''
  beforeAll(async () => {
    hub = await store.start()
    await hub.send(instagramMessage('again, please'))
    const { data } = (await hub.api<{ data: { id: string }[] }>('/api/v1/events')).body
    eventId = data[0]?.id ?? ''
  })
  afterAll(() => hub.stop())
  const webhook = async (url: string, events: string[]) =>
    (await hub.api<{ id: string }>('/api/v1/webhooks', { url, events })).body.id
  const send = (endpointId: string, id = eventId) =>
    hub.api<Delivery & { detail: string; code: string }>(`/api/v1/events/${id}/send`, { endpointId })

  it('delivers it, even when the webhook does not subscribe to it', async () => {
    const application = await startApplication()
    const endpointId = await webhook(application.url, ['comment.created'])
    const { status, body } = await send(endpointId)
    expect([status, body.eventId]).toEqual([202, eventId])
    await application.waitFor(1)
    expect(JSON.parse(application.received[0]?.body ?? '')).toMatchObject({ id: eventId, event: 'message.received' })
    await application.stop()
  })

  it('delivers it once more, as a delivery of its own', async () => {
    const application = await startApplication()
    const endpointId = await webhook(application.url, ['comment.created'])
    const first = await send(endpointId)
    await application.waitFor(1)
    const second = await send(endpointId)
    await application.waitFor(2)
    expect(second.body.id).not.toBe(first.body.id)
    await eventually(
      () => hub.api<{ data: Delivery[] }>(`/api/v1/deliveries?endpoint=${endpointId}&status=delivered`),
      ({ body }) => body.data.length === 2,
    )
    await application.stop()
  })

  it('is refused for a webhook that is paused, and says so', async () => {
    const endpointId = await webhook('https://example.com/paused', ['comment.created'])
    await hub.api(`/api/v1/webhooks/${endpointId}`, { state: 'paused' }, 'PUT')
    expect(await send(endpointId)).toMatchObject({
      status: 409,
      body: { detail: 'The webhook is paused; enable it first.' },
    })
  })

  it('knows no event or webhook that is not there', async () => {
    expect((await send(toPublicId('endpoint', newUuid()))).status).toBe(404)
    const endpointId = await webhook('https://example.com/none', ['comment.created'])
    expect((await send(endpointId, toPublicId('event', newUuid()))).status).toBe(404)
    expect((await send('wh_nonsense')).status).toBe(400)
  })
})
