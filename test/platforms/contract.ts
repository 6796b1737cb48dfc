import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEventType, validateEventData } from '../../src/events/catalogue.ts'
import type { NormalisedEvent } from '../../src/events/normalised.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { mutateJson, randomOf } from '../mutate.ts'

export interface ContractOptions {
  /** One body with everything that the given bodies hold; absent where each body has one item. */
  readonly merge?: (bodies: readonly unknown[]) => unknown
  /** The kinds of which samples do not say when they happened. */
  readonly untimedKinds?: readonly string[]
  /** The kinds of which samples may give `event.unhandled`. */
  readonly unhandledKinds?: readonly string[]
  /** The kinds of which samples hold no event, as a connection test does. */
  readonly emptyKinds?: readonly string[]
  /** The kinds about a person rather than an account: they name no account, and share no body with the others. */
  readonly personalKinds?: readonly string[]
}

/** In the year 5138: later no platform means, and much later PostgreSQL does not store. */
const LAST_TIME = 1e14
const receivedAt = new Date('2026-01-10T12:00:00.000Z')
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** What is wrong with an event, whatever it was made of; [] when nothing is. */
export function eventFaults(event: NormalisedEvent): string[] {
  const faults: string[] = []
  if (!isEventType(event.type)) return [`${event.type} is not in the catalogue`]
  if (event.dedupKey === '') faults.push('no key')
  const time = event.occurredAt.getTime()
  if (!(time > 0 && time <= LAST_TIME)) faults.push('an unusable time')
  const ids = [event.accountExternalId, event.senderId ?? '-', event.conversationKey ?? '-']
  if (ids.some((id) => typeof id !== 'string' || id.length > 512 || id.includes('\0'))) faults.push('an unusable id')
  if (event.senderId === '' || event.conversationKey === '') faults.push('an empty id')
  return [...faults, ...validateEventData(event.type, overTheWire(event.data)).map((fault) => `data${fault}`)]
}

/** The event as it would be stored, for comparison. */
export function factOf({
  type,
  accountExternalId,
  dedupKey,
  occurredAt,
  senderId,
  conversationKey,
  data,
}: NormalisedEvent) {
  return { type, accountExternalId, dedupKey, occurredAt, senderId, conversationKey, data: overTheWire(data) }
}

/** What every platform must hold to. */
export function platformContract(
  platform: Platform,
  { merge, untimedKinds = [], unhandledKinds = [], emptyKinds = [], personalKinds = [] }: ContractOptions,
): void {
  const allKinds = platform.webhook.samples
  const kinds = allKinds.filter((kind) => !emptyKinds.includes(kind))
  const accountKinds = kinds.filter((kind) => !personalKinds.includes(kind))
  const sample = (kind: string, options = {}) => overTheWire(platform.webhook.sample(kind, options))
  const normalise = (body: unknown, at = receivedAt) => platform.webhook.normalise(body, at)

  describe(`${platform.name}: signature`, () => {
    const secret = 'the secret of the app'
    const body = Buffer.from(JSON.stringify(platform.webhook.sample(kinds[0] ?? '')))
    const check = (header: string | string[] | undefined, bytes = body, key = secret) =>
      platform.webhook.verify(bytes, { [platform.webhook.signatureHeader]: header }, key)

    it('passes for the bytes and secret it was made with', () => {
      expect(check(platform.webhook.sign(body, secret))).toBeUndefined()
    })

    // A header that is the secret itself proves nothing of the body.
    it.skipIf(platform.webhook.secretInHeader)('does not pass for any changed byte', () => {
      const header = platform.webhook.sign(body, secret)
      for (let at = 0; at < body.length; at += 7) {
        const changed = Buffer.from(body)
        changed[at] = (changed[at] ?? 0) ^ 1
        expect(check(header, changed)).toBe('signature_mismatch')
      }
    })

    it('does not pass with another secret, nor with an empty one', () => {
      expect(check(platform.webhook.sign(body, 'another'))).toBe('signature_mismatch')
      expect(check(platform.webhook.sign(body, ''), body, '')).toBeDefined()
    })

    it('does not pass when it is missing or shortened', () => {
      expect(check(undefined)).toBe('no_signature')
      expect(check('')).toBe('no_signature')
      expect(check(platform.webhook.sign(body, secret).slice(0, -4))).toMatch(
        platform.webhook.secretInHeader ? /signature_mismatch/ : /wrong_length|malformed_signature/,
      )
    })

    it('never passes, nor throws, for arbitrary headers', () => {
      const header = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()))
      fc.assert(
        fc.property(header, (value) => {
          expect(check(value)).toBeDefined()
        }),
      )
    })
  })

  describe(`${platform.name}: samples`, () => {
    it('have kinds that are listed once', () => {
      expect(new Set(allKinds).size).toBe(allKinds.length)
      for (const kind of [...unhandledKinds, ...emptyKinds, ...personalKinds]) expect(allKinds).toContain(kind)
      expect(platform.webhook.sample('no such kind')).toBeUndefined()
      expect(platform.webhook.sample('constructor')).toBeUndefined()
    })

    it.each(kinds)('%s makes typed, valid events', (kind) => {
      const body = sample(kind)
      expect(platform.webhook.shapeFault(body)).toBeUndefined()
      const events = normalise(body)
      expect(events.length).toBeGreaterThan(0)
      for (const event of events) {
        expect(eventFaults(event)).toEqual([])
        if (personalKinds.includes(kind) || platform.webhook.accountInAddress) expect(event.accountExternalId).toBe('')
        else expect(platform.webhook.accountsOf(body)).toContain(event.accountExternalId)
        if (!unhandledKinds.includes(kind)) expect(event.type).not.toBe('event.unhandled')
      }
    })

    if (emptyKinds.length > 0)
      it('without an event are of the right shape, name their account and give none', () => {
        for (const kind of emptyKinds) {
          const body = sample(kind, { accountId: '17849999' })
          expect(platform.webhook.shapeFault(body)).toBeUndefined()
          expect(platform.webhook.accountsOf(body)).toEqual(['17849999'])
          expect(normalise(body)).toEqual([])
        }
      })

    it.each(kinds)('%s has fresh ids each time', (kind) => {
      const keys = [1, 2].flatMap(() => normalise(sample(kind)).map(({ dedupKey }) => dedupKey))
      expect(new Set(keys).size).toBe(keys.length)
    })

    const naming = platform.webhook.accountInAddress ? [] : accountKinds
    it.each(naming)('%s belongs to the account that is asked for', (kind) => {
      const events = normalise(sample(kind, { accountId: '17849999' }))
      expect(events[0]?.accountExternalId).toBe('17849999')
    })
  })

  describe(`${platform.name}: events`, () => {
    const timed = kinds.filter((kind) => !untimedKinds.includes(kind))
    it.each(timed)('of %s are the same whenever the body comes', (kind) => {
      const body = sample(kind)
      const again = normalise(overTheWire(body), new Date(receivedAt.getTime() + 60_000))
      expect(again.map(factOf)).toEqual(normalise(body).map(factOf))
    })

    it.each(kinds)('of %s are made again from what is kept of each', (kind) => {
      for (const event of normalise(sample(kind))) {
        expect(normalise(overTheWire(event.raw)).map(factOf)).toEqual([factOf(event)])
      }
    })

    it.skipIf(!merge)('come from every part of a batch', () => {
      const bodies = accountKinds.map((kind) => sample(kind))
      const each = bodies.flatMap((body) => normalise(body).map(factOf))
      expect(normalise(merge?.(bodies)).map(factOf)).toEqual(each)
    })

    it.skipIf(!merge)('are one when a batch has the same item twice', () => {
      const body = sample(kinds[0] ?? '')
      expect(normalise(merge?.([body, overTheWire(body)])).map(factOf)).toEqual(normalise(body).map(factOf))
    })
  })

  describe(`${platform.name}: any JSON`, () => {
    it('has its shape judged in words', () => {
      for (const value of [null, undefined, true, 5, 'x', [], {}, [{}]])
        expect(platform.webhook.shapeFault(value)).toEqual(expect.any(String))
    })

    it('is taken in without throwing', () => {
      fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
          platform.webhook.shapeFault(value)
          platform.webhook.accountsOf(value)
          for (const event of normalise(value)) expect(eventFaults(event)).toEqual([])
        }),
      )
    })

    it('makes valid events that can be made again, also when samples are spoilt', () => {
      fc.assert(
        fc.property(fc.constantFrom(...kinds), fc.integer(), (kind, seed) => {
          const body = overTheWire(mutateJson(sample(kind), randomOf(seed)))
          platform.webhook.accountsOf(body)
          const events = normalise(body)
          for (const event of events) {
            expect(eventFaults(event)).toEqual([])
            expect(normalise(overTheWire(event.raw)).map(factOf)).toEqual([factOf(event)])
          }
        }),
        { numRuns: 1500 },
      )
    })
  })
}
