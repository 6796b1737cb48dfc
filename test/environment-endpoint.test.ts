import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Application, answering, startApplication } from './support/application.ts'
import { describeHub, instagramMessage, type TestHub } from './support/hub.ts'

describeHub('WEBHOOK_URL', (store) => {
  let first: Application
  let second: Application
  let hub: TestHub
  const endpoints = async () =>
    (await hub.api<{ data: { url: string; format: string; events: string[] }[] }>('/api/v1/webhooks')).body.data

  beforeAll(async () => {
    first = await startApplication()
    second = await startApplication()
  })
  afterAll(async () => {
    await first.stop()
    await second.stop()
  })

  it('makes one endpoint for everything, in the format flat', async () => {
    hub = await store.start({ env: { WEBHOOK_URL: first.url } })
    expect(await endpoints()).toMatchObject([{ url: first.url, format: 'flat', events: ['*'] }])
    await hub.send(instagramMessage('in the old shape', { sender: '42' }))
    await first.waitFor(1)
    expect(JSON.parse(first.received[0]?.body ?? '')).toMatchObject({
      event_type: 'new_message',
      data: { message: 'in the old shape', thread_id: '42' },
    })
    await hub.stop()
  })

  it('gives up what is on its way to it when it goes', async () => {
    const failing = await startApplication(answering(500))
    hub = await store.start({ env: { WEBHOOK_URL: failing.url } })
    await hub.send(instagramMessage('never taken'))
    await failing.waitFor(1)
    await hub.stop()
    hub = await store.start()
    const { data } = (await hub.api<{ data: { status: string; error: string }[] }>('/api/v1/deliveries')).body
    expect(data[0]).toMatchObject({ status: 'failed', error: 'endpoint deleted' })
    await hub.stop()
    await failing.stop()
  })

  it('is the same endpoint after a restart, also when the address changed, and goes with the variable', async () => {
    hub = await store.start({ env: { WEBHOOK_URL: first.url } })
    await hub.stop()
    hub = await store.start({ env: { WEBHOOK_URL: second.url } })
    expect(await endpoints()).toMatchObject([{ url: second.url }])
    await hub.stop()
    hub = await store.start()
    expect(await endpoints()).toEqual([])
    await hub.stop()
  })
})
