import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentKey, naturalKey } from './key.ts'

it('keeps a natural id readable', () => {
  expect(naturalKey('message', 'mid.1480279487147:4388d3b344')).toBe('message:mid.1480279487147:4388d3b344')
})

it('never gives two lists of parts the same key', () => {
  expect(naturalKey('mention', 'a:b', 'c')).not.toBe(naturalKey('mention', 'a', 'b:c'))
  expect(naturalKey('mention', 'a%3Ab', 'c')).not.toBe(naturalKey('mention', 'a:b', 'c'))
  const part = fc.string({
    unit: fc.constantFrom('a', ':', '%', '3', 'A', '\ud800', '\ud801', 'u', 'd', '8', '0', '1'),
  })
  fc.assert(
    fc.property(fc.tuple(part, part), fc.tuple(part, part), (one, other) => {
      const same = Buffer.from(naturalKey('k', ...one)).equals(Buffer.from(naturalKey('k', ...other)))
      expect(same).toBe(one[0] === other[0] && one[1] === other[1])
    }),
    { numRuns: 2000 },
  )
})

it('does not mind the order of members in a content key, but that of lists', () => {
  expect(contentKey('x', { a: 1, b: { c: 2, d: 3 } })).toBe(contentKey('x', { b: { d: 3, c: 2 }, a: 1 }))
  expect(contentKey('x', [1, 2])).not.toBe(contentKey('x', [2, 1]))
  expect(contentKey('x', { o: [['a', 1]] })).not.toBe(contentKey('x', { a: 1 }))
  expect(contentKey('x', JSON.parse('{"__proto__":1}'))).not.toBe(contentKey('x', {}))
})
