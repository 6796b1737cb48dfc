import { describe, expect, it } from 'vitest'
import type { Call } from '../exchange.ts'
import { officialOperation, type Place } from './check.ts'
import { documentIsHere } from './documents.ts'

const PUSH: Place = { document: 'line', path: '/v2/bot/message/push' }
const SEND: Place = { document: 'whatsapp', path: '/{Version}/{Phone-Number-ID}/messages' }

/** What the document alone says of a JSON request. */
async function said(place: Place, body: unknown, headers: Record<string, string> = {}) {
  const operation = await officialOperation(place, 'POST')
  const call: Call = {
    host: 'graph',
    method: 'POST',
    path: place.path,
    query: {},
    headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers },
    raw: Buffer.from('x'),
    body,
    files: [],
    params: {},
    input: body,
    token: undefined,
  }
  return operation?.request(call)?.path
}

const push = (message: object) => ({ to: 'U1', messages: [message] })
const choice = (actions: unknown) =>
  push({ type: 'template', altText: 'A', template: { type: 'buttons', text: 'A', actions } })

describe.skipIf(!documentIsHere('line'))("LINE's document", () => {
  it.each([
    ['a text', push({ type: 'text', text: 'A' }), undefined],
    ['a choice', choice([{ type: 'postback', label: 'A', data: 'a' }]), undefined],
    ['an unknown type', push({ type: 'poll' }), 'messages[0].type'],
    ['a member that is missing', push({ type: 'text' }), 'messages[0]'],
    ['a misspelt member', push({ type: 'text', text: 'A', qoteToken: 'x' }), 'messages[0]'],
    [
      'a misspelt member far down',
      choice([{ type: 'postback', label: 'A', dta: 'a' }]),
      'messages[0].template.actions[0]',
    ],
    ['six messages', { to: 'U1', messages: Array(6).fill({ type: 'text', text: 'A' }) }, 'messages'],
  ])('alone judges %s', async (_name, body, path) => expect(await said(PUSH, body)).toBe(path))

  it('alone judges headers', async () => {
    expect(await said(PUSH, push({ type: 'text', text: 'A' }), { 'x-line-retry-key': 'x' })).toBe('X-Line-Retry-Key')
  })
})

const to = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '15550100123' }
const buttons = (count: number) => ({
  ...to,
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'A' },
    action: { buttons: Array(count).fill({ type: 'reply', reply: { id: 'a', title: 'A' } }) },
  },
})

describe.skipIf(!documentIsHere('whatsapp'))("WhatsApp's document", () => {
  it.each([
    ['a text', { ...to, type: 'text', text: { body: 'A' } }, undefined],
    ['buttons', buttons(3), undefined],
    ['a read mark', { messaging_product: 'whatsapp', status: 'read', message_id: 'a' }, undefined],
    ['an unknown type', { ...to, type: 'poll', poll: {} }, 'type'],
    ['a misspelt member', { ...to, type: 'text', text: { bdy: 'A' } }, 'text'],
    ['another misspelt member', { ...to, type: 'text', text: { body: 'A' }, contxt: {} }, ''],
    ['four buttons', buttons(4), 'interactive.action.buttons'],
    ['a text without text', { ...to, type: 'text' }, ''],
  ])('alone judges %s', async (_name, body, path) => expect(await said(SEND, body)).toBe(path))
})

it('has the operations that are asked for', async () => {
  if (!documentIsHere('line')) return
  await expect(officialOperation({ ...PUSH, path: '/v2/bot/message/pusch' }, 'POST')).rejects.toThrow(/has no POST/)
})
