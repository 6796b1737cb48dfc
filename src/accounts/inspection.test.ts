import { describe, expect, it } from 'vitest'
import { nextCheck, shouldRenew } from './inspection.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 0, 10)
const at = (days: number) => new Date(now + days * DAY)

describe('shouldRenew', () => {
  it('leaves a fresh token of 60 days alone', () => expect(shouldRenew(at(59), at(-1), now)).toBe(false))
  it('renews a token when half of its life is over', () => expect(shouldRenew(at(30), at(-30), now)).toBe(true))
  it('does not renew twice in a day', () => expect(shouldRenew(at(5), at(-0.5), now)).toBe(false))
  it('renews at once what would not live another day', () => expect(shouldRenew(at(0.5), at(-0.1), now)).toBe(true))
  it('tries a token whose end nobody told, once it is a day old', () => {
    expect(shouldRenew(undefined, at(-0.5), now)).toBe(false)
    expect(shouldRenew(undefined, at(-2), now)).toBe(true)
  })
})

describe('nextCheck', () => {
  it('is about a day later', () => {
    const next = nextCheck(null, now).getTime() - now
    expect(next).toBeGreaterThan(0.85 * DAY)
    expect(next).toBeLessThan(1.15 * DAY)
  })
  it('is well before the end of a token that ends sooner', () =>
    expect(nextCheck(at(0.2), now).getTime() - now).toBeCloseTo(0.1 * DAY))
  it('is never at once', () => expect(nextCheck(at(-1), now).getTime() - now).toBe(60_000))
})
