import { describe, expect, it } from 'vitest'
import { PLATFORMS } from '../src/platforms/index.ts'
import { eventFaults, factOf } from './platforms/contract.ts'
import { isConnectionTest, spoiltBodies } from './spoilt.ts'

const MUTATIONS = Number(process.env.MUTATIONS ?? 10_000)
const SEED = Number(process.env.MUTATION_SEED ?? 1)
/** A mutated body is a few kilobytes; anything near this is a loop or a blow-up, not a busy machine. */
const LONGEST_MS = 1000
const receivedAt = new Date('2026-01-10T12:00:00.000Z')

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

describe.each(PLATFORMS)('spoilt bodies of $name', (platform) => {
  it('never throw, take their time, or vanish', () => {
    const counts = { notJson: 0, wrongShape: 0, connectionTests: 0, accepted: 0, events: 0, unhandled: 0 }
    let longest = 0
    let i = 0
    for (const bytes of spoiltBodies(platform, MUTATIONS, SEED)) {
      i++
      const parsed = parse(bytes.toString())
      if (!parsed) {
        counts.notJson++
        continue
      }
      const started = performance.now()
      platform.webhook.accountsOf(parsed.value)
      const events = platform.webhook.normalise(parsed.value, receivedAt)
      longest = Math.max(longest, performance.now() - started)
      if (platform.webhook.shapeFault(parsed.value) !== undefined) {
        counts.wrongShape++
        continue
      }
      if (isConnectionTest(platform, parsed.value)) {
        expect(events).toEqual([])
        counts.connectionTests++
        continue
      }
      counts.accepted++
      counts.events += events.length
      const where = `mutation ${i} of seed ${SEED}: ${bytes.toString().slice(0, 2000)}`
      expect(events.length, where).toBeGreaterThan(0)
      expect(new Set(events.map((event) => `${event.accountExternalId} ${event.dedupKey}`)).size, where).toBe(
        events.length,
      )
      for (const event of events) {
        if (event.type === 'event.unhandled') counts.unhandled++
        expect(eventFaults(event), where).toEqual([])
        const again = platform.webhook.normalise(JSON.parse(JSON.stringify(event.raw)), receivedAt)
        expect(again.map(factOf), where).toEqual([factOf(event)])
      }
    }
    console.log(`${platform.name}: ${MUTATIONS} mutations (seed ${SEED}), longest ${longest.toFixed(1)} ms`, counts)
    expect(counts.accepted).toBeGreaterThan(MUTATIONS / 10)
    expect(longest).toBeLessThan(LONGEST_MS)
  }, 120_000)
})
