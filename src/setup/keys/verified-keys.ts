import { LRUCache } from 'lru-cache'
import { nameOf } from './look-ups.ts'

/** What is found once is believed for this long; a key revoked in another process stops at the latest then. */
const TRUST_MS = 5000
const TOUCH_MS = 60_000

interface Known<Found> {
  readonly found: Found
  checkedAt: number
  touchedAt: number
}

export interface TrustOptions<Found> {
  look(hash: Buffer): Promise<Found | undefined>
  /** Notes a use, about once a minute; the answer waits for it. */
  touch(found: Found): Promise<void> | undefined
  readonly now: () => number
}

export interface AskOptions {
  /** False: asking is not using. */
  readonly using?: boolean | undefined
}

/** Look-ups by the hash of a secret, whose findings are trusted for a few seconds. */
export interface Trust<Found> {
  find(hash: Buffer, options?: AskOptions): Promise<Found | undefined>
  /** Knows what `make` stores under the hash from then on. */
  add(hash: Buffer, make: () => Promise<Found>): Promise<Found>
  /** Forgets what fits. */
  forget(fits: (found: Found) => boolean): void
}

/** Makes a memory of look-ups, for up to 1000 secrets. */
export function createTrust<Found extends object>({ look, touch, now }: TrustOptions<Found>): Trust<Found> {
  const known = new LRUCache<string, Known<Found>>({ max: 1000 })
  let generation = 0

  return {
    async find(hash, { using = true } = {}) {
      const name = nameOf(hash)
      let entry = known.get(name)
      if (!entry || now() - entry.checkedAt > TRUST_MS) {
        const asked = generation
        const found = await look(hash)
        if (!found) {
          known.delete(name)
          return undefined
        }
        entry = { found, checkedAt: now(), touchedAt: entry?.touchedAt ?? 0 }
        // What was read before something was forgotten may have ended since.
        if (asked === generation) known.set(name, entry)
      }
      if (using && now() - entry.touchedAt > TOUCH_MS) {
        entry.touchedAt = now()
        await touch(entry.found)
      }
      return entry.found
    },
    async add(hash, make) {
      const asked = generation
      const found = await make()
      if (asked === generation) known.set(nameOf(hash), { found, checkedAt: now(), touchedAt: now() })
      return found
    },
    forget(fits) {
      generation++
      for (const [name, { found }] of [...known.entries()]) if (fits(found)) known.delete(name)
    },
  }
}
