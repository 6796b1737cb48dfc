import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileFilter, FilterError } from './filter.ts'

const event = {
  id: 'evt_1',
  event: 'message.received',
  timestamp: '2026-01-10T12:00:00.000Z',
  workspaceId: 'ws_1',
  account: { id: 'acc_1', platform: 'instagram', username: 'yourbrand', externalId: '178' },
  data: {
    content: 'What is the price of this?',
    sender: { id: '42', username: 'customer123' },
    live: true,
    count: 7,
    nothing: null,
    empty: [],
    tags: ['sale', 'new'],
    scores: [1, 9],
    attachments: [
      { type: 'image', url: 'https://cdn.test/a.jpg' },
      { type: 'video', url: 'https://cdn.test/b.mp4' },
    ],
  },
}
const matches = (filter: unknown, on: unknown = event) => compileFilter(filter).matches(on)
const data = (condition: unknown) => ({ data: condition })

describe('matches', () => {
  it.each<[string, unknown]>([
    ['an empty filter', {}],
    ['equal text, deep inside', data({ sender: { username: 'customer123' } })],
    [
      'several members',
      { event: 'message.received', account: { platform: 'instagram' }, data: { live: true, count: 7 } },
    ],
    ['null', data({ nothing: null })],
    ['one of a list', data({ tags: 'new' })],
    ['a member of one element of a list', data({ attachments: { type: 'video' } })],
    ['two members of the same element', data({ attachments: { type: 'video', url: { $endsWith: '.mp4' } } })],
    ['$eq', data({ count: { $eq: 7 } })],
    ['$ne', data({ count: { $ne: 8 } })],
    ['$ne of what is absent', data({ absent: { $ne: 'x' } })],
    ['$ne on a list that has it nowhere', data({ tags: { $ne: 'old' } })],
    ['$gt and $lt', data({ count: { $gt: 6, $lt: 8 } })],
    ['$gte and $lte', data({ count: { $gte: 7, $lte: 7 } })],
    ['$gte on times', { timestamp: { $gte: '2026-01-01' } }],
    ['$in', data({ sender: { id: { $in: ['41', '42'] } } })],
    ['$in on a list', data({ tags: { $in: ['new', 'old'] } })],
    ['$nin', data({ sender: { id: { $nin: ['41', '43'] } } })],
    ['$nin of what is absent', data({ absent: { $nin: ['a'] } })],
    ['$exists', data({ sender: { username: { $exists: true } } })],
    ['$exists on null', data({ nothing: { $exists: true } })],
    ['$exists on an empty list', data({ empty: { $exists: true } })],
    ['$exists false', data({ sender: { name: { $exists: false } } })],
    ['$exists false below what is absent', data({ absent: { deeper: { $exists: false } } })],
    ['$contains', data({ content: { $contains: 'price' } })],
    ['$startsWith', data({ content: { $startsWith: 'What' } })],
    ['$endsWith', data({ content: { $endsWith: '?' } })],
    ['$or at the top', { $or: [{ event: 'x.y' }, { account: { platform: 'instagram' } }] }],
    ['$or of conditions', data({ count: { $or: [1, { $gt: 6 }] } })],
    ['$and', { $and: [{ event: { $startsWith: 'message.' } }, data({ live: true })] }],
    ['$not', { $not: data({ live: false }) }],
    ['$not of a condition', data({ content: { $not: { $contains: 'refund' } } })],
    ['$not of a plain value', data({ count: { $not: 8 } })],
    ['$or beside members', { event: 'message.received', $or: [data({ count: 7 }), data({ count: 8 })] }],
  ])('%s', (_name, filter) => expect(matches(filter)).toBe(true))
})

describe('does not match', () => {
  it.each<[string, unknown]>([
    ['another text', data({ sender: { username: 'customer' } })],
    ['another case', { event: 'Message.Received' }],
    ['a number for a text', data({ sender: { id: 42 } })],
    ['one of two members wrong', { event: 'message.received', data: { live: false } }],
    ['null for what is absent', data({ absent: null })],
    ['a value in an empty list', data({ empty: 'x' })],
    ['two members of different elements', data({ attachments: { type: 'image', url: { $endsWith: '.mp4' } } })],
    ['$ne on a list that has it', data({ tags: { $ne: 'new' } })],
    ['$nin on a list that has one', data({ tags: { $nin: ['new', 'old'] } })],
    ['$gt of a text with a number', data({ content: { $gt: 1 } })],
    ['$gt of what is absent', data({ absent: { $gt: 0 } })],
    ['$lt of null', data({ nothing: { $lt: 1 } })],
    ['$exists', data({ absent: { $exists: true } })],
    ['$contains of a number', data({ count: { $contains: '7' } })],
    ['a member of a text', data({ content: { length: 26 } })],
    ['an inherited member', data({ constructor: { $exists: true } })],
    ['$or of nothing right', { $or: [{ event: 'a' }, { event: 'b' }] }],
    ['$and with one wrong', { $and: [{ event: 'message.received' }, { event: 'b' }] }],
    ['$not of what holds', { $not: { event: 'message.received' } }],
  ])('%s', (_name, filter) => expect(matches(filter)).toBe(false))
})

describe('refuses, naming the place', () => {
  const nested = (depth: number) => {
    let node: unknown = 1
    for (let i = 0; i < depth; i++) node = { a: node }
    return node
  }

  it.each<[string, unknown, string]>([
    ['a text', 'x', 'filter must be an object'],
    ['a list', [], 'filter must be an object'],
    ['null', null, 'filter must be an object'],
    ['an unknown member of the body', { sender: 'x' }, 'filter/sender: the body has no such member'],
    ['an unknown operator', data({ a: { $like: 'x' } }), 'filter/data/a/$like is no operator'],
    ['an inherited name as an operator', data({ a: { $constructor: 1 } }), 'filter/data/a/$constructor'],
    ['$regex', data({ a: { $regex: '(a+)+$' } }), 'filter/data/a/$regex: there are no regular expressions'],
    ['a list for a value', data({ a: ['x'] }), 'filter/data/a must not be a list'],
    ['an operator at the top', { $eq: 1 }, 'filter/$eq stands where'],
    ['a plain value in $or at the top', { $or: ['x'] }, 'filter/$or/0 must be object'],
    ['an empty $or', { $or: [] }, 'filter/$or must be a list'],
    ['$and of an object', { $and: {} }, 'filter/$and must be a list'],
    ['an empty condition', data({ a: {} }), 'filter/data/a is empty'],
    ['a name with dots', data({ 'sender.username': 'x' }), 'filter/data/sender.username: write nested'],
    ['$in of a text', data({ a: { $in: 'x' } }), 'filter/data/a/$in must be a list'],
    ['$in of objects', data({ a: { $in: [{}] } }), 'filter/data/a/$in must be a list'],
    ['$exists of a text', data({ a: { $exists: 'yes' } }), 'filter/data/a/$exists must be true or false'],
    ['$gt of true', data({ a: { $gt: true } }), 'filter/data/a/$gt must be a number or a text'],
    ['$contains of nothing', data({ a: { $contains: '' } }), 'filter/data/a/$contains must be a text'],
    ['$eq of an object', data({ a: { $eq: {} } }), 'filter/data/a/$eq must be a text'],
    ['too deep', data(nested(12)), 'nested more than 10 deep'],
    ['too long', data({ a: 'x'.repeat(9000) }), 'at most 8192'],
  ])('%s', (_name, filter, message) => expect(() => compileFilter(filter)).toThrow(message))

  it('what is too deep even to measure', () => {
    expect(() => compileFilter(data(nested(100_000)))).toThrow(expect.objectContaining({ path: '', code: 'not_json' }))
  })
})

const names = fc.constantFrom('data', 'account', 'event', 'sender', 'tags', 'count', '__proto__', 'constructor', 'a')
const plain = fc.oneof(fc.string({ maxLength: 4 }), fc.integer({ min: -3, max: 3 }), fc.boolean(), fc.constant(null))
const { anyValue } = fc.letrec((tie) => ({
  anyValue: fc.oneof(
    { depthSize: 'small' },
    plain,
    fc.array(tie('anyValue'), { maxLength: 3 }),
    fc.dictionary(names, tie('anyValue'), { maxKeys: 4 }),
  ),
}))
const { filter } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    plain,
    fc.record({ $eq: plain }),
    fc.record({ $ne: plain }),
    fc.record({ $gt: fc.integer({ min: -3, max: 3 }) }),
    fc.record({ $in: fc.array(plain, { minLength: 1, maxLength: 3 }) }),
    fc.record({ $nin: fc.array(plain, { minLength: 1, maxLength: 3 }) }),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $contains: fc.string({ minLength: 1, maxLength: 2 }) }),
    fc.record({ $not: tie('condition') }),
    fc.record({ $or: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.dictionary(names, tie('condition'), { minKeys: 1, maxKeys: 3 }),
  ),
  filter: fc.dictionary(fc.constantFrom('data', 'account', 'event'), tie('condition'), { minKeys: 1, maxKeys: 3 }),
}))

it('compiles every filter of the language, and never throws on any event', () => {
  fc.assert(
    fc.property(filter, fc.oneof(anyValue, fc.anything()), (json, on) => {
      expect(typeof compileFilter(json).matches(on)).toBe('boolean')
    }),
    { numRuns: 3000 },
  )
})

it('is either matched or matched by its negation', () => {
  fc.assert(
    fc.property(filter, anyValue, (json, on) => {
      expect(matches({ $not: json }, on)).toBe(!matches(json, on))
      expect(matches({ $and: [json, { $not: json }] }, on)).toBe(false)
      expect(matches({ $or: [json, { $not: json }] }, on)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

it('$in means the same as $or of $eq, $nin and $ne the opposite of $in and $eq', () => {
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), anyValue, (list, value) => {
      const on = { data: { a: value } }
      const is = (test: unknown) => matches(data({ a: test }), on)
      expect(is({ $in: list })).toBe(is({ $or: list.map((each) => ({ $eq: each })) }))
      expect(is({ $nin: list })).toBe(!is({ $in: list }))
      expect(is({ $ne: list[0] })).toBe(!is({ $eq: list[0] }))
    }),
    { numRuns: 1000 },
  )
})

it('answers any JSON with a filter or an Error that says where', () => {
  fc.assert(
    fc.property(fc.anything(), (json) => {
      try {
        compileFilter(json)
      } catch (error) {
        expect(error).toBeInstanceOf(FilterError)
        expect(error).toMatchObject({ path: expect.stringMatching(/^(\/|$)/) })
      }
    }),
    { numRuns: 2000 },
  )
})
