import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Application, startApplication } from '../../support/application.ts'
import { describeHub, type TestHub } from '../../support/hub.ts'
import { credentialsFor } from '../credentials.ts'
import { type Platforms, startPlatforms } from '../index.ts'

describeHub('a message from Telegram', (hubs) => {
  let platforms: Platforms
  let application: Application
  let hub: TestHub
  let account: string

  beforeAll(async () => {
    platforms = await startPlatforms()
    application = await startApplication()
    hub = await hubs.start({ env: { ...platforms.env } })
    platforms.attach(hub.url)
    await hub.api('/api/v1/webhooks', { url: application.url, events: ['message.*', 'member.*'] })
    const given = { platform: 'telegram', credentials: credentialsFor(platforms).telegram }
    const { body } = await hub.api<{ id: string; subscription: { active: boolean } }>('/api/v1/accounts', given)
    expect(body.subscription.active).toBe(true)
    account = body.id
  })
  afterAll(async () => {
    await hub.stop()
    await application.stop()
    await platforms.stop()
  })

  it('comes at the address and with the secret that the hub gave, is delivered, and answered', async () => {
    const { webhook } = platforms.seeds.telegram.account
    expect(webhook?.url).toBe(`${hub.url}/api/v1/webhooks/telegram/${account}`)
    const pushed = await platforms.push('telegram', 'message', { text: 'Do you have this in blue?' })
    expect(pushed.status).toBe(200)
    await application.waitFor(1)
    const body = JSON.parse(application.received[0]?.body ?? 'null')
    expect(body).toMatchObject({
      event: 'message.received',
      account: { platform: 'telegram', externalId: platforms.seeds.telegram.account.id },
      data: { content: 'Do you have this in blue?' },
    })
    const { person } = platforms.seeds.telegram
    const sent = await hub.api<{ status: string }>('/api/v1/messages', {
      account,
      to: person.id,
      type: 'text',
      text: 'Yes',
    })
    expect(sent.body.status).toBe('sent')
    expect([...platforms.state.messages.values()].at(-1)).toMatchObject({ direction: 'out', text: 'Yes' })
  })

  it('is stored once when Telegram sends it again', async () => {
    const body = platforms.happen('telegram', 'message', { text: 'Twice?' }) as object
    await platforms.push('telegram', body)
    await platforms.push('telegram', body)
    const { body: found } = await hub.api<{ data: unknown[] }>('/api/v1/events?q=Twice')
    expect(found.data).toHaveLength(1)
  })

  it('is refused with another secret, and where the address names no bot', async () => {
    const url = `${hub.url}/api/v1/webhooks/telegram/${account}`
    const post = (to: string, secret: string) =>
      fetch(to, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: '{"update_id":1,"message":{}}',
      })
    expect((await post(url, 'another')).status).toBe(401)
    expect((await post(`${hub.url}/api/webhooks/telegram`, 'another')).status).toBe(404)
  })

  it('comes no more when the bot is disconnected: the webhook is gone', async () => {
    await hub.api(`/api/v1/accounts/${account}`, undefined, 'DELETE')
    expect(platforms.seeds.telegram.account.webhook).toBeUndefined()
  })
})
