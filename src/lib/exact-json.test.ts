import { expect, it } from 'vitest'
import { parseExact } from './exact-json.ts'

it('keeps the digits of whole numbers that a double cannot hold', () => {
  expect(parseExact('{"id":9007199254740993,"list":[-12345678901234567890]}')).toEqual({
    id: '9007199254740993',
    list: ['-12345678901234567890'],
  })
})

it('leaves every other value as JSON.parse reads it', () => {
  const text = '{"a":9007199254740991,"b":1.5,"c":1e400,"d":"9007199254740993","e":0.12345678901234567,"f":null}'
  expect(parseExact(text)).toEqual(JSON.parse(text))
})

it('throws for what is no JSON', () => {
  expect(() => parseExact('{')).toThrow(SyntaxError)
  expect(() => parseExact('{"a":12345678901234567')).toThrow(SyntaxError)
})
