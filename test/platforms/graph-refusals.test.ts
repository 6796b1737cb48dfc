import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { record } from '../../src/platforms/json.ts'
import { createAsker } from './ask.ts'
import { DAY, HOUR } from './clock.ts'
import { startPlatforms } from './index.ts'
import { accessCases } from './meta/refusals/access.ts'
import { createParts } from './meta/refusals/cases.ts'
import { messageCases } from './meta/refusals/messages.ts'
import { whatsappCases } from './whatsapp/refusals.ts'

const platforms = await startPlatforms()
const ask = createAsker(platforms)
const parts = createParts(platforms)

afterEach(() => expect(platforms.faults.splice(0)).toEqual([]))
afterAll(() => platforms.stop())

const CASES = [...accessCases(parts), ...messageCases(parts), ...whatsappCases(parts)]

describe('the Graph API refuses', () => {
  for (const [name, family, question, error, words] of CASES)
    it(name, async () => {
      const reply = await ask[family]({ method: 'POST', path: parts.paths[family], ...question })
      expect(reply.error).toBe(error)
      expect(reply.status).toBeGreaterThanOrEqual(400)
      expect(record(reply.body.error)?.message).toMatch(words ?? /./)
    })
})

it('says how many refusals there are', () => {
  console.log(`Graph API: ${CASES.length} refusals, ${new Set(CASES.map(([, , , error]) => error)).size} codes`)
  expect(CASES.length).toBeGreaterThan(50)
})

describe('a token', () => {
  it('is refused when it has expired, been taken back, or the password was changed', async () => {
    const { app, scopes } = platforms.seeds.instagram.token
    const fresh = () =>
      platforms.tokens.issue('instagram-long', parts.ids.ig, { scopes, ...(app ? { app } : {}), lifetimeMs: HOUR })
    const short = fresh()
    const me = async (token: typeof short) =>
      (await ask.instagram({ path: '/me', token, query: { fields: 'user_id' } })).error
    expect(await me(short)).toBeUndefined()
    platforms.clock.advance(2 * HOUR)
    expect(await me(short)).toBe('190/463')
    const revoked = fresh()
    revoked.revoked = 'not-authorised'
    expect(await me(revoked)).toBe('190/458')
    revoked.revoked = 'password-changed'
    expect(await me(revoked)).toBe('190/460')
  })
})

describe('the window', () => {
  const TAG = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
  const send = (family: 'instagram' | 'facebook', more: object = {}) =>
    ask[family]({ method: 'POST', path: parts.paths[family], ...parts.text(family, { text: 'Hello' }, more) })

  it.each(['instagram', 'facebook'] as const)('of %s opens with a message, and closes after a day', async (family) => {
    platforms.happen(family, 'message')
    expect((await send(family)).status).toBe(200)
    platforms.clock.advance(25 * HOUR)
    expect((await send(family)).error).toMatch(/^10\//)
    expect((await send(family, TAG)).status).toBe(200)
    platforms.clock.advance(7 * DAY)
    expect((await send(family, TAG)).error).toMatch(/^10\//)
  })

  it('of WhatsApp is passed by a template', async () => {
    const template = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } }
    const reply = await ask.whatsapp({ method: 'POST', path: parts.paths.whatsapp, ...parts.wa(template) })
    expect(reply.body).toMatchObject({ messages: [{ id: expect.stringMatching(/^wamid\./) }] })
  })
})
