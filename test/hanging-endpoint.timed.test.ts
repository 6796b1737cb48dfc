import { afterEach, beforeAll, expect, it } from 'vitest'
import { type Application, type Behaviour, startApplication } from './support/application.ts'
import { describeHub, instagramMessage, type TestHub } from './support/hub.ts'

describeHub('deliveries', (store) => {
  let hub: TestHub
  const applications: Application[] = []
  beforeAll(async () => {
    hub = await store.start({ env: { DELIVERY_TIMEOUT: '5s' } })
  })
  afterEach(async () => {
    for (const application of applications.splice(0)) await application.stop()
  })

  const subscribed = async (behaviour?: Behaviour) => {
    const application = await startApplication(behaviour)
    applications.push(application)
    const { status } = await hub.api('/api/v1/webhooks', { url: application.url, events: ['message.*'] })
    expect(status).toBe(201)
    return application
  }

  it('to nine endpoints are not held up by a tenth that hangs', async () => {
    await subscribed(() => {})
    const others = await Promise.all(Array.from({ length: 9 }, () => subscribed()))
    const count = 60
    const before = Date.now()
    for (let index = 0; index < count; index++) await hub.send(instagramMessage(`message ${index}`))
    await Promise.all(others.map((other) => other.waitFor(count, 5000)))
    expect(Date.now() - before).toBeLessThan(5000)
  })
})
