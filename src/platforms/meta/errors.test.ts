import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../http.ts'
import { toPlatformError } from './errors.ts'

const now = new Date('2026-01-01T00:00:00Z')
const answer = (status: number, error: object, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers,
  text: '',
  json: { error },
})
const typed = (given: HttpAnswer) => toPlatformError('whatsapp', given, now, false)

describe('errors of the Graph API', () => {
  it.each([
    [1, undefined, 'unavailable', true],
    [2, undefined, 'unavailable', true],
    [4, undefined, 'rate', true],
    [4, 2207051, 'permission', false],
    [9, 2207042, 'rate', true],
    [9007, 2207027, 'unavailable', true],
    [-1, 2207001, 'unavailable', true],
    [-2, 2207003, 'unavailable', true],
    [-2, 2207020, 'invalid', false],
    [10, undefined, 'permission', false],
    [10, 2018278, 'window', false],
    [10, 2534022, 'window', false],
    [17, undefined, 'rate', true],
    [32, undefined, 'rate', true],
    [100, undefined, 'invalid', false],
    [100, 33, 'not-found', false],
    [190, undefined, 'auth', false],
    [190, 463, 'auth', false],
    [190, 2069032, 'invalid', false],
    [200, undefined, 'permission', false],
    [299, undefined, 'permission', false],
    [368, undefined, 'permission', false],
    [551, 1545041, 'not-found', false],
    [613, undefined, 'rate', true],
    [80001, undefined, 'rate', true],
    [80007, undefined, 'rate', true],
    [130429, undefined, 'rate', true],
    [131000, undefined, 'unavailable', true],
    [131016, undefined, 'unavailable', true],
    [131026, undefined, 'not-found', false],
    [131031, undefined, 'permission', false],
    [131047, undefined, 'window', false],
    [131048, undefined, 'rate', false],
    [131049, undefined, 'rate', false],
    [131051, undefined, 'invalid', false],
    [131053, undefined, 'invalid', false],
    [131056, undefined, 'rate', true],
    [132001, undefined, 'not-found', false],
    [132015, undefined, 'invalid', false],
  ] as const)('%i/%s is %s, retryable: %s', (code, error_subcode, kind, retryable) => {
    const error = typed(answer(400, { code, ...(error_subcode !== undefined && { error_subcode }), message: 'x' }))
    expect(error).toMatchObject({ kind, retryable, outcomeUnknown: false })
    expect(error.platformCode).toBe(error_subcode === undefined ? `${code}` : `${code}/${error_subcode}`)
  })

  it('takes 131057 under HTTP 500 for one that passes', () => {
    expect(typed(answer(500, { code: 131057, message: 'x' }))).toMatchObject({ kind: 'unavailable', retryable: true })
  })

  it('waits as long as the header says', () => {
    const cases = JSON.stringify({ 1: [{ call_count: 100, estimated_time_to_regain_access: 3 }] })
    expect(typed(answer(400, { code: 80007 }, { 'x-business-use-case-usage': cases })).retryAfterMs).toBe(180_000)
    expect(typed(answer(429, { code: 4 }, { 'retry-after': '7' })).retryAfterMs).toBe(7000)
  })

  it('waits at least six seconds for the same recipient', () => {
    expect(typed(answer(400, { code: 131056 })).retryAfterMs).toBe(6000)
  })

  it('goes by the status when nobody has described the code', () => {
    expect(typed(answer(403, { code: 987654 })).kind).toBe('permission')
    expect(typed(answer(400, { code: 987654, is_transient: true })).kind).toBe('unavailable')
    expect(typed({ status: 429, headers: {}, text: 'slow down', json: undefined })).toMatchObject({ kind: 'rate' })
  })

  it.each([
    [190, undefined, true],
    [190, 2069032, false],
    [0, undefined, true],
    [3, undefined, true],
    [10, undefined, true],
    [200, undefined, true],
    [299, undefined, true],
    // Of one message, one person or one number; or it passes.
    [10, 2018278, false],
    [368, undefined, false],
    [4, 2207051, false],
    [131005, undefined, false],
    [131031, undefined, false],
    [133010, undefined, false],
  ])('%i/%s says that the account can be used no more: %s', (code, error_subcode, revoked) => {
    const error = typed(answer(403, { code, ...(error_subcode !== undefined && { error_subcode }) }))
    expect(error.revoked).toBe(revoked)
  })

  it('takes a 401 with a code that nobody has described for the end of the token', () => {
    expect(typed(answer(401, { code: 987654 }))).toMatchObject({ kind: 'auth', revoked: true })
  })

  it.each([401, 403, 407])('takes %i without a code for the word of a proxy, which did nothing', (status) => {
    const page = { status, headers: {}, text: '<title>Blocked</title>', json: undefined }
    const passing = { kind: 'unavailable', retryable: true, outcomeUnknown: false, revoked: false }
    expect(typed(page)).toMatchObject({ ...passing, message: expect.stringContaining('Blocked') })
    expect(typed(answer(status, { message: 'Forbidden by policy' }))).toMatchObject(passing)
  })

  it('does not know what became of a message that a gateway could not hand over', () => {
    const page = { status: 502, headers: {}, text: '', json: undefined }
    expect(typed(page)).toMatchObject({ kind: 'unavailable', retryable: false, outcomeUnknown: true })
  })

  it("gives WhatsApp's details beside its words", () => {
    const error = typed(
      answer(400, { code: 131009, message: '(#131009) wrong', error_data: { details: 'no such id' } }),
    )
    expect(error.message).toBe('(#131009) wrong: no such id')
  })

  it('cuts out a token that Graph repeats', () => {
    const error = typed(answer(400, { code: 190, message: 'Malformed access token EAABsbCS1iHgBAHp4ZCcZBZC8x' }))
    expect(error.message).toBe('Malformed access token [token]')
  })

  it('reads the shape of the Instagram code exchange', () => {
    const json = { error_type: 'OAuthException', code: 400, error_message: 'This authorization code has been used' }
    const error = toPlatformError('instagram', { status: 400, headers: {}, text: '', json }, now, false)
    expect(error).toMatchObject({ kind: 'invalid', message: 'This authorization code has been used' })
  })
})
