import fs from 'node:fs'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preparedDataDir } from '../support/cluster.ts'
import { eventually, instagramMessage, signatureOf, startTestHub, type TestHub, VERIFY_TOKEN } from '../support/hub.ts'

interface Answer {
  readonly status: number
  readonly type: string | null
  readonly text: string
}

describe('what platforms call', () => {
  let hub: TestHub
  let dataDir: string
  beforeAll(async () => {
    dataDir = await preparedDataDir()
    hub = await startTestHub({ dataDir, env: { META_APP_SECRET: '', INSTAGRAM_APP_SECRET: 'test-app-secret' } })
  })
  afterAll(async () => {
    await hub.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  })

  const read = async (response: Response): Promise<Answer> => ({
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  })
  const get = async (path: string) => await read(await fetch(hub.url + path))
  const post = async (body: string | Buffer, headers: Record<string, string> = {}, path = '/api/webhooks/instagram') =>
    await read(
      await fetch(hub.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: new Uint8Array(Buffer.from(body)),
      }),
    )
  const signed = (body: string, path?: string) => post(body, { 'x-hub-signature-256': signatureOf(body) }, path)
  const lastCause = async (cause: string) =>
    await eventually(
      async () => (await hub.api<{ data: { cause: string }[] }>('/api/v1/rejections?limit=1')).body.data[0]?.cause,
      (found) => found === cause,
    )
  const shake = (token: string, challenge: string) =>
    `hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=${encodeURIComponent(challenge)}`

  it('answers the handshake with the challenge and nothing else, never as HTML', async () => {
    for (const path of [
      '/api/webhooks/instagram',
      '/api/v1/webhooks/instagram/verify',
      '/api/v1/webhooks/instagram/17841400000000000',
    ])
      for (const challenge of ['1158201444', '<script>alert(1)</script>', 'ä €']) {
        const response = await fetch(`${hub.url}${path}?${shake(VERIFY_TOKEN, challenge)}`)
        expect(response.headers.get('x-content-type-options')).toBe('nosniff')
        expect(await read(response)).toEqual({ status: 200, type: 'text/plain; charset=utf-8', text: challenge })
      }
  })

  it('refuses a handshake that is not complete or has another token', async () => {
    for (const query of [
      shake('wrong', '1'),
      shake('', '1'),
      '',
      `hub.mode=subscribe&hub.verify_token=${VERIFY_TOKEN}`,
      `${shake(VERIFY_TOKEN, '1')}&hub.challenge=2`,
      `hub.mode=x&hub.verify_token=${VERIFY_TOKEN}&hub.challenge=1`,
    ]) {
      const { status, text } = await get(`/api/webhooks/instagram?${query}`)
      expect([query, status]).toEqual([query, 403])
      expect(JSON.parse(text)).toMatchObject({
        error: 'Verification failed',
        code: 'verification_failed',
        instance: '/api/webhooks/instagram',
      })
    }
    await lastCause('verification_failed')
  })

  it('takes a signed body and answers byte for byte', async () => {
    const body = JSON.stringify(instagramMessage('hello'))
    expect(await signed(body)).toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
      text: '{"success":true}',
    })
    expect((await signed(body, '/api/v1/webhooks/instagram/17841400000000000')).status).toBe(200)
    const other = await signed(JSON.stringify(instagramMessage('for another')), '/api/v1/webhooks/instagram/999')
    expect([other.status, JSON.parse(other.text).error]).toEqual([401, 'Invalid signature'])
    await lastCause('wrong_account')
  })

  it('takes the body whatever its content type is called', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset',
      'nonsense',
      ';;',
      'multipart/form-data',
    ]) {
      const body = JSON.stringify(instagramMessage(`as ${type}`))
      const answer = await post(body, { 'x-hub-signature-256': signatureOf(body), 'content-type': type })
      expect([type, answer.status]).toEqual([type, 200])
    }
  })

  it('refuses wrong, missing, cut, upper-case and differently-prefixed signatures, and a changed byte', async () => {
    const body = JSON.stringify(instagramMessage('hello'))
    const right = signatureOf(body)
    for (const [headers, cause] of [
      [{}, 'no_signature'],
      [{ 'x-hub-signature-256': signatureOf(body, 'another secret') }, 'signature_mismatch'],
      [{ 'x-hub-signature-256': right.slice(0, -1) }, /wrong_length|malformed_signature/],
      [{ 'x-hub-signature-256': `sha256=${right.slice(7).toUpperCase()}` }, /./],
      [{ 'x-hub-signature-256': right.replace('sha256=', 'sha1=') }, 'malformed_signature'],
      [{ 'x-hub-signature-256': signatureOf(`${body} `) }, 'signature_mismatch'],
    ] as const) {
      const answer = await post(body, headers)
      expect([headers, answer.status]).toEqual([headers, 401])
      expect(answer.type).toBe('application/problem+json; charset=utf-8')
      expect(JSON.parse(answer.text)).toMatchObject({ error: 'Invalid signature', code: 'invalid_signature' })
      if (typeof cause === 'string') await lastCause(cause)
    }
  })

  it('refuses what is signed but not a payload', async () => {
    for (const body of [
      '',
      '{',
      '[]',
      'null',
      '{"object":"instagram"}',
      '{"object":"page","entry":[]}',
      '{"object":"instagram","entry":{}}',
    ]) {
      const answer = await signed(body)
      expect([body, answer.status]).toEqual([body, 400])
      expect(JSON.parse(answer.text)).toMatchObject({ error: 'Invalid payload', code: 'invalid_payload' })
    }
  })

  it('refuses 6 MB, announced or not, and lists it', async () => {
    const answer = await post(Buffer.alloc(6_000_000, 'x'))
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([413, 'payload_too_large'])
    await lastCause('too_large')
    const chunked = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(
        `${hub.url}/api/webhooks/instagram`,
        { method: 'POST', headers: { 'transfer-encoding': 'chunked' } },
        (response) => {
          response.resume()
          resolve(response.statusCode)
          sending.destroy()
        },
      )
      sending.on('error', reject)
      for (let n = 0; n < 6; n++) sending.write(Buffer.alloc(1_000_000))
    })
    expect(chunked).toBe(413)
  })

  it('knows no other platforms', async () => {
    expect(JSON.parse((await post('{}', {}, '/api/webhooks/myspace')).text)).toMatchObject({
      status: 404,
      code: 'not_found',
    })
  })

  it('makes test events and sends them through the real path', async () => {
    const input = {
      eventType: 'messages',
      accountId: '17',
      senderId: '18',
      content: { text: 'made up' },
      userInfo: { username: 'ann' },
    }
    const made = await hub.api<{ success: boolean; eventIds: string[]; duplicates: number }>(
      '/api/webhooks/instagram/test',
      input,
    )
    expect(made).toMatchObject({ status: 200, body: { success: true, duplicates: 0 } })
    const event = await hub.api(`/api/v1/events/${made.body.eventIds[0]}`)
    expect(event.body).toMatchObject({
      type: 'message.received',
      senderId: '18',
      account: { externalId: '17' },
      data: { content: 'made up' },
    })
    const unknown = await hub.api<{ detail: string }>('/api/webhooks/instagram/test', { eventType: 'smoke signal' })
    expect(unknown.status).toBe(400)
    expect(unknown.body.detail).toContain('messages')
    expect((await hub.api('/api/webhooks/instagram/test', {})).body).toMatchObject({
      detail: 'body/eventType is required.',
    })
  })
})
