import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeHub, eventually, instagramMessage, type TestHub, VERIFY_TOKEN } from '../support/hub.ts'

interface Platform {
  id: string
  verifyToken: string | null
  lastHandshake: { at: string; ok: boolean } | null
  lastEventAt: string | null
  lastRejection: { cause: string; hint: string } | null
}

describeHub('what the platforms were last heard of', (store) => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await store.start()
  })
  afterAll(() => hub.stop())
  const platforms = async () => (await hub.api<{ data: Platform[] }>('/api/v1/platforms')).body.data
  const platform = async (id: string) => (await platforms()).find((each) => each.id === id)
  const shake = (token: string, path = '/api/webhooks/instagram') =>
    fetch(`${hub.url}${path}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${token}`)

  it('is nothing at first', async () => {
    for (const each of await platforms())
      expect(each).toMatchObject({ lastHandshake: null, lastEventAt: null, lastRejection: null })
  })

  it('shows the verify token to administrators only, where there is a handshake', async () => {
    expect((await platform('instagram'))?.verifyToken).toBe(VERIFY_TOKEN)
    expect((await platform('line'))?.verifyToken).toBeNull()
    const { key } = (await hub.api<{ key: string }>('/api/v1/keys', { name: 'reader', role: 'read' })).body
    const response = await fetch(`${hub.url}/api/v1/platforms`, { headers: { 'x-api-key': key } })
    const { data } = (await response.json()) as { data: Platform[] }
    expect(data.map(({ verifyToken }) => verifyToken)).toEqual(data.map(() => null))
  })

  it('tells of a handshake that was refused, then of one that was good, and hides that behind no stranger', async () => {
    expect((await shake('wrong')).status).toBe(403)
    const refused = await eventually(
      () => platform('instagram'),
      (each) => each?.lastHandshake !== null,
    )
    expect(refused?.lastHandshake?.ok).toBe(false)
    expect((await shake(VERIFY_TOKEN)).status).toBe(200)
    for (let n = 0; n < 20; n++) await shake('wrong')
    await eventually(
      () => platform('instagram'),
      (each) => each?.lastHandshake?.ok === true,
    )
    expect((await platform('facebook'))?.lastHandshake).toBeNull()
  })

  it('tells of the last event and the last refused request', async () => {
    await hub.send(instagramMessage('hello'))
    await fetch(`${hub.url}/api/webhooks/instagram`, { method: 'POST', body: '{}' })
    const seen = await eventually(
      () => platform('instagram'),
      (each) => each?.lastRejection?.cause === 'no_signature',
    )
    expect(Date.parse(seen?.lastEventAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
    expect(seen?.lastRejection?.hint).toContain('signature header')
  })

  it("tells of a handshake at an account's own address, and makes no row for an account that is none", async () => {
    await hub.send(instagramMessage('hello', { account: '178000' }))
    const accounts = await hub.api<{ data: { id: string; externalId: string }[] }>('/api/v1/accounts')
    const account = accounts.body.data.find(({ externalId }) => externalId === '178000')
    await shake(VERIFY_TOKEN, '/api/v1/webhooks/instagram/nobody')
    await shake(VERIFY_TOKEN, '/api/v1/webhooks/instagram/178000')
    const { body } = await eventually(
      () => hub.api<{ lastHandshake: { ok: boolean } | null }>(`/api/v1/accounts/${account?.id}`),
      (answer) => answer.body.lastHandshake !== null,
    )
    expect(body.lastHandshake?.ok).toBe(true)
    const rows = await hub.database.db.selectFrom('handshakes').select('account').execute()
    expect(rows.map((row) => row.account).sort()).toEqual(['', '178000'])
  })
})
