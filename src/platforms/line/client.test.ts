import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkedOperations, startLine, type TestLine } from '../../../test/platforms/line/record-server.ts'
import { PlatformError } from '../error.ts'
import { createLineClient } from './client.ts'
import type { LineCredentials } from './credentials.ts'
import { line as linePlatform } from './index.ts'

const BOT = 'U00000000000000000000000000000001'
const CALLBACK = 'https://hub.example.com/api/webhooks/line'
const INFO = 'GET /v2/bot/info'
const VERIFY = 'POST /v2/oauth/verify'
const VERIFY_SIGNED = 'GET /oauth2/v2.1/verify'
const ISSUE = 'POST /v2/oauth/accessToken'
const ISSUE_STATELESS = 'POST /oauth2/v3/token'
const SIGNED_TOKEN = 'eyJh.eyJz.c2ln'
const unknownToken = { status: 400, body: { error: 'invalid_request', error_description: 'access_token invalid' } }
const facts = (expires_in: number) => ({ body: { client_id: '165', expires_in, scope: 'P CM' } })
const issued = (access_token: string, expires_in: number) => ({
  body: { access_token, expires_in, token_type: 'Bearer' },
})

let line: TestLine
beforeEach(async () => {
  line = await startLine()
})
afterEach(async () => {
  const faults = await line.faults()
  await line[Symbol.asyncDispose]()
  expect(faults).toEqual([])
})
afterAll(() => {
  if (checkedOperations.size > 0)
    console.log(`operations checked against the official documents: ${checkedOperations.size}`)
})

const client = (credentials: Partial<LineCredentials> = {}) =>
  createLineClient({ channelSecret: 'secret', channelAccessToken: 'opaque+token/=', ...credentials }, line.environment)
const inSeconds = (date: Date | undefined) => (date ? Math.round((date.getTime() - Date.now()) / 1000) : undefined)
const asked = (operation: string) => line.received.filter((call) => call.operation === operation)
async function failure(work: Promise<unknown>): Promise<PlatformError> {
  const error = await work.then(
    () => 'done',
    (reason: unknown) => reason,
  )
  if (error instanceof PlatformError) return error
  throw new Error(`expected a PlatformError, got ${String(error)}`)
}

describe('inspect', () => {
  beforeEach(() => {
    const info = { userId: BOT, basicId: '@216abcde', displayName: 'Shop', chatMode: 'bot', markAsReadMode: 'auto' }
    line.answer(INFO, { body: info })
    line.answer(VERIFY, facts(3_138_007_490))
    line.answer(ISSUE_STATELESS, issued('x', 900))
    line.answer('GET /v2/bot/message/quota', { body: { type: 'limited', value: 200 } })
    line.answer('GET /v2/bot/message/quota/consumption', { body: { totalUsage: 120 } })
  })

  it('says whose token it is, of what kind, and what is left of the month', async () => {
    expect(await client().inspect()).toEqual({
      externalId: BOT,
      username: '@216abcde',
      name: 'Shop',
      pictureUrl: undefined,
      followers: undefined,
      quality: 'Chat mode bot; 120 of 200 messages sent this month',
      qualityReason: {
        code: 'line_quota',
        params: { mode: 'bot', used: 120, limit: 200 },
        detail: 'Chat mode bot; 120 of 200 messages sent this month',
      },
      token: { kind: 'long-lived', scopes: ['P', 'CM'], missingScopes: [], expiresAt: undefined },
      latencyMs: expect.any(Number),
    })
  })

  it('tells the kinds of token apart', async () => {
    line.answer(VERIFY, facts(2_000_000))
    const short = (await client().inspect()).token
    expect([short.kind, inSeconds(short.expiresAt)]).toEqual(['short-lived', 2_000_000])

    line.answer(VERIFY_SIGNED, facts(2_000_000))
    const chosen = (await client({ channelAccessToken: SIGNED_TOKEN }).inspect()).token
    expect([chosen.kind, inSeconds(chosen.expiresAt)]).toEqual(['user-specified expiration (v2.1)', 2_000_000])

    line.answer(VERIFY_SIGNED, facts(880))
    const stateless = (await client({ channelAccessToken: SIGNED_TOKEN }).inspect()).token
    expect([stateless.kind, inSeconds(stateless.expiresAt)]).toEqual(['stateless', 880])

    line.answer(VERIFY_SIGNED, unknownToken)
    line.answer(VERIFY, unknownToken)
    const unexplained = (await client({ channelAccessToken: SIGNED_TOKEN }).inspect()).token
    expect([unexplained.kind, inSeconds(unexplained.expiresAt)]).toEqual(['stateless', 900])
  })

  it('finds out that the channel secret is another', async () => {
    const body = { error: 'invalid_request', error_description: "Invalid 'client_credentials'." }
    line.answer(ISSUE_STATELESS, { status: 400, body })
    const error = await failure(client().inspect())
    expect([error.kind, error.message]).toEqual([
      'auth',
      expect.stringMatching(/channel secret for channel 165.*Basic/),
    ])
    expect(asked(ISSUE_STATELESS)[0]?.body).toEqual({
      grant_type: 'client_credentials',
      client_id: '165',
      client_secret: 'secret',
    })
  })

  it('does not blame the channel secret when LINE issues no token for another reason', async () => {
    const body = { error: 'unsupported_grant_type', error_description: 'not for this channel' }
    line.answer(ISSUE_STATELESS, { status: 400, body })
    expect((await client().inspect()).externalId).toBe(BOT)
  })

  it('finds out that the token is of another channel', async () => {
    const error = await failure(client({ channelId: '999' }).inspect())
    expect([error.kind, error.message]).toEqual(['invalid', expect.stringMatching(/channel 165, not to 999/)])
  })

  it('refuses a dead token', async () => {
    line.answer(INFO, { status: 401, body: { message: 'Authentication failed' } })
    expect(await failure(client().inspect())).toMatchObject({ kind: 'auth', retryable: false })
  })

  it('does not fail because LINE will not tell the quota, and says when it is used up', async () => {
    line.answer('GET /v2/bot/message/quota/consumption', { body: { totalUsage: 200 } })
    expect((await client().inspect()).quality).toMatch(/200 of 200 .*only free replies/)
    line.answer('GET /v2/bot/message/quota', { body: { type: 'none' } })
    expect((await client().inspect()).quality).toMatch(/200 messages sent this month, no limit set/)
    line.answer('GET /v2/bot/message/quota', { status: 403, body: { message: 'no' } })
    expect((await client().inspect()).quality).toBe('Chat mode bot')
  })
})

describe('the webhook of the channel', () => {
  const GET = 'GET /v2/bot/channel/webhook/endpoint'
  const PUT = 'PUT /v2/bot/channel/webhook/endpoint'
  const TEST = 'POST /v2/bot/channel/webhook/test'
  const tested = (success: boolean, reason: string, detail: string) => ({
    body: { success, timestamp: '2026-01-10T12:00:00Z', statusCode: 0, reason, detail },
  })
  beforeEach(() => {
    line.answer(GET, { body: { endpoint: CALLBACK, active: true } })
    line.answer(PUT, {})
    line.answer(TEST, tested(true, 'OK', '200'))
  })

  it('is active when it is the hub and switched on', async () => {
    expect(await client().subscription({ callbackUrl: CALLBACK })).toEqual({
      active: true,
      fields: [],
      problem: undefined,
    })
  })

  it('is a problem when it is missing, elsewhere, or switched off', async () => {
    const elsewhere = await client().subscription({ callbackUrl: 'https://other.example.com/' })
    expect(elsewhere).toMatchObject({
      active: false,
      problem: { detail: expect.stringMatching(/not to https:\/\/other/) },
    })
    line.answer(GET, { body: { endpoint: CALLBACK, active: false } })
    expect(await client().subscription()).toMatchObject({
      active: false,
      problem: { detail: expect.stringMatching(/Use webhook/) },
    })
    line.answer(GET, { status: 404, body: { message: 'Webhook endpoint not found' } })
    expect(await client().subscription()).toMatchObject({
      active: false,
      problem: { detail: expect.stringMatching(/no webhook/) },
    })
  })

  it('is set, and tried', async () => {
    expect(await client().subscribe({ callbackUrl: CALLBACK })).toMatchObject({ active: true, problem: undefined })
    expect(line.received.map(({ operation }) => operation)).toEqual([PUT, GET, TEST])
    expect(asked(PUT)[0]?.body).toEqual({ endpoint: CALLBACK })
    expect(asked(TEST)[0]?.body).toEqual({ endpoint: CALLBACK })
  })

  it('stays quiet while it is switched off, which no API can change', async () => {
    line.answer(GET, { body: { endpoint: CALLBACK, active: false } })
    const state = await client().subscribe({ callbackUrl: CALLBACK })
    expect(state).toMatchObject({ active: false, problem: { detail: expect.stringMatching(/Use webhook/) } })
  })

  it('tells in words why LINE cannot reach the hub', async () => {
    for (const [reason, words] of [
      ['COULD_NOT_CONNECT', /reachable from the internet/],
      ['REQUEST_TIMEOUT', /longer than LINE waits/],
      ['ERROR_STATUS_CODE', /another channel secret/],
      ['UNCLASSIFIED', /UNCLASSIFIED \(why\)/],
    ] as const) {
      line.answer(TEST, tested(false, reason, 'why'))
      const state = await client().subscribe({ callbackUrl: CALLBACK })
      expect(state).toMatchObject({ active: false, problem: { detail: expect.stringMatching(words) } })
    }
  })

  it('is set although LINE will not test it again this hour', async () => {
    line.answer(TEST, { status: 429, body: { message: 'The API rate limit has been exceeded. Try again later.' } })
    expect(await client().subscribe({ callbackUrl: CALLBACK })).toMatchObject({ active: true })
  })

  it('needs a public https address', async () => {
    expect((await failure(client().subscribe({ callbackUrl: 'http://127.0.0.1:8000/' }))).message).toMatch(/https/)
    expect((await failure(client().subscribe())).message).toMatch(/public address/)
    expect(line.received).toEqual([])
  })

  it('cannot be taken back over the API, and says so', async () => {
    expect(await failure(client().unsubscribe())).toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/Use webhook/),
    })
  })
})

describe('renew', () => {
  it('has nothing to do for a long-lived token', async () => {
    line.answer(VERIFY, facts(3_138_007_490))
    expect(await client().renew()).toBeUndefined()
  })

  it('issues another thirty days for a short-lived one', async () => {
    line.answer(VERIFY, facts(100))
    line.answer(ISSUE, issued('next', 2_592_000))
    const renewed = await client().renew()
    expect([renewed?.accessToken, inSeconds(renewed?.expiresAt)]).toEqual(['next', 2_592_000])
  })

  it('issues another stateless token for a stateless one', async () => {
    line.answer(VERIFY_SIGNED, facts(100))
    line.answer(ISSUE_STATELESS, issued('next', 900))
    const renewed = await client({ channelAccessToken: SIGNED_TOKEN }).renew()
    expect([renewed?.accessToken, inSeconds(renewed?.expiresAt)]).toEqual(['next', 900])
  })

  it('revives a dead token when the channel ID is known, and says what is missing when it is not', async () => {
    line.answer(VERIFY, unknownToken)
    line.answer(VERIFY_SIGNED, unknownToken)
    line.answer(ISSUE, issued('next', 2_592_000))
    expect(await client({ channelId: '165' }).renew()).toMatchObject({ accessToken: 'next' })
    expect(await failure(client().renew())).toMatchObject({ kind: 'auth', message: expect.stringMatching(/channelId/) })
  })
})

describe('people', () => {
  const [group, room, user] = [`C${BOT.slice(1)}`, `R${BOT.slice(1)}`, `U${'2'.repeat(32)}`]
  it.each([
    [user, `GET /v2/bot/profile/${user}`],
    [`${group}/${user}`, `GET /v2/bot/group/${group}/member/${user}`],
    [`${room}/${user}`, `GET /v2/bot/room/${room}/member/${user}`],
  ])('%s', async (id, operation) => {
    line.answer(operation, { body: { displayName: 'Ann', userId: user, pictureUrl: 'https://example.com/ann' } })
    const profile = { id, username: undefined, name: 'Ann', pictureUrl: 'https://example.com/ann' }
    expect(await client().person(id)).toEqual(profile)
  })

  it('gives the name of a group', async () => {
    line.answer(`GET /v2/bot/group/${group}/summary`, { body: { groupId: group, groupName: 'Friends' } })
    expect(await client().person(group)).toMatchObject({ name: 'Friends' })
  })

  it('does not know people who do not want to be known', async () => {
    expect(await failure(client().person(user))).toMatchObject({ kind: 'not-found', retryable: false })
  })
})

describe('content of messages', () => {
  const CONTENT = 'GET /v2/bot/message/55/content'
  const fetchIt = async () => {
    const media = await client().downloadMedia?.('55')
    if (!media) throw new Error('no download')
    return media
  }

  it('is streamed with its type and size', async () => {
    line.answer(CONTENT, { headers: { 'content-type': 'image/jpeg', 'content-length': '5' }, body: 'bytes' })
    const media = await fetchIt()
    expect([media.contentType, media.size, await text(media.body)]).toEqual(['image/jpeg', 5, 'bytes'])
  })

  it('is not there yet while LINE prepares it, and never when that failed', async () => {
    line.answer(CONTENT, { status: 202 })
    line.answer(`${CONTENT}/transcoding`, { body: { status: 'processing' } }, { body: { status: 'failed' } })
    expect(await failure(fetchIt())).toMatchObject({ kind: 'unavailable', retryable: true, retryAfterMs: 5000 })
    expect(await failure(fetchIt())).toMatchObject({ kind: 'not-found', retryable: false })
  })

  it('is gone when the message was unsent', async () => {
    line.answer(CONTENT, { status: 410, body: { message: 'The content is gone' } })
    expect(await failure(fetchIt())).toMatchObject({ kind: 'not-found', message: 'The content is gone' })
  })
})

it('names the credentials that are wrong', () => {
  const create = (credentials: unknown) => () =>
    linePlatform.client(credentials, { ...line.environment, variables: {}, onUsage: () => {} })
  expect(create({ channelSecret: 's', channelAccessToken: 't' })).not.toThrow()
  expect(create({ channelSecret: 's' })).toThrow(/channelAccessToken/)
  expect(create({ channelSecret: 's', channelAccessToken: 'two words' })).toThrow(/channelAccessToken/)
})
