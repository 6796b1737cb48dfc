import { beforeAll, expect, it } from 'vitest'
import { eventually, instagramMessage, signatureOf, type TestHub } from '../support/hub.ts'
import { lineSigned } from './signed.ts'
import { type AccountBody, describeWithPlatforms, eventsOf } from './support.ts'

const OWN_SECRET = 'a-secret-of-this-account-only'
const SECOND_LINE = 'U00000000000000000000000000000002'

describeWithPlatforms("an account's own secrets", ({ hub, platforms, start }) => {
  let instagram: AccountBody
  let line: AccountBody

  const post = async (
    path: string,
    body: object,
    headers: (text: string) => Record<string, string>,
    at: TestHub = hub(),
  ) => {
    const text = JSON.stringify(body)
    const response = await fetch(at.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers(text) },
      body: text,
    })
    await response.arrayBuffer()
    return response.status
  }
  const meta = (secret: string) => (text: string) => ({ 'x-hub-signature-256': signatureOf(text, secret) })

  beforeAll(async () => {
    const { seeds, state, tokens } = platforms()
    const app = { id: '1400000000000001', secret: OWN_SECRET, name: 'Another app' }
    const own = tokens.issue('instagram-long', seeds.instagram.account.id, {
      app,
      scopes: seeds.instagram.token.scopes,
    })
    const credentials = { accessToken: own.value, appSecret: OWN_SECRET, verifyToken: 'own-token' }
    const connected = await hub().api<AccountBody>('/api/v1/accounts', { platform: 'instagram', credentials })
    expect(connected.status, JSON.stringify(connected.body)).toBe(201)
    instagram = connected.body
    const channel = {
      ...seeds.line.account,
      id: SECOND_LINE,
      channelId: '2000000002',
      secret: 'second-line-secret',
      username: 'second',
    }
    state.accounts.set(channel.id, channel)
    const token = tokens.issue('line', channel.id)
    const { body } = await hub().api<AccountBody>('/api/v1/accounts', {
      platform: 'line',
      credentials: { channelAccessToken: token.value, channelSecret: channel.secret },
    })
    line = body
  })

  it('prove its requests at the address that all share, and those of the app stay valid', async () => {
    const own = instagramMessage('own', { account: instagram.externalId })
    expect(await post('/api/webhooks/instagram', own, meta(OWN_SECRET))).toBe(200)
    const app = instagramMessage('app', { account: instagram.externalId })
    expect(await post('/api/webhooks/instagram', app, meta(platforms().state.apps.meta.secret))).toBe(200)
    await eventsOf(hub(), 'message.received', 2)
  })

  it('prove nothing of other accounts', async () => {
    const foreign = instagramMessage('foreign', { account: '17841499999999999' })
    expect(await post('/api/webhooks/instagram', foreign, meta(OWN_SECRET))).toBe(401)
    const own = instagramMessage('mixed', { account: instagram.externalId })
    const both = { ...own, entry: [...own.entry, ...foreign.entry] }
    expect(await post('/api/webhooks/instagram', both, meta(OWN_SECRET))).toBe(401)
    expect(await post(`/api/v1/webhooks/instagram/${instagram.id}`, both, meta(OWN_SECRET))).toBe(401)
  })

  it('are tried first at its own address, with its own verify token', async () => {
    const path = `/api/v1/webhooks/instagram/${instagram.id}`
    expect(await post(path, instagramMessage('x', { account: instagram.externalId }), meta(OWN_SECRET))).toBe(200)
    expect(await post(path, instagramMessage('x', { account: instagram.externalId }), meta('wrong'))).toBe(401)
    const shake = (token: string, at = path) =>
      fetch(`${hub().url}${at}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=42`).then(
        (answer) => answer.status,
      )
    expect(await shake('own-token')).toBe(200)
    expect(await shake('test-verify-token')).toBe(200)
    expect(await shake('wrong')).toBe(403)
    expect(await shake('own-token', '/api/webhooks/instagram')).toBe(403)
  })

  it('tell LINE channels apart by their destination', async () => {
    const body = { destination: SECOND_LINE, events: [lineSigned.event('1')] }
    expect(await post('/api/webhooks/line', body, lineSigned.headers('second-line-secret'))).toBe(200)
    const stolen = { destination: platforms().seeds.line.account.id, events: [lineSigned.event('2')] }
    expect(await post('/api/webhooks/line', stolen, lineSigned.headers('second-line-secret'))).toBe(401)
  })

  it('fill in the account that LINE left out', async () => {
    const body = { events: [lineSigned.event('3')] }
    expect(await post(`/api/v1/webhooks/line/${line.id}`, body, lineSigned.headers('second-line-secret'))).toBe(200)
    const events = await eventsOf(hub(), 'message.received', 5)
    expect(events.filter(({ account }) => account?.id === line.id)).toHaveLength(2)
  })

  it('reach other processes within seconds, and end with the account', async () => {
    const other = await start()
    const path = '/api/webhooks/line'
    const next = (n: number) => ({ destination: SECOND_LINE, events: [lineSigned.event(`o${n}`)] })
    expect(await post(path, next(1), lineSigned.headers('second-line-secret'), other)).toBe(200)
    await hub().api(`/api/v1/accounts/${line.id}`, undefined, 'DELETE')
    let n = 2
    await eventually(
      () => post(path, next(n++), lineSigned.headers('second-line-secret'), other),
      (status) => status === 401,
      6000,
    )
    await other.stop()
  })
})
