import { expect, test } from 'vitest'
import { type Evidence, formatVerdict, judge, type Received } from './ledger.ts'

const got = (deliveries: Record<string, number>, ...events: string[]): Received => ({
  deliveries: new Map(Object.entries(deliveries)),
  events: new Set(events),
})

const sound: Evidence = {
  offered: new Set(['a', 'b', 'c']),
  acknowledged: new Set(['a', 'b']),
  stored: new Map([
    ['a', ['evt_a']],
    ['b', ['evt_b']],
    ['c', ['evt_c']],
  ]),
  received: new Map([
    ['a', got({ dlv_a: 1 }, 'evt_a')],
    ['b', got({ dlv_b: 3 }, 'evt_b')],
    ['c', got({ dlv_c: 1 }, 'evt_c')],
  ]),
  badSignatures: 0,
}

test('stored once and delivered at least once passes', () => {
  const verdict = judge(sound)
  expect(verdict).toMatchObject({ pass: true, storedUnacknowledged: 1, repeated: 2 })
})

test('an acknowledged message that is not stored is lost', () => {
  const verdict = judge({ ...sound, acknowledged: new Set(['a', 'd']) })
  expect(verdict).toMatchObject({ pass: false, lost: ['d'] })
  expect(formatVerdict(verdict)).toContain('1 lost (d)')
})

test('a message stored as two events fails', () => {
  const verdict = judge({ ...sound, stored: new Map([...sound.stored, ['a', ['evt_a', 'evt_x']]]) })
  expect(verdict).toMatchObject({ pass: false, storedTwice: ['a'] })
})

test('a stored message that never arrived fails', () => {
  const received = new Map(sound.received)
  received.delete('c')
  expect(judge({ ...sound, received })).toMatchObject({ pass: false, undelivered: ['c'] })
})

test('the same message under two delivery ids fails', () => {
  const received = new Map([...sound.received, ['a', got({ dlv_a: 1, dlv_x: 1 }, 'evt_a')] as const])
  expect(judge({ ...sound, received })).toMatchObject({ pass: false, deliveredAsTwo: ['a'] })
})

test('a delivery of an event that is not stored fails', () => {
  const received = new Map([...sound.received, ['z', got({ dlv_z: 1 }, 'evt_z')] as const])
  expect(judge({ ...sound, received })).toMatchObject({ pass: false, unknown: ['z'] })
})

test('a bad signature fails', () => {
  expect(judge({ ...sound, badSignatures: 1 }).pass).toBe(false)
})

test('a run in which nothing was acknowledged proves nothing', () => {
  expect(judge({ ...sound, acknowledged: new Set() }).pass).toBe(false)
})
