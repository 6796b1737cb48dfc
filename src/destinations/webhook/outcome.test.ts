import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SendErrorKind } from '../../lib/net/send-error.ts'
import { nextState, type OutcomeInput } from './outcome.ts'

const now = new Date('2026-01-10T12:00:00.000Z')
const HOUR = 3_600_000
const scheduleMs = [60_000, 300_000, 900_000, HOUR, 6 * HOUR]
const decide = (result: OutcomeInput['result'], rest: Partial<OutcomeInput> = {}) =>
  nextState({ result, attempt: 1, scheduleMs, now, random: () => 0.5, ...rest })
const dueIn = (state: ReturnType<typeof nextState>) => (state.action === 'retry' ? state.inMs : undefined)

describe('by status', () => {
  it.each([200, 201, 202, 204, 299])('%i is delivered', (statusCode) =>
    expect(decide({ statusCode })).toEqual({ action: 'delivered', outcome: 'success' }),
  )
  it.each([408, 425, 429, 500, 501, 502, 503, 504, 599])('%i is tried again', (statusCode) =>
    expect(decide({ statusCode })).toEqual({
      action: 'retry',
      outcome: 'retry',
      inMs: 60_000,
      code: 'http_status',
      error: `the endpoint answered ${statusCode}`,
    }),
  )
  it.each([300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 409, 411, 413, 422, 451, 499])(
    '%i fails at once',
    (statusCode) =>
      expect(decide({ statusCode })).toMatchObject({ action: 'failed', outcome: 'failure', disableEndpoint: false }),
  )
  it('410 fails and disables the endpoint', () =>
    expect(decide({ statusCode: 410 })).toMatchObject({ action: 'failed', disableEndpoint: true, code: 'gone' }))
  it('a redirect says that it is not followed', () =>
    expect(decide({ statusCode: 302 })).toMatchObject({
      code: 'redirect',
      error: expect.stringContaining('not followed'),
    }))
})

describe('by error', () => {
  const failing = (kind: SendErrorKind, statusCode?: number) =>
    decide({ ...(statusCode && { statusCode }), error: { kind, message: 'why' } })

  it.each(['timeout', 'connection', 'dns', 'tls', 'protocol'] as const)('%s is tried again', (kind) =>
    expect(failing(kind)).toMatchObject({ action: 'retry', code: kind, error: `${kind}: why` }),
  )
  it('a blocked address fails at once', () =>
    expect(failing('blocked')).toMatchObject({
      action: 'failed',
      disableEndpoint: false,
      code: 'blocked',
      error: 'blocked: why',
    }))
  it('an attempt called off does not count', () => expect(failing('aborted')).toMatchObject({ action: 'release' }))
  it('an answer that never ended is no answer', () =>
    expect(failing('timeout', 200)).toMatchObject({ action: 'retry' }))
})

describe('the schedule', () => {
  it('takes one step after each attempt and fails after the last', () => {
    const states = [1, 2, 3, 4, 5, 6].map((attempt) => decide({ statusCode: 500 }, { attempt }))
    expect(states.map(dueIn)).toEqual([...scheduleMs, undefined])
    expect(states[5]).toMatchObject({ action: 'failed', disableEndpoint: false })
  })
  it('fails at once when it is empty', () =>
    expect(decide({ statusCode: 500 }, { scheduleMs: [] })).toMatchObject({ action: 'failed' }))
  it('spreads by ten per cent either way', () => {
    expect(dueIn(decide({ statusCode: 500 }, { random: () => 0 }))).toBe(54_000)
    expect(dueIn(decide({ statusCode: 500 }, { random: () => 0.999999 }))).toBe(66_000)
  })
})

describe('Retry-After', () => {
  const asked = (value: string, statusCode = 503, attempt = 1) =>
    dueIn(decide({ statusCode, headers: { 'retry-after': value } }, { attempt }))

  it.each([
    ['120', 120_000],
    [' 120 ', 120_000],
    ['Sat, 10 Jan 2026 12:05:00 GMT', 300_000],
    ['Saturday, 10-Jan-26 12:05:00 GMT', 300_000],
    ['Sat Jan 10 12:05:00 2026', 300_000],
    ['172800', 24 * HOUR],
    ['9'.repeat(400), 24 * HOUR],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 24 * HOUR],
  ])('%s is waited for', (value, ms) => expect(asked(value)).toBe(ms))

  it.each([
    '10',
    '0',
    '-5',
    '1.5',
    '',
    'soon',
    'Sat, 10 Jan 2026 11:00:00 GMT',
    '2026-01-11',
    'Foo, 99 Bar 2026 99:99:99 GMT',
  ])('"%s" leaves the schedule as it is', (value) => expect(asked(value)).toBe(60_000))
  it('counts for 429', () => expect(asked('120', 429)).toBe(120_000))
  it.each([408, 425, 500, 502])('does not count for %i', (status) => expect(asked('120', status)).toBe(60_000))
  it('never brings a try forward', () => expect(asked('1', 503, 5)).toBe(6 * HOUR))
  it('does not add a try after the last', () => expect(asked('120', 503, 6)).toBeUndefined())
})

it('holds for every answer: it ends, or is due between its step less ten per cent and a day more', () => {
  const kinds: SendErrorKind[] = ['timeout', 'connection', 'dns', 'tls', 'blocked', 'protocol']
  fc.assert(
    fc.property(
      fc.record({
        statusCode: fc.option(fc.integer({ min: 100, max: 999 }), { nil: undefined }),
        retryAfter: fc.oneof(
          fc.string(),
          fc.nat().map(String),
          fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
        ),
        kind: fc.option(fc.constantFrom(...kinds), { nil: undefined }),
        attempt: fc.integer({ min: 1, max: 10 }),
        schedule: fc.array(fc.integer({ min: 0, max: 7 * 24 * HOUR }), { maxLength: 8 }),
        random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      }),
      ({ statusCode, retryAfter, kind, attempt, schedule, random }) => {
        const state = nextState({
          result: {
            ...(statusCode !== undefined && { statusCode }),
            headers: { 'retry-after': retryAfter },
            ...(kind && { error: { kind, message: '' } }),
          },
          attempt,
          scheduleMs: schedule,
          now,
          random: () => random,
        })
        const step = schedule[attempt - 1]
        if (state.action === 'retry') {
          const wait = state.inMs
          expect(step).toBeDefined()
          expect(wait).toBeGreaterThanOrEqual((step ?? 0) * 0.9 - 1)
          expect(wait).toBeLessThanOrEqual(Math.max((step ?? 0) * 1.1 + 1, 24 * HOUR))
        } else if (state.action === 'delivered') expect(Math.floor((statusCode ?? 0) / 100)).toBe(2)
        else expect(state.action).toBe('failed')
      },
    ),
    { numRuns: 2000 },
  )
})
