import { publicIdOf } from '../events/public-id.ts'
import type { DeliveryCount, EventCount, OutcomeCount } from '../store/counts/read.ts'
import { add } from './tally.ts'
import { BUCKET_MINUTES, MINUTE_MS, type Window } from './window.ts'

export interface Counted {
  readonly events: readonly EventCount[]
  readonly outcomes: readonly OutcomeCount[]
  readonly deliveries: readonly DeliveryCount[]
}

/** What gets a line of its own; the rest is `other`. */
interface Shown {
  readonly types: ReadonlySet<string>
  readonly accounts: ReadonlySet<string>
}

const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000'

/** Figures as points, one for each bucket of the window. */
export function overTime({ events, deliveries }: Counted, { since, until, bucket }: Window, shown: Shown) {
  const width = BUCKET_MINUTES[bucket]
  const points = new Map<number, ReturnType<typeof pointOf>>()
  for (let at = since.getTime() / MINUTE_MS; at < until.getTime() / MINUTE_MS; at += width) points.set(at, pointOf(at))
  const pointAt = (at: number) => points.get(at - (at % width)) ?? pointOf(at)
  for (const { at, account_id, platform, type, count } of events) {
    const point = pointAt(at)
    point.events += count
    add(point.byPlatform, platform, count)
    add(point.byType, shown.types.has(type) ? type : 'other', count)
    if (account_id !== NO_ACCOUNT)
      add(point.byAccount, shown.accounts.has(account_id) ? publicIdOf('account', account_id) : 'other', count)
  }
  for (const { at, kind, state, code, count } of deliveries) {
    const point = pointAt(at)
    if (kind === 'attempt' && state !== 'success') add(point.failuresByCode, code, count)
    else if (kind === 'delivery' && state === 'delivered') point.delivered += count
    else if (kind === 'delivery' && state === 'failed') point.failed += count
  }
  return [...points.values()].map(({ byPlatform, byType, byAccount, failuresByCode, ...point }) => ({
    ...point,
    byPlatform: Object.fromEntries(byPlatform),
    byType: Object.fromEntries(byType),
    byAccount: Object.fromEntries(byAccount),
    failuresByCode: Object.fromEntries(failuresByCode),
  }))
}

function pointOf(minute: number) {
  const at = new Date(minute * MINUTE_MS).toISOString()
  return {
    at,
    hour: at,
    events: 0,
    delivered: 0,
    failed: 0,
    byPlatform: new Map<string, number>(),
    byType: new Map<string, number>(),
    byAccount: new Map<string, number>(),
    failuresByCode: new Map<string, number>(),
  }
}
