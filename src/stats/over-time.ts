import { publicIdOf } from '../events/public-id.ts'
import type { SliceFigures } from './slices.ts'
import { add } from './tally.ts'

/** What gets a line of its own; the rest is `other`. */
export interface Shown {
  readonly types: ReadonlySet<string>
  readonly accounts: ReadonlySet<string>
}

/** Figures as series of points, one for each bucket of time. Slices lie within one bucket and come in the order of time. */
export function overTime(read: readonly SliceFigures[], bucketMs: number, shown: Shown) {
  const buckets = new Map<number, SliceFigures[]>()
  for (const slice of read) {
    const start = Math.floor(slice.at / bucketMs) * bucketMs
    buckets.set(start, [...(buckets.get(start) ?? []), slice])
  }
  return [...buckets].map(([start, slices]) => {
    const platforms = new Map<string, number>()
    const types = new Map<string, number>()
    const accounts = new Map<string, number>()
    const states = new Map<string, number>()
    let received = 0
    for (const { events, deliveries } of slices) {
      for (const { type, platform, account_id, count } of events.groups) {
        received += count * events.scale
        add(platforms, platform, count * events.scale)
        add(types, shown.types.has(type) ? type : 'other', count * events.scale)
        if (account_id) {
          const name = shown.accounts.has(account_id) ? publicIdOf('account', account_id) : 'other'
          add(accounts, name, count * events.scale)
        }
      }
      for (const { state, count } of deliveries.states) add(states, state, count * deliveries.scale)
    }
    const at = new Date(start).toISOString()
    return {
      at,
      hour: at,
      events: Math.round(received),
      delivered: Math.round(states.get('delivered') ?? 0),
      failed: Math.round(states.get('failed') ?? 0),
      byPlatform: rounded(platforms),
      byType: rounded(types),
      byAccount: rounded(accounts),
    }
  })
}

function rounded(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].map(([name, count]) => [name, Math.round(count)]))
}
