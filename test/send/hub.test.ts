import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlatformId } from '../../src/platforms/index.ts'
import { credentialsFor } from '../platforms/credentials.ts'
import { type Platforms, startPlatforms } from '../platforms/index.ts'
import { type Application, startApplication } from '../support/application.ts'
import { API_KEY, describeHub, eventually, type TestHub } from '../support/hub.ts'

interface Message {
  id: string
  status: string
  via: string | null
  platformMessageId: string | null
  error: { kind: string; params: Record<string, unknown>; platformCode: string | null } | null
  wait: { reason: string | null; place: number } | null
}
interface Problem {
  code: string
  detail: string
  reason?: { code: string }
  message?: Message
}

describeHub('a hub that answers', (store) => {
  let platforms: Platforms
  let hub: TestHub
  let target: Application
  const accounts = new Map<PlatformId, string>()

  beforeAll(async () => {
    platforms = await startPlatforms()
    target = await startApplication()
    hub = await store.start({ env: { ...platforms.env } })
    platforms.attach(hub.url)
    const credentials = credentialsFor(platforms)
    for (const platform of ['instagram', 'facebook', 'whatsapp', 'line'] as const) {
      const { status, body } = await hub.api('/api/v1/accounts', { platform, credentials: credentials[platform] })
      if (status > 201) throw new Error(`${platform} was not connected: ${JSON.stringify(body)}`)
      accounts.set(platform, String(body.id))
    }
    await hub.api('/api/v1/webhooks', { url: target.url, events: ['message.*'] })
  })
  afterAll(async () => {
    await hub.stop()
    await platforms.stop()
    await target.stop()
  })

  const bodies = () =>
    target.received.map(({ body }) => JSON.parse(body) as { event: string; data: Record<string, unknown> })
  const got = (event: string, messageId: unknown) =>
    bodies().filter((body) => body.event === event && body.data.messageId === messageId)
  const inbound = async (platform: PlatformId, kind = 'message') => {
    const delivery = await platforms.push(platform, kind, { person: platforms.seeds[platform].person.id })
    expect(delivery.status).toBe(200)
    await eventually(
      async () => (await hub.api<{ data: { status: string }[] }>('/api/v1/events?limit=200')).body.data,
      (events) => events.every(({ status }) => status === 'processed'),
    )
  }
  const post = async (body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${hub.url}/api/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': API_KEY, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Message & Problem }
  }
  const send = (platform: PlatformId, body: object, headers?: Record<string, string>) =>
    post({ account: accounts.get(platform), to: platforms.seeds[platform].person.id, ...body }, headers)
  const message = async (id: string) => (await hub.api<Message>(`/api/v1/messages/${id}`)).body

  describe.each(['instagram', 'facebook', 'whatsapp', 'line'] as const)('on %s', (platform) => {
    it('sends, tells of it once, and sees how far it got', async () => {
      await inbound(platform)
      const { status, body } = await send(platform, { type: 'text', text: `Hello from ${platform}` })
      expect([status, body.error]).toEqual([200, null])
      expect(body.platformMessageId).toBeTruthy()
      if (platform === 'line') expect(body.via).toBe('reply')
      if (platform === 'facebook') platforms.report(String(body.platformMessageId), 'delivered')
      if (platform === 'instagram' || platform === 'facebook') platforms.report(String(body.platformMessageId), 'read')
      if (platform !== 'line')
        await eventually(
          () => message(body.id),
          (row) => row.status === 'read',
        )
      await platforms.idle()
      await eventually(
        async () => got('message.replied', body.platformMessageId),
        (all) => all.length > 0,
      )
      expect(got('message.replied', body.platformMessageId)).toHaveLength(1)
      expect(got('message.sent', body.platformMessageId).filter(({ data }) => data.receipt !== true)).toEqual([])
    })
  })

  it('greets a new follower on LINE without charge, although a greeting was refused before', async () => {
    await inbound('line', 'follow')
    const asked = platforms.requests.length
    const refused = await send('line', { type: 'image', url: 'https://cdn.example/1.png', caption: 'Welcome' })
    expect([refused.status, refused.body.code, refused.body.message]).toEqual([422, 'not_supported', undefined])
    expect(platforms.requests.length).toBe(asked)
    expect(await send('line', { type: 'text', text: 'Welcome' })).toMatchObject({ status: 200, body: { via: 'reply' } })
  })

  it('takes the same call under one key once, however often it comes', async () => {
    const before = platforms.state.messages.size
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        send('instagram', { type: 'text', text: 'once only' }, { 'idempotency-key': 'order-1' }),
      ),
    )
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(platforms.state.messages.size - before).toBe(1)
    const other = await send('instagram', { type: 'text', text: 'else' }, { 'idempotency-key': 'order-1' })
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused'])
  })

  it('says what is wrong with a request', async () => {
    const fault = async (body: object, headers?: Record<string, string>) => {
      const answer = await post(body, headers)
      return `${answer.status} ${answer.body.code}: ${answer.body.detail}`
    }
    const to = platforms.seeds.instagram.person.id
    const account = accounts.get('instagram')
    expect(await fault({ account, to, type: 'poem' })).toContain('400 invalid_request: body/type must be one of: text,')
    expect(await fault({ account, to, type: 'text' })).toContain('400 invalid_request: body/text is required')
    expect(await fault({ account, type: 'text', text: 'x' })).toContain('needs one of to and conversationId')
    expect(await fault({ account: 'me', to, type: 'text', text: 'x' })).toContain('400 invalid_request: body/account')
    expect(await fault({ account: 'line:nobody', to, type: 'text', text: 'x' })).toContain('404 not_found')
    expect(await fault({ account, to, type: 'location', latitude: 1, longitude: 2 })).toContain('422 not_supported')
    expect(await fault({ account, to, type: 'text', text: 'x', colour: 'red' })).toContain('400 invalid_request')
    expect(await fault({ account, to, type: 'text', text: 'x' }, { 'idempotency-key': 'a b' })).toContain(
      'Idempotency-Key',
    )
  })

  it('shows an error of the platform with its code, and keeps the failed message', async () => {
    platforms.fail('100', { match: { path: /messages/ } })
    const { status, body } = await send('facebook', { type: 'text', text: 'refused' })
    expect([status, body.code]).toEqual([422, 'platform_refused'])
    const error = { kind: 'invalid', code: 'platform_invalid', platformCode: '100' }
    expect(body.message).toMatchObject({ status: 'failed', error })
    expect(body.message?.error?.params).toMatchObject({ platform: 'Facebook', platformCode: '100' })
    const failed = await hub.api<{ data: Message[] }>('/api/v1/messages?status=failed')
    expect(failed.body.data.map(({ id }) => id)).toContain(body.message?.id)
  })

  it('does not wait when it is not asked to, and lists what it sent', async () => {
    const { status, body } = await send('instagram', { type: 'text', text: 'later', wait: false })
    expect([status, body.status]).toEqual([202, 'queued'])
    await eventually(
      () => message(body.id),
      (row) => row.status !== 'queued' && row.status !== 'sending',
    )
    const { id } = platforms.seeds.instagram.person
    const list = await hub.api<{ data: Message[] }>(
      `/api/v1/messages?account=${accounts.get('instagram')}&conversation=${id}&since=1h`,
    )
    expect(list.body.data[0]?.id).toBe(body.id)
  })

  it.each(['instagram', 'facebook', 'whatsapp'] as const)(
    'finds out that a message was sent on %s although the answer was lost',
    async (platform) => {
      await inbound(platform)
      platforms.cut('after', { match: { path: /messages/ } })
      const { body } = await send(platform, { type: 'text', text: `lost answer ${platform}` })
      const { id } = body.message ?? body
      const done = await eventually(
        () => message(id),
        (row) => ['sent', 'delivered', 'read'].includes(row.status),
      )
      expect(done.error).toBeNull()
      await eventually(
        async () => got('message.replied', done.platformMessageId),
        (all) => all.length > 0,
      )
      await platforms.idle()
      expect(got('message.replied', done.platformMessageId)).toHaveLength(1)
      expect(got('message.sent', done.platformMessageId).filter(({ data }) => data.receipt !== true)).toEqual([])
    },
  )

  it('lets a person say what became of a message without an answer', async () => {
    await inbound('instagram')
    const match = { path: /messages/ }
    platforms.cut('before', { match })
    const { status, body } = await send('instagram', { type: 'text', text: 'perhaps' })
    expect([status, body.reason?.code, body.message?.status]).toEqual([503, 'outcome_unknown', 'unknown'])
    const id = body.message?.id ?? ''
    const path = `/api/v1/messages/${id}/resolve`
    const unknown = await hub.api<{ data: Message[] }>('/api/v1/messages?status=unknown')
    expect(unknown.body.data.map((row) => row.id)).toContain(id)
    expect((await hub.api(path, { outcome: 'perhaps' })).status).toBe(400)
    const resolved = await hub.api<Message>(path, { outcome: 'send_again' })
    expect(resolved.status).toBe(200)
    await eventually(
      () => message(id),
      (row) => ['sent', 'delivered', 'read'].includes(row.status),
    )
    const again = await hub.api<Problem>(path, { outcome: 'arrived' })
    expect([again.status, again.body.reason?.code]).toEqual([409, 'message_not_unknown'])
  })

  it('makes one reply of a message whose echo comes before the answer', async () => {
    const { account, person } = platforms.seeds.instagram
    await inbound('instagram')
    const match = { path: /messages/ }
    platforms.slow(700, { match })
    platforms.fail({ status: 200, body: { recipient_id: person.id, message_id: 'mid.early' } }, { match })
    const calls = platforms.requests.length
    const sent = send('instagram', { type: 'text', text: 'echo first' })
    await eventually(
      async () => platforms.requests.length,
      (count) => count > calls,
    )
    const timestamp = Date.now()
    const said = { mid: 'mid.early', text: 'echo first', is_echo: true }
    const item = { sender: { id: account.id }, recipient: { id: person.id }, timestamp, message: said }
    const entry = [{ id: account.id, time: timestamp, messaging: [item] }]
    expect((await platforms.push('instagram', { object: 'instagram', entry })).status).toBe(200)
    expect(await sent).toMatchObject({ status: 200, body: { platformMessageId: 'mid.early' } })
    await eventually(
      async () => got('message.replied', 'mid.early'),
      (all) => all.length > 0,
    )
    expect(got('message.replied', 'mid.early')).toMatchObject([{ data: { replyContent: 'echo first' } }])
    expect(got('message.sent', 'mid.early')).toEqual([])
  })

  it('sends once on LINE although the answer was lost', async () => {
    const before = platforms.state.messages.size
    platforms.cut('after', { match: { path: /push/ } })
    const { status, body } = await send('line', { type: 'text', text: 'pushed' })
    expect([status, body.via]).toEqual([200, 'push'])
    expect(platforms.state.messages.size - before).toBe(1)
  })

  it('streams what somebody sent on LINE', async () => {
    await platforms.push('line', 'message-image', { person: platforms.seeds.line.person.id })
    const images = [...platforms.state.uploads.values()].filter(({ mimeType }) => mimeType.startsWith('image/'))
    const headers = { 'x-api-key': API_KEY }
    const fetched = await fetch(`${hub.url}/api/v1/media/${accounts.get('line')}/${images.at(-1)?.id}`, { headers })
    expect([fetched.status, fetched.headers.get('content-disposition')]).toEqual([200, 'attachment'])
    expect((await fetched.bytes()).length).toBe(images.at(-1)?.bytes.length)
  })

  it('uploads a file for WhatsApp and hands out what the platform keeps', async () => {
    const form = new FormData()
    form.set('account', `whatsapp:${platforms.seeds.whatsapp.account.id}`)
    form.set('file', new Blob([Buffer.from('%PDF-1.4 a file')], { type: 'application/pdf' }), 'offer.pdf')
    const headers = { 'x-api-key': API_KEY }
    const uploaded = await fetch(`${hub.url}/api/v1/media`, { method: 'POST', headers, body: form })
    const { mediaId } = (await uploaded.json()) as { mediaId: string }
    expect([uploaded.status, typeof mediaId]).toEqual([200, 'string'])
    const fetched = await fetch(`${hub.url}/api/v1/media/${accounts.get('whatsapp')}/${mediaId}`, { headers })
    expect(fetched.status).toBe(200)
    expect(await fetched.text()).toBe('%PDF-1.4 a file')
    expect(fetched.headers.get('content-type')).toBe('application/pdf')
    expect(fetched.headers.get('x-content-type-options')).toBe('nosniff')
    expect(fetched.headers.get('content-disposition')).toBe('attachment')
    expect((await send('whatsapp', { type: 'file', mediaId, filename: 'offer.pdf' })).status).toBe(200)
    const gone = await fetch(`${hub.url}/api/v1/media/${accounts.get('whatsapp')}/1234567`, { headers })
    expect(gone.status).toBe(404)
  })

  it('lets a message wait while the account is held, and takes it out of the line', async () => {
    platforms.rateLimit({ match: { path: /messages/ }, retryAfterSeconds: 60 })
    const { status, body } = await send('instagram', { type: 'text', text: 'too many' })
    expect(status).toBe(202)
    expect(body).toMatchObject({ status: 'queued', wait: { reason: 'rate_limit', place: 0 } })
    const limits = await hub.api(`/api/v1/accounts/${accounts.get('instagram')}/limits`)
    expect(limits.body).toMatchObject({ queued: 1, reason: 'rate_limit' })
    const cancelled = await hub.api<Message>(`/api/v1/messages/${body.id}/cancel`, {})
    expect(cancelled.body.status).toBe('cancelled')
  })

  it('says that the account must be connected again when its token is dead', async () => {
    platforms.fail('190', { match: { path: /messages/ } })
    const first = await send('facebook', { type: 'text', text: 'dead' })
    expect([first.status, first.body.code]).toEqual([409, 'account_not_connected'])
    expect(first.body.message?.error?.kind).toBe('auth')
    const second = await send('facebook', { type: 'text', text: 'dead' })
    expect([second.status, second.body.code]).toEqual([409, 'account_not_connected'])
    expect(second.body.message).toBeUndefined()
  })
})
