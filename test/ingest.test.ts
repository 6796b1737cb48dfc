import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  APP_SECRET,
  describeHub,
  eventually,
  instagramMessage,
  signatureOf,
  type TestHub,
  VERIFY_TOKEN,
} from './support/hub.ts'

interface Rejections {
  data: { cause: string; hint: string }[]
}

describeHub('the Instagram callback', (store) => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await store.start()
  })
  afterAll(() => hub.stop())

  const callback = () => `${hub.url}/api/webhooks/instagram`
  const post = (body: string, headers: Record<string, string>) => fetch(callback(), { method: 'POST', headers, body })
  const count = async () => (await hub.api<{ data: unknown[] }>('/api/v1/events?limit=200')).body.data.length
  const causes = async () =>
    (await hub.api<Rejections>('/api/v1/rejections?limit=200')).body.data.map((row) => row.cause)

  describe('handshake', () => {
    for (const path of [
      '/api/webhooks/instagram',
      '/api/v1/webhooks/instagram/verify',
      '/api/v1/webhooks/instagram/17841400000000000',
    ]) {
      it(`of ${path} answers the challenge as text`, async () => {
        const response = await fetch(
          `${hub.url}${path}?hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1158201444`,
        )
        expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
          200,
          'text/plain; charset=utf-8',
          '1158201444',
        ])
      })
    }

    it('with another token, mode or no challenge answers 403 Verification failed', async () => {
      for (const query of [
        'hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1',
        `hub.mode=unsubscribe&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1`,
        `hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}`,
        '',
      ]) {
        const response = await fetch(`${callback()}?${query}`)
        expect(response.status).toBe(403)
        expect(await response.json()).toMatchObject({ error: 'Verification failed', code: 'verification_failed' })
      }
    })
  })

  it('answers a signed body with 200 {"success":true} and stores its event', async () => {
    const before = await count()
    const response = await hub.send(instagramMessage('hello'))
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'application/json; charset=utf-8',
      '{"success":true}',
    ])
    expect(await count()).toBe(before + 1)
  })

  it('refuses whatever is not signed with the secret, with its cause', async () => {
    const body = JSON.stringify(instagramMessage('forged'))
    const good = signatureOf(body)
    const wrong: [string, string | undefined][] = [
      ['no_signature', undefined],
      ['signature_mismatch', signatureOf(body, 'another secret')],
      ['signature_mismatch', signatureOf(`${body} `)],
      ['wrong_length', good.slice(0, -2)],
      ['malformed_signature', `sha256=${good.slice(7).toUpperCase()}`],
      ['malformed_signature', good.replace('sha256=', 'sha1=')],
      ['malformed_signature', good.slice(7)],
    ]
    const before = await count()
    for (const [cause, signature] of wrong) {
      const response = await post(body, signature === undefined ? {} : { 'x-hub-signature-256': signature })
      expect([cause, response.status]).toEqual([cause, 401])
      expect(await response.json()).toMatchObject({ error: 'Invalid signature', code: 'invalid_signature' })
    }
    expect(await count()).toBe(before)
    // Written down a moment later; what other tests sent is listed too.
    const listed = await eventually(causes, (list) => wrong.every(([cause]) => list.includes(cause)))
    for (const [cause] of wrong) expect(listed).toContain(cause)
  })

  it('answers 400 Invalid payload to signed rubbish, and lists it', async () => {
    for (const body of [
      'not json',
      '{"object":"instagram"}',
      '{"object":"page","entry":[]}',
      '[]',
      'null',
      '{"object":"instagram","entry":{}}',
    ]) {
      const response = await post(body, { 'x-hub-signature-256': signatureOf(body) })
      expect([body, response.status]).toEqual([body, 400])
      expect(await response.json()).toMatchObject({ error: 'Invalid payload', code: 'invalid_payload' })
    }
    const listed = await eventually(causes, (list) => list.includes('not_json') && list.includes('wrong_shape'))
    expect(listed).toContain('wrong_shape')
  })

  it('answers 413 to 6 MB', async () => {
    const body = JSON.stringify(instagramMessage('x'.repeat(6 * 1024 * 1024)))
    const response = await post(body, { 'x-hub-signature-256': signatureOf(body) })
    expect(response.status).toBe(413)
    await eventually(causes, (list) => list.includes('too_large'))
  })

  it('makes one event of a body sent twice, and of copies at the same instant', async () => {
    const body = instagramMessage('once')
    const before = await count()
    await hub.send(body)
    await hub.send(body)
    const copies = instagramMessage('at once')
    const answers = await Promise.all(Array.from({ length: 30 }, () => hub.send(copies)))
    expect(answers.map((answer) => answer.status)).toEqual(Array(30).fill(200))
    expect(await count()).toBe(before + 2)
  })

  it('keeps every event of a body with several entries, accounts and items', async () => {
    const before = await count()
    const bodies = ['111', '222', '333'].map((account) => instagramMessage('batch', { account }))
    const entry = bodies.flatMap((body) => body.entry)
    entry[0]?.messaging.push(
      ...instagramMessage('second item', { account: '111' }).entry.flatMap((each) => each.messaging),
    )
    expect((await hub.send({ object: 'instagram', entry })).status).toBe(200)
    expect(await count()).toBe(before + 4)
    const accounts = (await hub.api<{ data: { externalId: string; state: string }[] }>('/api/v1/accounts')).body.data
    expect(accounts).toEqual(
      expect.arrayContaining(
        ['111', '222', '333'].map((externalId) => expect.objectContaining({ externalId, state: 'discovered' })),
      ),
    )
  })

  it('of one account takes only that account', async () => {
    const send = (account: string) => {
      const body = JSON.stringify(instagramMessage('to one', { account }))
      return fetch(`${hub.url}/api/v1/webhooks/instagram/444`, {
        method: 'POST',
        headers: { 'x-hub-signature-256': signatureOf(body) },
        body,
      })
    }
    expect((await send('444')).status).toBe(200)
    expect((await send('555')).status).toBe(401)
    await eventually(causes, (list) => list.includes('wrong_account'))
  })

  it('stores what PostgreSQL text cannot hold', async () => {
    const response = await hub.send(
      '{"object":"instagram","entry":[{"id":"1\\u0000","time":1,"messaging":[{"sender":{"id":"2"},"recipient":{"id":"1"},"timestamp":1,"message":{"mid":"nul.1","text":"a\\u0000b \\ud800 c"}}]}]}',
    )
    expect(response.status).toBe(200)
    const { body } = await hub.api<{ data: { data: { content?: string } }[] }>('/api/v1/events?limit=5')
    expect(body.data.some((event) => event.data.content?.startsWith('a\u0000b'))).toBe(true)
  })

  it('takes the secret of the Instagram app as well, and refuses a platform that no secret is configured for', async () => {
    await hub.stop()
    hub = await store.start({ env: { META_APP_SECRET: '', INSTAGRAM_APP_SECRET: APP_SECRET } })
    expect((await hub.send(instagramMessage('Instagram secret'))).status).toBe(200)
    const body = '{"object":"page","entry":[]}'
    const response = await fetch(`${hub.url}/api/webhooks/facebook`, {
      method: 'POST',
      headers: { 'x-hub-signature-256': signatureOf(body) },
      body,
    })
    expect(response.status).toBe(401)
    await eventually(causes, (list) => list.includes('no_secret'))
  })
})
