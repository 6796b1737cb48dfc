import { LRUCache } from 'lru-cache'
import { nameOf } from './look-ups.ts'

/** How long a finding is trusted: a key that another process revoked stops after this at the latest. */
const TRUSTED_MS = 5000
const NOTE_USE_MS = 60_000

interface Known<Found> {
  readonly found: Found
  checkedAt: number
  usedAt: number
}

export interface VerifiedKeysOptions<Found> {
  lookUp(hash: Buffer): Promise<Found | undefined>
  /** Notes a use, about once a minute; the answer waits for it. */
  noteUse(found: Found): Promise<void> | undefined
  readonly now: () => number
}

export interface AskOptions {
  /** False: the question does not count as a use. */
  readonly using?: boolean | undefined
}

/** Keys or sessions by the hash of their secret, each trusted for a few seconds after it was looked up. */
export interface VerifiedKeys<Found> {
  find(hash: Buffer, options?: AskOptions): Promise<Found | undefined>
  /** Stores a new one with `make` and trusts it at once. */
  add(hash: Buffer, make: () => Promise<Found>): Promise<Found>
  /** Forgets those that match. */
  forget(matches: (found: Found) => boolean): void
}

/** Remembers up to 1000 keys or sessions. */
export function createVerifiedKeys<Found extends object>({
  lookUp,
  noteUse,
  now,
}: VerifiedKeysOptions<Found>): VerifiedKeys<Found> {
  const known = new LRUCache<string, Known<Found>>({ max: 1000 })
  let generation = 0

  return {
    async find(hash, { using = true } = {}) {
      const name = nameOf(hash)
      let entry = known.get(name)
      if (!entry || now() - entry.checkedAt > TRUSTED_MS) {
        const asked = generation
        const found = await lookUp(hash)
        if (!found) {
          known.delete(name)
          return undefined
        }
        entry = { found, checkedAt: now(), usedAt: entry?.usedAt ?? 0 }
        // A key that was read before another was forgotten may be the one that was forgotten: it is not kept.
        if (asked === generation) known.set(name, entry)
      }
      if (using && now() - entry.usedAt > NOTE_USE_MS) {
        entry.usedAt = now()
        await noteUse(entry.found)
      }
      return entry.found
    },
    async add(hash, make) {
      const asked = generation
      const found = await make()
      if (asked === generation) known.set(nameOf(hash), { found, checkedAt: now(), usedAt: now() })
      return found
    },
    forget(matches) {
      generation++
      for (const [name, { found }] of [...known.entries()]) if (matches(found)) known.delete(name)
    },
  }
}
