import { afterAll, beforeAll, expect, it } from 'vitest'
import { answering, startApplication } from './support/application.ts'
import { describeHub, eventually, instagramMessage, type TestHub } from './support/hub.ts'
import { startMailServer, type TestMailServer } from './support/mail-server.ts'

describeHub('an endpoint that only fails', (store) => {
  let hub: TestHub
  let mailServer: TestMailServer
  const mails = () => mailServer.mails.map(({ text }) => text)

  beforeAll(async () => {
    mailServer = await startMailServer()
    hub = await store.start({
      env: {
        DELIVERY_RETRY_SCHEDULE: Array(30).fill('300ms').join(','),
        DELIVERY_DISABLE_AFTER: '6s',
        SMTP_URL: mailServer.url,
        ALERT_EMAIL: 'operator@example.com',
      },
    })
  })
  afterAll(async () => {
    await hub.stop()
    await mailServer.close()
  })

  it('is warned of by e-mail, then disabled, and told of as an event', async () => {
    const failing = await startApplication(answering(500))
    const other = await startApplication()
    const { body } = await hub.api<{ id: string }>('/api/v1/webhooks', { url: failing.url, events: ['message.*'] })
    await hub.api('/api/v1/webhooks', { url: other.url, events: ['webhook.disabled'] })
    await hub.send(instagramMessage('nobody takes this'))
    await other.waitFor(1, 15_000)
    const state = await hub.api<{ state: string; disabledReason: string }>(`/api/v1/webhooks/${body.id}`)
    expect(state.body.state).toBe('disabled')
    expect(state.body.disabledReason).toMatch(/has failed since/)
    const subjects = () =>
      mails().map((mail) => /^Subject: (.*(?:\r\n .*)*)/m.exec(mail)?.[1]?.replace(/\s+/g, ' ') ?? '')
    await eventually(
      async () => subjects(),
      (all) => all.some((subject) => subject.includes('was disabled')),
    )
    // On a busy machine two of the three steps may pass between two looks; none is told twice.
    const percents = mails().flatMap((mail) => /^(\d+) % of the time/m.exec(mail)?.[1] ?? [])
    expect(percents.length).toBeGreaterThanOrEqual(1)
    expect(['50', '70', '90'].filter((percent) => percents.includes(percent))).toEqual(percents)
    expect(subjects().filter((subject) => subject.includes('was disabled'))).toHaveLength(1)
    expect(mails().join('')).toContain('operator@example.com')
    mailServer.mails.length = 0
    await failing.stop()
    await other.stop()
  })

  it('is among the notifications, from the first warning on', async () => {
    const { data } = (
      await hub.api<{ data: { type: string; params: { percent?: number } }[] }>('/api/v1/notifications')
    ).body
    const told = data.filter(({ type }) => type.startsWith('webhook.')).reverse()
    expect(told.at(-1)?.type).toBe('webhook.disabled')
    expect(told.length).toBeGreaterThanOrEqual(2)
    for (const { type, params } of told.slice(0, -1))
      expect([type, [50, 70, 90].includes(params.percent ?? 0)]).toEqual(['webhook.failing', true])
  })

  it('that recovers in time starts anew', async () => {
    const recovering = await startApplication(answering(500, 500, 200))
    const { body } = await hub.api<{ id: string }>('/api/v1/webhooks', { url: recovering.url, events: ['message.*'] })
    await hub.send(instagramMessage('third time lucky'))
    await recovering.waitFor(3)
    await eventually(
      () => hub.api<{ failures: number; failingSince: string | null }>(`/api/v1/webhooks/${body.id}`),
      (answer) => answer.body.failures === 0 && answer.body.failingSince === null,
    )
    await recovering.stop()
  })

  it('says why the last attempt failed, and when, also after one that succeeded, until it is enabled again', async () => {
    interface Webhook {
      id: string
      failures: number
      lastError: { at: string; code: string; statusCode: number | null; detail: string } | null
    }
    const recovering = await startApplication(answering(418, 200))
    const made = await hub.api<Webhook>('/api/v1/webhooks', { url: recovering.url, events: ['message.*'] })
    expect(made.body.lastError).toBeNull()
    const path = `/api/v1/webhooks/${made.body.id}`
    const get = async () => (await hub.api<Webhook>(path)).body
    const before = Date.now()
    await hub.send(instagramMessage('refused'))
    const error = { code: 'http_status', statusCode: 418, detail: 'the endpoint answered 418', at: expect.any(String) }
    const failed = await eventually(get, ({ lastError }) => lastError !== null)
    expect(failed.lastError).toEqual(error)
    const at = Date.parse(failed.lastError?.at ?? '')
    expect(at).toBeGreaterThanOrEqual(before - 1000)
    expect(at).toBeLessThanOrEqual(Date.now() + 1000)
    await hub.send(instagramMessage('taken'))
    const recovered = await eventually(get, ({ failures }) => failures === 0)
    expect(recovered.lastError).toEqual(failed.lastError)
    await hub.api(`${path}/enable`, {})
    expect((await get()).lastError).toBeNull()
    await recovering.stop()
  })
})
