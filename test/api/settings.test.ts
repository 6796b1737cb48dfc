import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHubSettings } from '../../src/operations/settings.ts'
import { describeStore, silent } from '../support/databases.ts'
import { eventually } from '../support/hub.ts'
import { startMailServer, type TestMailServer } from '../support/mail-server.ts'
import { createTestApi, type TestApi } from './support.ts'

interface Settings {
  retentionDays: number
  alertEmails: string[]
  alerts: Record<string, boolean>
  mailConfigured: boolean
  sources: Record<string, string>
}

describeStore('settings', (store) => {
  let api: TestApi
  let mailServer: TestMailServer
  let env: Record<string, string>
  beforeAll(async () => {
    mailServer = await startMailServer()
    env = { RETENTION_DAYS: '60', SMTP_URL: mailServer.url }
    api = await createTestApi(store.database(), undefined, 'all', true, { env })
  })
  afterAll(async () => {
    await api.close()
    await mailServer.close()
  })
  const get = async () => (await api.call<Settings>('/api/v1/settings')).body
  const put = (change: object) => api.call<Settings & { detail: string }>('/api/v1/settings', change, 'PUT')

  it('are those of the environment until others are saved', async () => {
    expect(await get()).toEqual({
      retentionDays: 60,
      alertEmails: [],
      alerts: { webhookFailing: true, webhookDisabled: true, accountDisconnected: true },
      mailConfigured: true,
      sources: { retentionDays: 'environment', alertEmails: 'default', alerts: 'default' },
    })
  })

  it('are refused when they mean nothing, with the member that is wrong', async () => {
    for (const [change, detail] of [
      [{ retentionDays: -1 }, /retentionDays/],
      [{ alertEmails: ['nobody'] }, /alertEmails/],
      [{ alerts: { weather: true } }, /alerts/],
      [{ smtpUrl: 'smtp://elsewhere' }, /smtpUrl/],
    ] as const) {
      const { status, body } = await put(change)
      expect(status).toBe(400)
      expect(body.detail).toMatch(detail)
    }
  })

  it('that were saved go before the environment, until they are taken back', async () => {
    const { body } = await put({ retentionDays: 7, alerts: { webhookFailing: false } })
    expect(body).toMatchObject({
      retentionDays: 7,
      alerts: { webhookFailing: false, webhookDisabled: true },
      sources: { retentionDays: 'saved', alertEmails: 'default', alerts: 'saved' },
    })
    expect((await put({ retentionDays: null })).body).toMatchObject({
      retentionDays: 60,
      alerts: { webhookFailing: false },
      sources: { retentionDays: 'environment' },
    })
  })

  it('reach the other processes without a restart', async () => {
    const database = await store.open()
    const config = { retentionDays: 60, alertEmails: [], given: new Set<string>() }
    const other = createHubSettings(database, api.workspaceId, config, silent)
    await other.follow()
    await put({ retentionDays: 8 })
    await eventually(
      async () => other.of(api.workspaceId).retentionDays,
      (days) => days === 8,
    )
    other.close()
    await database.close()
  })

  it('cannot be changed with a key that may only read', async () => {
    const response = await api.raw({
      method: 'PUT',
      url: '/api/v1/settings',
      headers: { 'x-api-key': api.readKey },
      payload: { retentionDays: 1 },
    })
    expect(response.statusCode).toBe(403)
  })

  it('are tried out with a mail', async () => {
    const test = () => api.call('/api/v1/settings/test-alert', undefined, 'POST')
    expect((await test()).body).toMatchObject({ sent: false, problem: expect.stringContaining('address') })
    await put({ alertEmails: ['one@example.com', 'two@example.com'] })
    expect((await test()).body).toEqual({ sent: true, problem: null })
    expect(mailServer.mails.flatMap(({ to }) => to)).toEqual(['one@example.com', 'two@example.com'])
  })

  it('say why the mail cannot be sent', async () => {
    const closed = net.createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    await once(closed, 'close')
    const options = { env: { SMTP_URL: `smtp://user:secret@127.0.0.1:${port}`, ALERT_EMAIL: 'a@example.com' } }
    const other = await createTestApi(store.database(), undefined, 'all', true, options)
    const { body } = await other.call<{ problem: string }>('/api/v1/settings/test-alert', undefined, 'POST')
    expect(body).toMatchObject({ sent: false, problem: expect.stringContaining('ECONNREFUSED') })
    expect(body.problem).not.toContain('secret')
    await other.close()
  })

  it('know that there is no mail server', async () => {
    const other = await createTestApi(store.database())
    expect((await other.call<Settings>('/api/v1/settings')).body.mailConfigured).toBe(false)
    const { body } = await other.call('/api/v1/settings/test-alert', undefined, 'POST')
    expect(body).toMatchObject({ sent: false, problem: expect.stringContaining('SMTP_URL') })
    await other.close()
  })
})
