import type { EventWithoutData } from '@hubbub/sdk'
import { takes } from '../../webhooks/patterns.ts'

/** The parameters of the address that narrow the list, as the API names them. */
export const FILTER_NAMES = ['type', 'platform', 'account', 'status', 'processed', 'since', 'until', 'q'] as const

export type FilterName = (typeof FILTER_NAMES)[number]
export type Filters = Readonly<Partial<Record<FilterName, string>>>

/** How far back can be chosen at once. */
export const PRESETS = ['15m', '1h', '24h', '7d', '30d'] as const

const STATUSES = ['pending', 'processed', 'failed'] as const
/** The API takes no shorter text. */
const SHORTEST_TEXT = 2

/** As `listEvents` takes them; what cannot be meant is left out. */
export function queryOf({ status, processed, q, ...rest }: Filters) {
  const known = STATUSES.find((each) => each === status)
  return {
    ...rest,
    ...(known && { status: known }),
    ...((processed === 'true' || processed === 'false') && { processed: processed === 'true' }),
    ...(q !== undefined && q.trim().length >= SHORTEST_TEXT && { q: q.trim() }),
  }
}

/** Stable, so that it can name a view and a query. */
export function searchOf(filters: Filters): string {
  const params = new URLSearchParams()
  for (const name of FILTER_NAMES) if (filters[name]) params.set(name, filters[name])
  return params.toString()
}

export function typesOf(filters: Filters): string[] {
  return filters.type?.split(',').filter(Boolean) ?? []
}

/**
 * How new events can be told to belong to the list: `join` by what they are when they come; `poll` not before the hub
 * is asked, because they change; `offer` only by a search, which costs; `never` because the range is over.
 */
export function liveModeOf(filters: Filters, now = Date.now()): 'join' | 'poll' | 'offer' | 'never' {
  const { until, q, status, processed } = queryOf(filters)
  if (until !== undefined && !(Date.parse(until) > now)) return 'never'
  if (q !== undefined) return 'offer'
  return status !== undefined || processed === true ? 'poll' : 'join'
}

/** Whether an event that just came is what the filters ask for, as far as type, platform, account and time tell. */
export function matches(filters: Filters, event: EventWithoutData): boolean {
  const { platform, account, until } = filters
  const types = typesOf(filters)
  if (types.length > 0 && !types.some((pattern) => takes(pattern, event.type))) return false
  if (platform !== undefined && event.platform !== platform) return false
  if (account !== undefined && event.account?.id !== account && event.account?.externalId !== account) return false
  return until === undefined || event.receivedAt < until
}
