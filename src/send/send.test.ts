import { describe, expect, it } from 'vitest'
import { readMessageInput } from '../api/schemas/messages.ts'
import { bucketOf, sendBuckets, spaceAfter } from '../limits/buckets.ts'
import { PlatformError } from '../platforms/error.ts'
import { instagram } from '../platforms/instagram/index.ts'
import { whatsapp } from '../platforms/whatsapp/index.ts'
import { nextAfter, type Tried } from './outcome.ts'
import { isOutside, windowFault, windowOf } from './window.ts'

const HOUR = 3_600_000
const now = new Date('2026-01-10T12:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

describe('a bucket', () => {
  it.each([
    { max: 80, perMs: 1000 },
    { max: 750, perMs: HOUR },
    { max: 10, perMs: 1000 },
    { max: 2, perMs: 1000 },
  ])('gives no more than the limit in any time the limit is for: %o', (limit) => {
    const { capacity, refillUs, most } = bucketOf('a', { scope: 'send', ...limit })
    expect(capacity + Math.floor((limit.perMs * 1000) / refillUs)).toBeLessThanOrEqual(limit.max)
    expect(most).toBe(limit.max)
  })

  it('is drawn from by the messages that its limit is for', () => {
    const limits = [
      { scope: 'send', max: 100, perMs: 1000 },
      { scope: 'send', types: ['audio', 'video'], max: 10, perMs: 1000 },
      { scope: 'calls', max: 2, perMs: 1000 },
    ] as const
    const names = (type?: string) =>
      sendBuckets('a', limits, type === undefined ? undefined : { type, recipient: 'p' }).map(({ name }) => name)
    expect(names()).toEqual(['send:100/1000', 'send:10/1000'])
    expect(names('video')).toEqual(names())
    expect(names('text')).toEqual(['send:100/1000'])
  })

  it('gives the burst that the platform grants, then the rate', () => {
    const bucket = bucketOf('a', { scope: 'recipient', max: 1, perMs: 6000, burst: 45 })
    expect(bucket).toMatchObject({ capacity: 45, perRecipient: true, refillUs: 6_000_000, most: 46 })
  })
})

describe('what a platform says of its usage', () => {
  it.each([
    [0, 0],
    [0.74, 0],
    [0.9, 10_800],
    [0.99, 27_648],
  ])('at a share of %d spaces calls by %d ms', (share, ms) => {
    expect(spaceAfter(share, undefined, now)).toBe(ms)
  })

  it('stops everything when it is used up, until it is free again', () => {
    expect(spaceAfter(1, new Date(now.getTime() + 120_000), now)).toBe(120_000)
    expect(spaceAfter(1.2, undefined, now)).toBe(300_000)
  })
})

describe('the window', () => {
  const long = ago(30 * 24 * HOUR)
  const DAY = instagram.messaging.window

  it('is open for a day after the last word of the person', () => {
    expect(windowOf(DAY, ago(23 * HOUR), long, now).state).toBe('open')
    expect(windowOf(DAY, ago(25 * HOUR), long, now).state).toBe('closed')
  })

  it('is unknown while the account is heard for less than a window, closed for a stranger later, and none without a window', () => {
    expect(windowOf(DAY, undefined, ago(HOUR), now).state).toBe('unknown')
    expect(windowOf(DAY, ago(30 * HOUR), ago(HOUR), now).state).toBe('unknown')
    expect(windowOf(DAY, ago(HOUR / 2), ago(HOUR), now).state).toBe('open')
    expect(windowOf(DAY, undefined, ago(25 * HOUR), now).state).toBe('closed')
    expect(windowOf(undefined, undefined, ago(25 * HOUR), now).state).toBe('none')
  })

  it('says until when a person may still answer', () => {
    const closed = windowOf(DAY, ago(30 * HOUR), long, now)
    const hard = windowOf(whatsapp.messaging.window, ago(30 * HOUR), long, now)
    expect(windowFault(instagram.messaging, 'text', false, closed, now)).toMatchObject({
      code: 'window_human_agent_only',
      params: { until: '2026-01-16T06:00:00.000Z' },
    })
    expect(windowFault(instagram.messaging, 'text', true, closed, now)).toBeUndefined()
    expect(windowFault(whatsapp.messaging, 'text', true, hard, now)).toMatchObject({ code: 'window_template_only' })
    expect(windowFault(whatsapp.messaging, 'template', false, closed, now)).toBeUndefined()
    expect(windowFault(instagram.messaging, 'mark_seen', false, closed, now)).toBeUndefined()
  })

  it('perhaps closed is the word of a person with the tag, and a message as any for the rest', () => {
    const perhaps = windowOf(DAY, ago(30 * HOUR), ago(HOUR), now)
    expect(windowFault(instagram.messaging, 'text', false, perhaps, now)).toBeUndefined()
    expect(isOutside(false, perhaps)).toBe(false)
    expect(isOutside(true, perhaps)).toBe(true)
    expect(isOutside(true, windowOf(whatsapp.messaging.window, ago(30 * HOUR), ago(HOUR), now))).toBe(false)
    expect(isOutside(false, windowOf(DAY, ago(30 * HOUR), long, now))).toBe(true)
  })
})

describe('after an error', () => {
  const next = (error: PlatformError, tried: Partial<Tried> = {}) => {
    const fresh = { attempts: 1, createdAt: now, failingSince: undefined, mayHaveBeenSent: false }
    return nextAfter(error, { ...fresh, ...tried }, now, () => 0.5)
  }
  const failing = (kind: 'unavailable' | 'rate' | 'auth', details: object = {}) =>
    new PlatformError('facebook', kind, 'away', details)
  const unavailable = (details?: object) => failing('unavailable', details)

  it('waits longer each time, and never less than the platform asks for', () => {
    expect(next(unavailable())).toMatchObject({ action: 'retry', inMs: 1000, reason: 'retry' })
    expect(next(unavailable(), { attempts: 4 })).toMatchObject({ inMs: 8000 })
    expect(next(unavailable(), { attempts: 50 })).toMatchObject({ inMs: 60_000 })
    expect(next(unavailable({ retryAfterMs: 90_000 }))).toMatchObject({ inMs: 90_000 })
  })

  it('gives up an hour after it first failed, however long it was in line before', () => {
    expect(next(unavailable(), { attempts: 60, failingSince: ago(59.5 * 60_000) })).toMatchObject({ action: 'fail' })
    expect(next(unavailable({ retryAfterMs: 2 * HOUR }))).toMatchObject({ action: 'fail' })
    expect(next(unavailable(), { createdAt: ago(61 * 60_000) })).toMatchObject({ action: 'retry' })
  })

  it('waits for a rate limit as long as it takes', () => {
    const limited = failing('rate', { retryAfterMs: 90 * 60_000 })
    const waits = { action: 'retry', inMs: 90 * 60_000, reason: 'rate_limit' }
    expect(next(limited)).toMatchObject(waits)
    expect(next(limited, { attempts: 500, createdAt: ago(48 * HOUR) })).toMatchObject(waits)
    expect(next(failing('rate', { retryAfterMs: 90 * 24 * HOUR }))).toMatchObject({ inMs: 24 * HOUR })
    expect(next(failing('rate', { retryable: false }))).toMatchObject({ action: 'fail' })
  })

  it('tries nothing twice that may have been sent', () => {
    const error = unavailable({ outcomeUnknown: true, retryable: false })
    expect(next(error)).toEqual({ action: 'unknown' })
  })

  it('tries again what the platform takes once, while it knows the key', () => {
    const error = unavailable({ outcomeUnknown: true, retryable: true })
    expect(next(error)).toMatchObject({ action: 'retry' })
    const limited = failing('rate', { retryAfterMs: 2 * HOUR })
    const old = { createdAt: ago(22 * HOUR), mayHaveBeenSent: true }
    expect(next(limited, old)).toEqual({ action: 'unknown' })
  })

  it('does not forget that an earlier try may have sent it', () => {
    expect(next(failing('auth'), { mayHaveBeenSent: true })).toEqual({ action: 'unknown' })
    const error = unavailable({ outcomeUnknown: true, retryable: true })
    expect(next(error, { failingSince: ago(HOUR) })).toEqual({ action: 'unknown' })
    expect(next(failing('auth'))).toEqual({ action: 'fail' })
  })
})

describe('the body of a request', () => {
  const to = { account: 'acc_x', to: '1' }

  it('is taken apart into where it goes and what it says', () => {
    expect(readMessageInput({ ...to, type: 'text', text: 'Hi', replyTo: 'm' })).toEqual({
      common: { ...to, replyTo: 'm' },
      content: { type: 'text', text: 'Hi' },
    })
  })

  it.each([
    [null, '', 'wrong_type'],
    [{ ...to }, '/type', 'not_one_of'],
    [{ ...to, type: 'text', text: '' }, '/text', 'too_short'],
    [{ ...to, type: 'image', url: 'nonsense' }, '/url', 'wrong_format'],
    [{ ...to, to: 'a\nb', type: 'text', text: 'x' }, '/to', 'wrong_pattern'],
  ])('is refused with the place and the code: %o', (body, pointer, code) => {
    expect(readMessageInput(body)).toEqual({ errors: [expect.objectContaining({ in: 'body', pointer, code })] })
  })
})
