import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAsker } from './ask.ts'
import { startPlatforms } from './index.ts'
import { LINE_ERRORS } from './line/errors.ts'
import { push, text } from './line/refusals.ts'
import { GRAPH_ERRORS } from './meta/errors.ts'
import { createParts } from './meta/refusals/cases.ts'

const platforms = await startPlatforms()
const { facebook, line, instagram } = createAsker(platforms)
const parts = createParts(platforms)
const SEND = 'POST /{page}/messages'
const send = () => facebook({ method: 'POST', path: parts.paths.facebook, ...parts.text('facebook', { text: 'Hi' }) })
const sentCount = () => [...platforms.state.messages.values()].filter(({ direction }) => direction === 'out').length

beforeEach(() => platforms.happen('facebook', 'message'))
afterEach(() => {
  platforms.up()
  expect(platforms.faults.splice(0)).toEqual([])
})
afterAll(() => platforms.stop())

describe('the platforms can be told', () => {
  it('to fail with any error of the Graph API, for as many calls as asked', async () => {
    for (const name of Object.keys(GRAPH_ERRORS)) {
      platforms.fail(name, { match: SEND })
      const [code, subcode] = name.split('/')
      const { error } = await send()
      expect(error).toBe(/^\d+$/.test(subcode ?? '') ? name : code)
    }
    const rule = platforms.fail('2', { match: SEND, times: 2 })
    expect([(await send()).error, (await send()).error, (await send()).error]).toEqual(['2', '2', undefined])
    expect(rule.hits).toBe(2)
  })

  it('to fail with any error of LINE', async () => {
    for (const [name, { status }] of Object.entries(LINE_ERRORS)) {
      platforms.fail(name, { match: { platform: 'line' } })
      expect((await line({ path: '/v2/bot/info' })).status).toBe(status)
    }
  })

  it('to leave other calls alone', async () => {
    platforms.fail('190/463', { match: SEND })
    expect((await facebook({ path: '/me' })).status).toBe(200)
    expect((await send()).error).toBe('190/463')
  })

  it('to be slow', async () => {
    platforms.slow(120, { match: SEND })
    const started = performance.now()
    await send()
    expect(performance.now() - started).toBeGreaterThan(100)
  })

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('to cut the connection %s acting', async (when, done) => {
    const before = sentCount()
    platforms.cut(when, { match: SEND })
    await expect(send()).rejects.toThrow()
    expect(sentCount() - before).toBe(done)
  })

  it('to refuse for a while', async () => {
    platforms.rateLimit({ match: { platform: 'line' }, retryAfterSeconds: 7 })
    const limited = await line(push(platforms.seeds.line.person.id, text))
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    platforms.rateLimit({ match: SEND })
    expect((await send()).error).toBe('4')
  })

  it('to be down until they are up', async () => {
    platforms.down({ host: 'graph' })
    await expect(send()).rejects.toThrow()
    await expect(send()).rejects.toThrow()
    expect((await instagram({ path: '/me' })).status).toBe(200)
    platforms.up()
    expect((await send()).status).toBe(200)
  })

  it('how much of the limits is used', async () => {
    platforms.settings.usage.app = { call_count: 91, total_time: 20, total_cputime: 3 }
    platforms.settings.usage.business = { type: 'messenger', call_count: 100, estimated_time_to_regain_access: 9 }
    const { headers } = await send()
    Object.assign(platforms.settings.usage, { app: undefined, business: undefined })
    expect(JSON.parse(headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: 91 })
    const usage = Object.values(JSON.parse(headers.get('x-business-use-case-usage') ?? '') as object)
    expect(usage).toEqual([[expect.objectContaining({ type: 'messenger', estimated_time_to_regain_access: 9 })]])
  })
})

it('remembers what it was asked', async () => {
  await send()
  expect(platforms.requests.at(-1)).toMatchObject({
    platform: 'facebook',
    operation: SEND,
    status: 200,
    body: { message: { text: 'Hi' } },
  })
})
