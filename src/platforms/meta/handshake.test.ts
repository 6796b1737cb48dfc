import { describe, expect, it } from 'vitest'
import { thirdPartyJson } from '../../../test/third-party.ts'
import { handshake } from './handshake.ts'

const query = (members: Record<string, unknown> = {}) => ({
  'hub.mode': 'subscribe',
  'hub.verify_token': 'the token',
  'hub.challenge': '1158201444',
  ...members,
})

describe('the handshake', () => {
  it('answers with the challenge, for any of the valid tokens', () => {
    expect(handshake(query(), ['the token'])).toBe('1158201444')
    expect(handshake(query(), ['another', 'the token', 'third'])).toBe('1158201444')
  })

  it('is refused for another token, and when none is configured', () => {
    expect(handshake(query(), ['another'])).toBeUndefined()
    expect(handshake(query(), [])).toBeUndefined()
    expect(handshake(query({ 'hub.verify_token': '' }), [''])).toBeUndefined()
    expect(handshake(query({ 'hub.verify_token': 'the token ' }), ['the token'])).toBeUndefined()
  })

  it('is refused for another mode', () => {
    for (const mode of ['unsubscribe', undefined, 'SUBSCRIBE', ['subscribe']])
      expect(handshake(query({ 'hub.mode': mode }), ['the token'])).toBeUndefined()
  })

  it('is refused when the token or the challenge is missing or given twice', () => {
    for (const value of [undefined, ['the token', 'the token'], {}, 5]) {
      expect(handshake(query({ 'hub.verify_token': value }), ['the token'])).toBeUndefined()
      expect(handshake(query({ 'hub.challenge': value }), ['the token'])).toBeUndefined()
    }
  })
})

interface Vector {
  readonly name: string
  readonly configured_token?: string
  readonly query: Record<string, string>
  readonly expect_status: number
  readonly expect_body?: string
}

const vectors = thirdPartyJson<Vector[]>('vectors/meta-verification-handshake.json') ?? []

describe.skipIf(vectors.length === 0)('a published handshake', () => {
  it.each(vectors)('$name', (vector) => {
    const token = vector.configured_token ?? vector.query['hub.verify_token'] ?? ''
    expect(handshake(vector.query, [token])).toBe(vector.expect_status === 200 ? vector.expect_body : undefined)
  })
})
