import type { Destination, DestinationConfig } from './destination.ts'
import { webhook } from './webhook/webhook.ts'

/** The kinds of destination that a hub knows. */
export interface Destinations {
  readonly all: readonly Destination[]
  /** The kind of a webhook that is given as a `url`. */
  readonly byUrl: Destination<{ url: string }>
  find(kind: string): Destination | undefined
  /** @throws Error where this version has no such kind. */
  of(kind: string): Destination
  /** Where it delivers to, for people. */
  addressOf(stored: { readonly kind: string; readonly config: DestinationConfig }): string
}

const DESTINATIONS: readonly Destination[] = [webhook]

/** The kinds of the hub, and more of them. */
export function createDestinations(more: readonly Destination[] = []): Destinations {
  const all = [...DESTINATIONS, ...more]
  const byKind = new Map(all.map((destination) => [destination.kind, destination]))
  return {
    all,
    byUrl: webhook,
    find: (kind) => byKind.get(kind),
    of(kind) {
      const found = byKind.get(kind)
      if (!found) throw new Error(`this version has no destination of the kind ${kind}`)
      return found
    },
    addressOf: ({ kind, config }) => byKind.get(kind)?.addressOf(config) ?? kind,
  }
}
