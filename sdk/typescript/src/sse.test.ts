import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSseParser } from './sse.ts'

function parse(...pieces: string[]) {
  const parser = createSseParser()
  return pieces.flatMap((piece) => parser.feed(piece))
}

test('a message has its id, type and data', () => {
  expect(parse('id: 1\nevent: a\ndata: x\n\n')).toEqual([{ id: '1', event: 'a', data: 'x' }])
})

test('several lines of data are one text', () => {
  expect(parse('data: a\ndata:b\ndata\n\n')).toEqual([{ id: '', event: 'message', data: 'a\nb\n' }])
})

test('the id holds until there is another', () => {
  expect(parse('id: 1\ndata: a\n\ndata: b\n\n').map(({ id }) => id)).toEqual(['1', '1'])
})

test('comments, unknown fields and messages without data are skipped', () => {
  expect(parse(': beat\n\nfoo: bar\nevent: x\n\ndata: a\n\n')).toEqual([{ id: '', event: 'message', data: 'a' }])
})

test('an unfinished message is not given', () => {
  expect(parse('data: a\n')).toEqual([])
})

test('the wait that the stream asks for is known', () => {
  const parser = createSseParser()
  parser.feed('retry: 2000\nretry: soon\n\n')
  expect(parser.retryMs).toBe(2000)
})

test('it does not matter where the text is cut, nor how lines end', () => {
  const text = '\ufeffid: 1\nevent: a\ndata: {"x":1}\ndata: y\n\n: c\n\nid: 2\ndata: z\n\n'
  const expected = parse(text)
  expect(expected).toHaveLength(2)
  fc.assert(
    fc.property(fc.constantFrom('\n', '\r', '\r\n'), fc.array(fc.nat(text.length * 2)), (end, cuts) => {
      const all = text.replaceAll('\n', end)
      const at = [0, ...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length]
      expect(parse(...at.slice(1).map((to, index) => all.slice(at[index], to)))).toEqual(expected)
    }),
  )
})
