import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LimitUse } from '../store/steps/recent.ts'
import { allowanceOf } from './allowance.ts'
import { bucketOf } from './buckets.ts'

const ACCOUNT = 'account'
const NOW_US = 1_767_000_000_000_000
const all = bucketOf(ACCOUNT, { scope: 'send', max: 20, perMs: 1000 })
const videos = bucketOf(ACCOUNT, { scope: 'send', types: ['video'], max: 3, perMs: 1000 })
const each = bucketOf(ACCOUNT, { scope: 'recipient', max: 1, perMs: 1000, burst: 3 })
const use = (index: number, rest: Partial<LimitUse> = {}): LimitUse => {
  return { index, subject: '', calls: 0, fullAt: 0, ...rest }
}
const ask = (recipient: string, type = 'text') => ({ id: recipient, accountId: ACCOUNT, recipient, type })

describe('what limits leave', () => {
  it('is what the bucket holds', () => {
    const allowance = allowanceOf([all], [use(0)], NOW_US)
    expect(allowance.leftOf(ACCOUNT)).toBe(3)
    expect(['a', 'b', 'c', 'd'].map((to) => allowance.take(ask(to)))).toEqual([true, true, true, false])
    expect(allowance.spendings).toEqual([
      { accountId: ACCOUNT, name: 'send:20/1000', subject: '', costUs: 3 * all.refillUs },
    ])
  })

  it('is no more than the limit less the calls that may still count at the platform', () => {
    expect(allowanceOf([all], [use(0, { calls: 19 })], NOW_US).leftOf(ACCOUNT)).toBe(1)
    expect(allowanceOf([all], [use(0, { calls: 25 })], NOW_US).leftOf(ACCOUNT)).toBe(0)
  })

  it('bars the types and the recipients whose limit is used up, and no others', () => {
    const uses = [use(0), use(1, { calls: 3 }), use(2, { subject: 'busy', calls: 4 })]
    const allowance = allowanceOf([all, videos, each], uses, NOW_US)
    expect(allowance.barred).toEqual([
      { accountId: ACCOUNT, types: ['video'], recipient: undefined },
      { accountId: ACCOUNT, types: undefined, recipient: 'busy' },
    ])
    expect(allowance.take(ask('busy'))).toBe(false)
    expect(allowance.take(ask('other', 'video'))).toBe(false)
    expect(allowance.take(ask('other'))).toBe(true)
  })

  it('of groups is not used up by what is sent to a person', () => {
    const groups = bucketOf(ACCOUNT, {
      scope: 'recipient',
      recipients: { name: 'groups', includes: (to) => to.startsWith('-') },
      max: 20,
      perMs: 60_000,
    })
    const uses = [use(0, { subject: '-1', calls: 20 }), use(0, { subject: '1', calls: 60 })]
    const allowance = allowanceOf([groups], uses, NOW_US)
    expect(allowance.barred).toEqual([{ accountId: ACCOUNT, types: undefined, recipient: '-1' }])
    expect([allowance.take(ask('1')), allowance.take(ask('-2'))]).toEqual([true, true])
    expect(allowance.spendings.map(({ subject }) => subject)).toEqual(['-2'])
  })

  it('gives a recipient one call at a time', () => {
    const allowance = allowanceOf([all, each], [use(0)], NOW_US)
    expect([allowance.take(ask('a')), allowance.take(ask('a'))]).toEqual([true, false])
    expect(allowance.spendings.map(({ subject }) => subject)).toEqual(['', 'a'])
  })

  it('lets a platform see no more than the limit in any time that it is for, however late calls are', () => {
    const latencies = fc.array(fc.record({ out: fc.nat(1500), back: fc.nat(800) }), { minLength: 60, maxLength: 60 })
    fc.assert(
      fc.property(latencies, fc.integer({ min: 1, max: 90 }), (calls, stepMs) => {
        const seen = arrivals(calls, stepMs).sort((a, b) => a - b)
        const most = Math.max(...seen.map((at) => seen.filter((other) => other >= at && other < at + all.perMs).length))
        expect(most).toBeLessThanOrEqual(20)
      }),
      { numRuns: 200 },
    )
  })
})

/** When calls arrive that are claimed every `stepMs` as the limit allows; each is on its way out and back for so long. */
function arrivals(calls: readonly { out: number; back: number }[], stepMs: number): number[] {
  const made: { arrived: number; ended: number }[] = []
  let fullAt = 0
  for (let now = NOW_US / 1000; made.length < calls.length; now += stepMs) {
    const recent = made.filter(({ ended }) => ended > now - all.perMs).length
    const allowance = allowanceOf([all], [use(0, { calls: recent, fullAt })], now * 1000)
    for (let n = 0; made.length < calls.length && allowance.take(ask(`${n}`)); n++) {
      const { out, back } = calls[made.length] ?? { out: 0, back: 0 }
      made.push({ arrived: now + out, ended: now + out + back })
    }
    const spent = allowance.spendings[0]?.costUs ?? 0
    fullAt = Math.max(fullAt, now * 1000) + spent
  }
  return made.map(({ arrived }) => arrived)
}
