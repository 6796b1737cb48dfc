import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { momentOf } from '../../src/api/params.ts'
import { isRecord } from '../../src/api/views.ts'
import type { InputError } from '../../src/codes/sentence.ts'
import { newUuid } from '../../src/events/ids.ts'
import { publicIdOf } from '../../src/events/public-id.ts'
import { describeStore } from '../support/databases.ts'
import { resolved } from './documented.ts'
import { seedAccount, seedEvent } from './rows.ts'
import { createTestApi, type TestApi } from './support.ts'

type Node = Readonly<Record<string, unknown>>

const NUL = 'a\0b'
const LIMITS = { perKey: 100_000, failuresPerAddress: 100_000 }
const METHODS = ['get', 'post', 'put', 'delete']

/** Every value that fits a schema as far as its one text, which has a NUL in it. */
function* texts(schema: unknown): Generator<unknown> {
  if (!isRecord(schema)) return
  const { type, properties, items, anyOf, patternProperties } = schema
  if (Array.isArray(anyOf)) for (const each of anyOf) yield* texts(each)
  else if (type === 'object') {
    for (const [name, member] of Object.entries(isRecord(properties) ? properties : {}))
      for (const text of texts(member)) yield { [name]: text }
    for (const member of Object.values(isRecord(patternProperties) ? patternProperties : {}))
      for (const text of texts(member)) yield { x: text }
    yield { [NUL]: 1 }
  } else if (type === 'array') for (const text of texts(items)) yield [text]
  else if (type === 'string' || type === undefined) yield NUL
}

/** Every request of the document with a NUL in one text of its path, its query or its body. */
function* requestsWithNul(document: Node): Generator<InjectOptions> {
  for (const [path, item] of Object.entries(document.paths as Node)) {
    for (const [method, operation] of Object.entries(item as Node)) {
      if (!METHODS.includes(method) || !isRecord(operation)) continue
      // Those take any bytes, and have no schema.
      if (/^(receive|verify)/.test(String(operation.operationId))) continue
      const parameters = Array.isArray(operation.parameters) ? operation.parameters.filter(isRecord) : []
      const urlOf = (spoilt?: unknown) =>
        path.replace(/\{(\w+)\}/g, (_, name) =>
          name === spoilt ? encodeURIComponent(NUL) : exampleOf(parameters, name),
        )
      const send = (url: string, payload?: object): InjectOptions => ({
        method: method as 'GET',
        url,
        ...(payload === undefined ? {} : { payload }),
      })
      for (const { name, in: place } of parameters) {
        if (place === 'path') yield send(urlOf(name))
        if (place === 'query') yield send(`${urlOf()}?${name}=${encodeURIComponent(NUL)}`)
      }
      const content = isRecord(operation.requestBody) ? operation.requestBody.content : undefined
      const json = isRecord(content) ? content['application/json'] : undefined
      if (isRecord(json)) for (const body of texts(resolved(document, json.schema))) yield send(urlOf(), body as object)
    }
  }
}

/** What stands at the pointer of an error in the request that was sent. */
function valueAt(request: InjectOptions, { in: part, pointer }: InputError): unknown {
  const url = new URL(String(request.url), 'http://hub')
  if (part === 'path') return decodeURIComponent(url.pathname)
  const whole: unknown = part === 'query' ? Object.fromEntries(url.searchParams) : request.payload
  const names = pointer.split('/').slice(1)
  const member = (value: unknown, name: string) => (value as Node)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')]
  return names.reduce(member, whole)
}

function exampleOf(parameters: readonly Node[], name: string): string {
  // The path is looked at before the rest, so it must be right.
  const { example, schema } = parameters.find((each) => each.name === name) ?? {}
  const values = isRecord(schema) && Array.isArray(schema.enum) ? schema.enum : []
  return String(example ?? values[0] ?? 'x')
}

describeStore('a hostile request', (store) => {
  let api: TestApi
  let event: string
  const account = publicIdOf('account', newUuid())
  beforeAll(async () => {
    api = await createTestApi(store.database(), LIMITS, 'all', true, { env: { LINE_CHANNEL_SECRET: 'x' } })
    const { db } = store.database()
    await seedAccount(db, api.workspaceId, '178')
    event = publicIdOf('event', await seedEvent(db, api.workspaceId))
  })
  afterAll(() => api.close())

  const send = async (options: InjectOptions) => {
    const answer = await api.raw({ ...options, headers: { 'x-api-key': api.adminKey, ...options.headers } })
    const body = answer.body === '' ? {} : answer.json<{ code?: string; detail?: string; errors?: InputError[] }>()
    const { code, detail, errors = [] } = body
    return { status: answer.statusCode, code, detail, errors, body: body as Node }
  }

  it('with NUL in any text is refused, and the text is named, on every route', async () => {
    const requests = [...requestsWithNul(api.server.swagger() as unknown as Node)]
    expect(requests.length).toBeGreaterThan(300)
    const other: unknown[] = []
    for (const request of requests) {
      const { status, errors } = await send(request)
      const [error] = errors
      const written = error && valueAt(request, error)
      if (status !== 400 || !/^nul/.test(error?.code ?? '') || !JSON.stringify(written)?.includes('\\u0000'))
        other.push([request, status, error])
    }
    expect(other).toEqual([])
  })

  it.each([
    ['GET', '/webhook/events?event_type=%00'],
    ['GET', '/api/webhooks/events?accountId=%00'],
    ['GET', '/api/webhooks/events?search=%00aa'],
    ['GET', '/api/webhooks/stats?timeRange=%00'],
    ['GET', '/api/v1/events/stream?platform=%00'],
    ['POST', '/api/webhooks/subscriptions', { instagramAccountId: '\0', webhookConfig: { url: 'http://127.0.0.1/' } }],
    ['POST', '/login', { username: '\0', accessToken: 'x' }],
    ['PUT', '/api/v1/settings', { alertEmails: ['a\0@b.c'] }],
    ['PUT', '/api/v1/settings', { alertEmails: ['a\u0001@b.c'] }],
    ['POST', '/api/v1/messages', { account: 'instagram:178', to: '1', type: 'text', text: '\0' }],
    ['POST', '/api/v1/media?account=instagram:%00'],
    ['GET', '/api/v1/webhooks/status/%00'],
  ] as const)('%s %s with a control character in a text is refused', async (method, url, payload?: object) => {
    expect(await send({ method, url, ...(payload ? { payload } : {}) })).toMatchObject({
      status: 400,
      code: 'invalid_request',
    })
  })

  it('with NUL in a part of a form is refused', async () => {
    const payload = [
      '--b\r\ncontent-disposition: form-data; name="account"\r\n\r\ninstagram:\0\r\n',
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\ncontent-type: image/png\r\n\r\nx\r\n--b--\r\n',
    ].join('')
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    expect(await send({ method: 'POST', url: '/api/v1/media', payload, headers })).toMatchObject({
      status: 400,
      code: 'invalid_request',
    })
  })

  it.each([
    '/api/v1/events?since=',
    '/api/v1/events?until=',
    '/api/v1/deliveries?since=',
    '/api/v1/rejections?since=',
    '/api/v1/messages?until=',
    '/api/v1/stats?since=',
    '/api/webhooks/stats?until=',
    '/api/webhooks/events?startDate=',
  ])('GET %s with no such moment is refused', async (url) => {
    for (const moment of [
      '999999999999d',
      '30000d',
      '9'.repeat(20),
      '9'.repeat(39),
      '1760000000000',
      '2026-02-30',
      '1969-12-31',
    ]) {
      const { status, errors } = await send({ method: 'GET', url: url + moment })
      const pointer = `/${/(\w+)=$/.exec(url)?.[1]}`
      const code = expect.stringMatching(/^(wrong_time|time_out_of_range)$/)
      expect([moment, status, errors]).toEqual([moment, 400, [expect.objectContaining({ in: 'query', pointer, code })]])
    }
  })

  it('with no such moment replays nothing', async () => {
    const url = `/api/v1/webhooks/${await makeWebhook()}/replay`
    for (const moments of [{ since: '9'.repeat(20) }, { since: '1h', until: `${'9'.repeat(30)}d` }])
      expect(await send({ method: 'POST', url, payload: moments })).toMatchObject({ status: 400 })
  })

  const hook = { url: 'http://127.0.0.1:9/', events: ['*'] }
  const subscription = { webhookConfig: { url: hook.url } }
  const makeWebhook = async () => String((await api.call('/api/v1/webhooks', hook)).body.id)
  const externalIds = async () => {
    const { body } = await api.call<{ data: { externalId: string }[] }>('/api/v1/accounts?limit=200')
    return body.data.map(({ externalId }) => externalId)
  }

  it('makes no account when the webhook it is for is refused', async () => {
    const id = await makeWebhook()
    const refused = [
      { accounts: ['instagram:ghost', 'nope'] },
      { accounts: ['instagram:ghost', account] },
      { accounts: ['instagram:ghost'], retrySchedule: ['never'] },
      { accounts: ['instagram:ghost', 'instagram:'] },
      { accounts: ['instagram: '] },
      { accounts: ['instagram:ghost', ''] },
      { accounts: ['instagram:ghost', `instagram:${'x'.repeat(8000)}`] },
      { accounts: [`instagram:${'x'.repeat(100_000)}`] },
      { accounts: ['instagram:gh\u0007ost'] },
    ]
    for (const change of refused) {
      expect(await send({ method: 'POST', url: '/api/v1/webhooks', payload: { ...hook, ...change } })).toMatchObject({
        status: 400,
        code: 'invalid_request',
      })
      expect(await send({ method: 'PUT', url: `/api/v1/webhooks/${id}`, payload: change })).toMatchObject({
        status: 400,
        code: 'invalid_request',
      })
    }
    const gone = publicIdOf('endpoint', newUuid())
    const change = { accounts: ['instagram:ghost'] }
    expect(await send({ method: 'PUT', url: `/api/v1/webhooks/${gone}`, payload: change })).toMatchObject({
      status: 404,
    })
    expect(await externalIds()).toEqual(['178'])
  })

  it('of many for accounts that are new and known makes each once', async () => {
    const accounts = ['instagram:178', '178', 'line:new', 'instagram:new', 'line:new']
    const answers = await Promise.all([
      api.call<{ accounts: string[] }>('/api/v1/webhooks', { ...hook, accounts }),
      api.call<{ accounts: string[] }>('/api/v1/webhooks', { ...hook, accounts: [...accounts].reverse() }),
    ])
    for (const { status, body } of answers) expect([status, body.accounts.length]).toEqual([201, 3])
    expect((await externalIds()).sort()).toEqual(['178', 'new', 'new'])
  })

  it('for what is not there, or cannot be, is answered so', async () => {
    const rows = [
      ['GET', `/api/v1/media/${account}/123`, 404, 'not_found'],
      ['GET', '/api/v1/media/instagram:unknown/123', 404, 'not_found'],
      ['POST', `/api/v1/messages`, 404, 'not_found'],
      ['GET', `/api/v1/media/instagram:178/${'1'.repeat(101)}`, 409, 'account_not_connected'],
      ['GET', `/api/v1/media/instagram:178/${'1'.repeat(513)}`, 400, 'invalid_request'],
      // Longer than any part of a path may be.
      ['GET', `/api/v1/media/instagram:178/${'1'.repeat(2000)}`, 404, 'not_found'],
      ['GET', `/api/v1/events/evt_${'0'.repeat(120)}`, 400, 'invalid_request'],
      ['GET', '/docs/static/..%2f..%2fpackage.json', 404, 'not_found'],
      ['PUT', '/api/v1/events', 405, 'method_not_allowed'],
      ['GET', '/api/v1/webhooks/status/unknown', 404, 'not_found'],
      ['GET', `/api/v1/webhooks/status/${account}`, 404, 'not_found'],
      ['POST', '/api/v1/webhooks/test/unknown', 404, 'not_found'],
      ['GET', `/api/v1/webhooks/status/${'1'.repeat(300)}`, 400, 'invalid_request'],
      ['GET', `/api/v1/events?account=${'x'.repeat(300)}`, 400, 'invalid_request'],
      ['GET', `/api/v1/events/stream?account=${'x'.repeat(300)}`, 400, 'invalid_request'],
      ['POST', '/no/such/route', 404, 'not_found'],
    ] as const
    for (const [method, url, status, code] of rows) {
      const message = { account, to: '1', type: 'text', text: 'x' }
      const payload = url === '/api/v1/messages' ? message : {}
      const answer = await send({ method, url, ...(method === 'GET' ? {} : { payload }) })
      expect([url, answer.status, answer.code]).toEqual([url, status, code])
    }
  })

  it('that says it is JSON and has no body is one without a body', async () => {
    const rows = [
      ['POST', `/webhook/events/${event}/process`, 200],
      ['POST', `/api/v1/events/${event}/process`, 200],
      ['POST', `/api/v1/events/${event}/retry`, 202],
      ['POST', `/api/v1/webhooks/${await makeWebhook()}/enable`, 200],
      ['POST', `/api/v1/webhooks/${await makeWebhook()}/rotate-secret`, 200],
      ['DELETE', `/api/v1/webhooks/${await makeWebhook()}`, 204],
      ['POST', '/no/such/route', 404],
      ['POST', '/api/v1/webhooks', 400, 'body/events is required.'],
      ['POST', '/api/v1/messages', 400, 'body must be object.'],
    ] as const
    for (const [method, url, status, detail] of rows) {
      const answer = await send({ method, url, headers: { 'content-type': 'application/json' } })
      expect([url, answer.status, detail && answer.detail]).toEqual([url, status, detail])
    }
  })

  it('still may not poison prototypes or nest without end', async () => {
    const headers = { 'content-type': 'application/json' }
    const deep = `{"filter":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    for (const payload of ['{"__proto__":{"url":"x"}}', '{"constructor":{"prototype":{}}}', '{', deep])
      expect(await send({ method: 'POST', url: '/api/v1/webhooks', headers, payload })).toMatchObject({ status: 400 })
  })

  it('with many unknown members is told their names', async () => {
    const body = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`m${index}`, 1]))
    const { status, detail } = await send({ method: 'POST', url: '/api/v1/webhooks', payload: { ...hook, ...body } })
    expect([status, detail]).toEqual([400, expect.stringMatching(/^body has no member "m0", "m1", .*"m7"\.$/)])
    const { body: webhook } = await api.call(`/api/v1/webhooks/${await makeWebhook()}`)
    const whole = await send({ method: 'PUT', url: `/api/v1/webhooks/${webhook.id}`, payload: webhook })
    expect([whole.status, whole.detail]).toEqual([400, expect.stringMatching(/^body has no member "id", /)])
  })

  it.each([
    [{}, ['/webhookConfig/url']],
    [{ webhookConfig: { url: 'ftp://x' } }, ['/webhookConfig/url']],
    [{ url: 5 }, ['/url']],
    [{ ...subscription, subscribedFields: ['messages', 'x'] }, ['/subscribedFields']],
    [{ ...subscription, instagramAccountId: '' }, ['/instagramAccountId']],
    [{ ...subscription, webhookConfig: { url: hook.url, secret: 'short' } }, ['/webhookConfig/secret']],
    [{ ...subscription, colour: 'red' }, ['/colour']],
  ])('to an alias with %j is answered with pointers to what was written', async (payload, pointers) => {
    const { status, errors } = await send({ method: 'POST', url: '/api/webhooks/subscriptions', payload })
    expect([status, errors.map(({ pointer }) => pointer)]).toEqual([400, pointers])
  })

  it('to log in at an alias is answered with pointers to what was written', async () => {
    const pointers = async (payload: object) =>
      (await send({ method: 'POST', url: '/login', payload })).errors.map(({ pointer, code }) => [pointer, code])
    expect(await pointers({ username: 'x', password: 'y' })).toEqual([['/password', 'password_login']])
    expect(await pointers({ username: 'x' })).toEqual([['/accessToken', 'password_login']])
    expect(await pointers({ username: '', accessToken: 'x' })).toEqual([['/username', 'too_short']])
  })

  it('names each place that is wrong, in the order of what tells most', async () => {
    const payload = { url: 5, format: 'xml', accounts: 5, colour: 'red' }
    const { errors } = await send({ method: 'POST', url: '/api/v1/webhooks', payload })
    expect(errors.map(({ pointer, code, params }) => [pointer, code, params])).toEqual([
      ['/colour', 'unknown_member', {}],
      ['/events', 'required', {}],
      ['/format', 'not_one_of', { allowed: ['standard', 'flat', 'cloudevents', 'raw'] }],
      ['/url', 'wrong_type', { type: 'string' }],
      ['/accounts', 'wrong_type', { type: 'array or null' }],
    ])
  })

  it.each([
    [{ filter: { data: { 'a/b': { $regex: 'x' } } } }, '/filter/data/a~1b/$regex', 'filter_no_regex'],
    [{ filter: { $bogus: 1 } }, '/filter/$bogus', 'filter_operator_at_root'],
    [{ retrySchedule: ['1m', 'soon'] }, '/retrySchedule/1', 'wrong_duration'],
    [{ retrySchedule: ['9d'] }, '/retrySchedule/0', 'duration_out_of_range'],
    [{ accounts: ['nobody'] }, '/accounts/0', 'unknown_account'],
    [{ accounts: ['instagram: '] }, '/accounts/0', 'account_id_missing'],
    [{ secret: ' 12345678' }, '/secret', 'surrounding_space'],
    [{ url: 'http://10.0.0.1/' }, '/url', 'unsafe_url'],
  ])('for a webhook with %j names the place and the code', async (change, pointer, code) => {
    const { errors } = await send({ method: 'POST', url: '/api/v1/webhooks', payload: { ...hook, ...change } })
    expect(errors.map((error) => [error.pointer, error.code])).toEqual([[pointer, code]])
  })

  it('names a filter of an alias twice and gets both, or is refused', async () => {
    const count = async (url: string) => {
      const { status, body } = await send({ method: 'GET', url })
      return [status, Array.isArray(body.data) ? body.data.length : undefined]
    }
    expect(await count('/webhook/events?event_type=new_message&event_type=mention')).toEqual([200, 1])
    expect(await count('/webhook/events?event_type=new_comment&event_type=mention')).toEqual([200, 0])
    expect(await count('/api/webhooks/events?eventType=comments&eventType=mentions')).toEqual([200, 0])
    expect(await count('/api/webhooks/events?accountId=1&accountId=178')).toEqual([400, undefined])
    expect(await count('/api/webhooks/stats?timeRange=7d&timeRange=24h')).toEqual([400, undefined])
  })
})

describe('a moment', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')

  it.each([
    ['24h', '2026-02-28T12:00:00.000Z'],
    ['2026-01-10', '2026-01-10T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-01-10T12:00', '2026-01-10T12:00:00.000Z'],
    ['2026-01-10T12:00:00.123456Z', '2026-01-10T12:00:00.123Z'],
    ['2026-01-10 12:00:00', '2026-01-10T12:00:00.000Z'],
    ['2026-01-10T12:00:00+07:00', '2026-01-10T05:00:00.000Z'],
    ['2026-01-10T12:00:00-0130', '2026-01-10T13:30:00.000Z'],
  ])('may be given as %s', (text, moment) => {
    expect(momentOf(text, 'since', now).toISOString()).toBe(moment)
  })

  it.each(['', 'x', '24', '1760000000000', '2026', '2026-02-29', '2026-13-01', '2026-01-10T25:00', '2026-01-10T12'])(
    'is not "%s"',
    (text) => {
      expect(() => momentOf(text, 'since', now)).toThrow('since must be a time in ISO 8601, or a duration such as 24h.')
    },
  )

  it.each(['999999999999d', `${'9'.repeat(38)}d`, '30000d', '1969-12-31', '9999-12-31T23:00-07:00'])(
    'is not as far away as %s',
    (text) => {
      expect(() => momentOf(text, 'since', now)).toThrow('since must lie between the years 1970 and 9999.')
    },
  )
})
