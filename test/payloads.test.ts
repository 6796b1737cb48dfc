import { describe, expect, it } from 'vitest'
import { PLATFORMS } from '../src/platforms/index.ts'
import { eventFaults, factOf } from './platforms/contract.ts'
import { thirdPartyPayloads } from './third-party.ts'

/** Published bodies that have no meaning for the hub, and why. */
const UNHANDLED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  instagram: {},
  facebook: { 'edge-unknown-field--restfb.json': 'a change of the made-up field "foo"' },
  line: {
    'batch-28-all-types--line-bot-sdk-python.json': 'one of its events is of a made-up type',
    'batch-47-all-types--line-bot-sdk-php.json': 'two of its events are of a made-up type',
    'edge-unknown-event--line-bot-sdk-java.json': 'an event of a made-up type, and one with a made-up source',
    'edge-unknown-event--line-bot-sdk-ruby.json': 'an event of a made-up type',
  },
  whatsapp: {},
}

/** Published bodies without an event, and why. */
const EMPTY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  line: { 'verify-empty-events--line-bot-sdk-ruby.json': "the console's Verify button" },
}

const receivedAt = new Date('2026-01-10T12:00:00.000Z')

describe.each(PLATFORMS)('the published payloads of $name', (platform) => {
  const payloads = thirdPartyPayloads(platform.id)
  const parsed = payloads.map(({ name, body }) => ({ name, payload: JSON.parse(body.toString()) as unknown }))

  it.skipIf(payloads.length === 0)('all become typed, valid events', () => {
    const types = new Map<string, number>()
    const unhandled: string[] = []
    const empty: string[] = []
    const failures: string[] = []
    for (const { name, payload } of parsed) {
      const shapeFault = platform.webhook.shapeFault(payload)
      if (shapeFault) failures.push(`${name}: ${shapeFault}`)
      const events = platform.webhook.normalise(payload, receivedAt)
      if (events.length === 0) empty.push(name)
      for (const event of events) {
        types.set(event.type, (types.get(event.type) ?? 0) + 1)
        if (event.type === 'event.unhandled') unhandled.push(name)
        failures.push(...eventFaults(event).map((fault) => `${name}: ${fault}`))
        const again = platform.webhook.normalise(JSON.parse(JSON.stringify(event.raw)), receivedAt).map(factOf)
        if (JSON.stringify(again) !== JSON.stringify([factOf(event)])) failures.push(`${name}: cannot be made again`)
      }
    }
    const byType = [...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `    ${type} ${count}`)
    const events = [...types.values()].reduce((sum, count) => sum + count, 0)
    console.log(
      [
        `${platform.name}: ${payloads.length} payloads, ${events} events, ${unhandled.length} unhandled, ${failures.length} failures`,
        ...byType,
      ].join('\n'),
    )
    expect(failures).toEqual([])
    expect(empty).toEqual(Object.keys(EMPTY[platform.id] ?? {}))
    expect([...new Set(unhandled)].sort()).toEqual(Object.keys(UNHANDLED[platform.id] ?? {}).sort())
  })
})
