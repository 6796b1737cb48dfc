import { expect, test } from 'vitest'
import { findMessageId, insightBody, messageBody, signatureOf, signedRequest } from './messages.ts'

test('a body is about 400 bytes', () => {
  expect(messageBody('a1', 123_456).length).toBeGreaterThan(370)
  expect(messageBody('a1', 123_456).length).toBeLessThan(430)
})

test('the message id is found again in the body', () => {
  expect(findMessageId(messageBody('kill-3', 42))).toEqual({ run: 'kill-3', index: 42 })
  expect(findMessageId(insightBody('kill-3', 42))).toEqual({ run: 'kill-3', index: 42 })
})

test('a body without a message id of the bench gives undefined', () => {
  expect(findMessageId(Buffer.from('{"data":{"messageId":"mid.1"}}'))).toBeUndefined()
})

test('the request carries the signature of exactly its body', () => {
  const request = signedRequest('127.0.0.1:1', '/path', messageBody('r', 1)).toString('latin1')
  const [head = '', body = ''] = request.split('\r\n\r\n')
  expect(head).toContain(`X-Hub-Signature-256: ${signatureOf(Buffer.from(body, 'latin1'))}`)
  expect(head).toContain(`Content-Length: ${body.length}`)
})
