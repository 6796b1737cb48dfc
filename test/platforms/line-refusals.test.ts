import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createAsker } from './ask.ts'
import { MINUTE } from './clock.ts'
import { records } from './exchange.ts'
import { startPlatforms } from './index.ts'
import { KEY, lineCases, path, push, text } from './line/refusals.ts'

const platforms = await startPlatforms()
const ask = createAsker(platforms)
const { person, account } = platforms.seeds.line
const CASES = lineCases(person.id)

afterEach(() => expect(platforms.faults.splice(0)).toEqual([]))
afterAll(() => platforms.stop())

describe('LINE refuses', () => {
  for (const [name, question, status, words] of CASES)
    it(name, async () => {
      const at = question.path.endsWith('/content') ? ask.lineData : ask.line
      const reply = await at(question)
      expect({ status: reply.status, body: JSON.stringify(reply.body) }).toEqual({
        status,
        body: expect.stringMatching(words),
      })
      expect(reply.headers.get('x-line-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    })
})

it('says how many refusals there are', () => {
  console.log(`LINE: ${CASES.length} refusals`)
  expect(CASES.length).toBeGreaterThan(30)
})

describe('a reply token', () => {
  const received = () => {
    const [event] = records((platforms.happen('line', 'message') as { events: unknown }).events)
    return String(event?.replyToken)
  }
  const reply = (replyToken: string) =>
    ask.line({ method: 'POST', path: path('reply'), body: { replyToken, messages: [text] } })

  it('is good once', async () => {
    const token = received()
    expect((await reply(token)).status).toBe(200)
    expect((await reply(token)).status).toBe(400)
  })

  it('is good for a minute', async () => {
    const token = received()
    platforms.clock.advance(2 * MINUTE)
    expect((await reply(token)).body.message).toBe('Invalid reply token')
  })
})

it('does not do twice what was accepted under a retry key', async () => {
  const question = { ...push(person.id, text), headers: { 'x-line-retry-key': KEY } }
  const sent = () => platforms.state.conversations.get(`${account.id}:${person.id}`)?.messages.length
  const first = await ask.line(question)
  const count = sent()
  const second = await ask.line(question)
  expect([first.status, second.status]).toEqual([200, 409])
  expect(second.headers.get('x-line-accepted-request-id')).toBe(first.headers.get('x-line-request-id'))
  expect(second.body.sentMessages).toEqual(first.body.sentMessages)
  expect(sent()).toBe(count)
})

it('sends no more than the month allows', async () => {
  account.quota = account.used
  const reply = await ask.line(push(person.id, text))
  account.quota = undefined
  expect([reply.status, reply.body.message]).toEqual([429, 'You have reached your monthly limit.'])
})
