import { expect, test } from 'vitest'
import { createMessageReader, pathOf, statusOf } from './http.ts'

function read(chunks: readonly string[]): { head: string; body: string }[] {
  const messages: { head: string; body: string }[] = []
  const push = createMessageReader((head, body) => messages.push({ head, body: body.toString() }))
  for (const chunk of chunks) push(Buffer.from(chunk))
  return messages
}

const RESPONSE = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'

test('a message that comes whole is read', () => {
  const [message] = read([RESPONSE])
  expect(message?.body).toBe('hello')
  expect(statusOf(message?.head ?? '')).toBe(200)
})

test('a message cut anywhere is read once', () => {
  for (let cut = 1; cut < RESPONSE.length; cut++) {
    expect(read([RESPONSE.slice(0, cut), RESPONSE.slice(cut)]).map(({ body }) => body)).toEqual(['hello'])
  }
})

test('several messages in one chunk are all read', () => {
  expect(read([RESPONSE + RESPONSE, RESPONSE]).length).toBe(3)
})

test('a message without a length has no body', () => {
  const [message] = read(['GET /path?x=1 HTTP/1.1\r\nHost: a\r\n\r\n'])
  expect(message?.body).toBe('')
  expect(pathOf(message?.head ?? '')).toBe('/path?x=1')
})

test('a chunked body is refused rather than misread', () => {
  expect(() => read(['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'])).toThrow('chunked')
})
