import { beforeAll, expect, it } from 'vitest'
import { credentialsFor, describeWithPlatforms } from './accounts/support.ts'
import { type Application, startApplication } from './support/application.ts'
import { eventually, instagramMessage, signatureOf } from './support/hub.ts'
import { type SecondWorkspace, secondWorkspace } from './support/second-workspace.ts'

interface Listed {
  data: { id: string; type: string; data: { content?: string; conversationId?: string } }[]
}

describeWithPlatforms('a hub with two workspaces', (stage) => {
  let second: SecondWorkspace
  let account: string
  let applications: { first: Application; second: Application }
  beforeAll(async () => {
    const hub = stage.hub()
    second = await secondWorkspace(hub.url, hub.database)
    applications = { first: await startApplication(), second: await startApplication() }
    await hub.api('/api/v1/webhooks', { url: applications.first.url, events: ['*'] })
    await second.api('/api/v1/webhooks', { url: applications.second.url, events: ['*'] })
    const credentials = credentialsFor(stage.platforms()).instagram
    const connected = await second.api<{ id: string }>('/api/v1/accounts', { platform: 'instagram', credentials })
    expect(connected.status).toBe(201)
    account = connected.body.id
  })

  const textsOf = (application: Application) =>
    application.received.map(({ body }) => (JSON.parse(body) as Listed['data'][number]).data.content)
  const events = async (api: SecondWorkspace['api']) =>
    (await api<Listed>('/api/v1/events?type=message.received')).body.data.map(({ data }) => data.content)

  it('routes and delivers what comes in for an account in the workspace that connected it', async () => {
    const person = stage.platforms().seeds.instagram.person.id
    await stage.platforms().push('instagram', 'message', { person, text: 'for the second' })
    await applications.second.waitFor(2)
    expect(textsOf(applications.second)).toContain('for the second')
    expect(await events(second.api)).toEqual(['for the second'])
    expect(await events(stage.hub().api)).toEqual([])
  })

  it('stores one request that speaks to accounts of both workspaces in both', async () => {
    const { externalId } = (await second.api<{ externalId: string }>(`/api/v1/accounts/${account}`)).body
    const own = instagramMessage('both: second', { account: externalId })
    const other = instagramMessage('both: first')
    const body = JSON.stringify({ object: 'instagram', entry: [...own.entry, ...other.entry] })
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) }
    const answer = await fetch(`${stage.hub().url}/api/webhooks/instagram`, { method: 'POST', headers, body })
    expect(answer.status).toBe(200)
    await eventually(
      async () => textsOf(applications.first),
      (texts) => texts.includes('both: first'),
    )
    await eventually(
      async () => textsOf(applications.second),
      (texts) => texts.includes('both: second'),
    )
    expect(textsOf(applications.first)).toEqual(['both: first'])
    expect(await events(stage.hub().api)).toEqual(['both: first'])
    expect(await events(second.api)).toEqual(['both: second', 'for the second'])
  })

  it('sends messages of the second workspace', async () => {
    const conversationId = stage.platforms().seeds.instagram.person.id
    const message = { account, conversationId, type: 'text', text: 'Yes, it is.' }
    expect((await second.api('/api/v1/messages', message)).body).toMatchObject({ status: 'sent' })
    expect((await stage.hub().api('/api/v1/messages', message)).status).toBe(404)
  })

  it('counts what came twice in the workspace of the account only', async () => {
    const { externalId } = (await second.api<{ externalId: string }>(`/api/v1/accounts/${account}`)).body
    const message = instagramMessage('twice', { account: externalId })
    const duplicates = async ({ api }: Pick<SecondWorkspace, 'api'>) =>
      (await api<{ events: { duplicates: number } }>('/api/v1/stats')).body.events.duplicates
    await stage.hub().send(message)
    const before = await duplicates(second)
    await stage.hub().send(message)
    expect([await duplicates(stage.hub()), await duplicates(second)]).toEqual([0, before + 1])
  })

  it('counts the events and deliveries of each workspace', async () => {
    for (const { api } of [stage.hub(), second]) {
      const listed = (await api<Listed>('/api/v1/events?limit=200')).body.data.length
      const deliveries = (await api<Listed>('/api/v1/deliveries?limit=200')).body.data.length
      const { body } = await api('/api/v1/stats')
      expect(body).toMatchObject({ events: { total: listed }, deliveries: { total: deliveries } })
      expect(listed).toBeGreaterThan(0)
    }
  })

  it('shows a request that was refused at the address of an account to the workspace of the account', async () => {
    const answer = await fetch(`${stage.hub().url}/api/v1/webhooks/instagram/${account}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf('{}', 'wrong') },
      body: '{}',
    })
    expect(answer.status).toBe(401)
    const causes = async (api: SecondWorkspace['api']) =>
      (await api<{ data: { cause: string }[] }>('/api/v1/rejections')).body.data.map(({ cause }) => cause)
    await eventually(
      () => causes(second.api),
      (found) => found.length > 0,
    )
    expect(await causes(stage.hub().api)).toEqual([])
  })

  it('leaves an account to the workspace that has it connected, until it is disconnected there', async () => {
    const { api } = stage.hub()
    const request = { platform: 'instagram', credentials: credentialsFor(stage.platforms()).instagram }
    expect(await api('/api/v1/accounts', request)).toMatchObject({
      status: 409,
      body: { reason: { code: 'account_elsewhere' } },
    })
    await second.api(`/api/v1/accounts/${account}`, undefined, 'DELETE')
    expect((await api('/api/v1/accounts', request)).status).toBe(201)
    const person = stage.platforms().seeds.instagram.person.id
    await stage.platforms().push('instagram', 'message', { person, text: 'now for the first' })
    await eventually(
      () => events(api),
      (texts) => texts.includes('now for the first'),
    )
    expect(await events(second.api)).not.toContain('now for the first')
  })
})
