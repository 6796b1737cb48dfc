import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SendErrorKind } from '../../lib/net/send-error.ts'
import type { PostResult } from './exchange.ts'
import { outcomeOf } from './outcome.ts'

const at = Date.parse('2026-01-10T12:00:00.000Z')
const answer = (given: Partial<PostResult>): PostResult => ({
  statusCode: undefined,
  headers: undefined,
  body: Buffer.alloc(0),
  truncated: false,
  error: undefined,
  ...given,
})
const decide = (given: Partial<PostResult>) => outcomeOf(answer(given), at)

describe('an answer', () => {
  it.each([200, 201, 202, 204, 299])('of %i is delivered', (statusCode) =>
    expect(decide({ statusCode })).toMatchObject({ outcome: 'delivered', log: { statusCode } }),
  )

  it.each([408, 425, 429, 500, 501, 502, 503, 504, 599])('of %i is tried again', (statusCode) =>
    expect(decide({ statusCode })).toMatchObject({
      outcome: 'retry',
      code: 'http_status',
      detail: `the endpoint answered ${statusCode}`,
    }),
  )

  it.each([300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 409, 411, 413, 422, 451, 499])(
    'of %i fails at once and leaves the webhook enabled',
    (statusCode) => {
      const sent = decide({ statusCode })
      expect(sent).toMatchObject({ outcome: 'failed' })
      expect(sent).not.toHaveProperty('disable')
    },
  )

  it('of 410 fails and disables the webhook', () =>
    expect(decide({ statusCode: 410 })).toMatchObject({ outcome: 'failed', disable: true, code: 'gone' }))

  it('that redirects says that redirects are not followed', () =>
    expect(decide({ statusCode: 302 })).toMatchObject({
      code: 'redirect',
      detail: expect.stringContaining('not followed'),
    }))

  it('is kept with its headers and the beginning of its body', () => {
    const body = Buffer.from('no')
    expect(decide({ statusCode: 500, headers: { 'x-a': '1' }, body })).toMatchObject({
      log: { statusCode: 500, headers: { 'x-a': '1' }, body },
    })
    expect(decide({ statusCode: 204 })).toMatchObject({ log: { body: undefined } })
  })
})

describe('no complete answer', () => {
  const failing = (kind: SendErrorKind, statusCode?: number) => decide({ statusCode, error: { kind, message: 'why' } })

  it.each(['timeout', 'connection', 'dns', 'tls', 'protocol'] as const)('because of %s is tried again', (kind) =>
    expect(failing(kind)).toMatchObject({ outcome: 'retry', code: kind, detail: `${kind}: why` }),
  )

  it('because the address is blocked fails at once', () => {
    const sent = failing('blocked')
    expect(sent).toMatchObject({ outcome: 'failed', code: 'blocked', detail: 'blocked: why' })
    expect(sent).not.toHaveProperty('disable')
  })

  it('because it was called off does not count', () => expect(failing('aborted')).toEqual({ outcome: 'aborted' }))

  it('is not delivered, whatever the status', () =>
    expect(failing('timeout', 200)).toMatchObject({ outcome: 'retry', log: { statusCode: 200 } }))
})

describe('Retry-After', () => {
  const asked = (value: string, statusCode = 503) => {
    const sent = decide({ statusCode, headers: { 'retry-after': value } })
    return sent.outcome === 'retry' ? sent.retryAfterMs : undefined
  }

  it.each([
    ['120', 120_000],
    [' 120 ', 120_000],
    ['Sat, 10 Jan 2026 12:05:00 GMT', 300_000],
    ['Saturday, 10-Jan-26 12:05:00 GMT', 300_000],
    ['Sat Jan 10 12:05:00 2026', 300_000],
    ['0', 0],
  ])('%s is passed on', (value, ms) => expect(asked(value)).toBe(ms))

  it.each(['-5', '1.5', '', 'soon', 'Sat, 10 Jan 2026 11:00:00 GMT', '2026-01-11', 'Foo, 99 Bar 2026 99:99:99 GMT'])(
    '"%s" asks for nothing',
    (value) => expect(asked(value)).toBe(0),
  )

  it('counts for 429', () => expect(asked('120', 429)).toBe(120_000))
  it.each([408, 425, 500, 502])('does not count for %i', (status) => expect(asked('120', status)).toBe(0))
})

it('judges every answer: only 2xx is delivered, only 410 disables', () => {
  const kinds: SendErrorKind[] = ['timeout', 'connection', 'dns', 'tls', 'blocked', 'protocol']
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: 100, max: 999 }), { nil: undefined }),
      fc.oneof(
        fc.string(),
        fc.nat().map(String),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
      fc.option(fc.constantFrom(...kinds), { nil: undefined }),
      (statusCode, retryAfter, kind) => {
        const error = kind && { kind, message: '' }
        const sent = decide({ statusCode, headers: { 'retry-after': retryAfter }, error })
        const isSuccess = kind === undefined && Math.floor((statusCode ?? 0) / 100) === 2
        expect(sent.outcome === 'delivered').toBe(isSuccess)
        expect('disable' in sent).toBe(kind === undefined && statusCode === 410)
        if (sent.outcome === 'retry') expect(sent.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0)
      },
    ),
    { numRuns: 2000 },
  )
})
