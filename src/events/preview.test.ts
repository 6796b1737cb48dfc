import { expect, it } from 'vitest'
import { CATALOGUE } from './catalogue.ts'
import { previewOf } from './preview.ts'

const of = (data: unknown) => previewOf(JSON.stringify(data))

it('is what the event says, whatever the member is called', () => {
  expect(of(CATALOGUE['message.received'].example)).toBe('Hi')
  expect(of(CATALOGUE['comment.created'].example)).toBe('How much is it?')
  expect(of(CATALOGUE['message.replied'].example)).toBe(CATALOGUE['message.replied'].example.replyContent)
  expect(of(CATALOGUE['account.disconnected'].example)).toBe('Disconnected by admin.')
})

it('is null when the event says nothing', () => {
  expect(of({ messageId: 'x', content: ' \n ', sender: { content: 'not this' } })).toBeNull()
  expect(previewOf('not json')).toBeNull()
})

it('is one line of at most 160 code points', () => {
  expect(of({ content: 'a\n\n\u0000b\tc' })).toBe('a b c')
  const long = of({ content: 'word '.repeat(100_000) })
  expect(Array.from(long ?? '').length).toBeLessThanOrEqual(160)
  expect(long).toMatch(/word…$/)
})

it('cuts no visible character in two', () => {
  const family = '👨‍👩‍👧‍👦'
  const preview = of({ content: family.repeat(10_000) }) ?? ''
  expect(preview).toBe(`${family.repeat(22)}…`)
  expect(Array.from(of({ content: `a${'\u0301'.repeat(5000)}` }) ?? '').length).toBe(160)
})

it('reads JSON that is cut off, also within an escape', () => {
  const json = JSON.stringify({ content: 'say "hi" \\ é\u0001'.repeat(20) })
  for (let length = 0; length < json.length; length++) expect(() => previewOf(json.slice(0, length))).not.toThrow()
  expect(previewOf('{"a":[{"content":"no"}],"content":"yes, it')).toBe('yes, it')
  expect(previewOf('{"content":"cut \\u12')).toBe('cut')
})

it('is the emoji of a reaction that has no name', () => {
  expect(of({ action: 'react', emoji: '❤' })).toBe('❤')
  expect(of({ action: 'react', reaction: 'love', emoji: '❤️' })).toBe('love')
})
