import { inputError, invalid, invalidAll } from '../codes/input.ts'
import { type RefusalCode, refusal } from '../codes/refusals.ts'
import { EVENT_TYPES, isKnownPattern, matchesPattern } from '../events/catalogue.ts'
import { fromPublicId, ID_PREFIXES, type IdKind } from '../events/ids.ts'
import { parseDuration } from '../lib/duration.ts'
import type { PageRequest } from '../store/page.ts'

const DEFAULT_LIMIT = 50
/** Ids in one query parameter. */
export const MAX_IDS = 100

const NOTHING = {
  account: 'no_account',
  event: 'no_event',
  endpoint: 'no_webhook',
  delivery: 'no_delivery',
  message: 'no_message',
  replay: 'no_replay',
  apiKey: 'no_key',
  connectSession: 'no_login',
} as const satisfies Partial<Record<IdKind, RefusalCode>>

/** The uuid of an id in a path. @throws HubError not_found */
export function pathId(kind: keyof typeof NOTHING, id: string): string {
  const uuid = fromPublicId(kind, id)
  if (uuid === undefined) throw refusal(NOTHING[kind], { id: id.slice(0, 100) })
  return uuid
}

/** The uuid of an id in a query or body. @throws HubError invalid_request naming the field. */
export function fieldId(kind: IdKind, id: string, field: string): string {
  const uuid = fromPublicId(kind, id)
  if (uuid === undefined) throw invalid(field, 'wrong_id', { prefix: `${ID_PREFIXES[kind]}_` })
  return uuid
}

/** An opaque cursor over uuids. */
export function toCursor(...uuids: readonly string[]): string {
  return Buffer.from(uuids.join('').replaceAll('-', ''), 'hex').toString('base64url')
}

/** The uuids of a cursor. @throws HubError invalid_request */
export function fromCursor(cursor: string, count = 1): string[] {
  const hex = Buffer.from(cursor, 'base64url').toString('hex')
  if (hex.length !== 32 * count || toCursor(hex) !== cursor) throw invalid('query/cursor', 'wrong_cursor')
  return Array.from({ length: count }, (_, index) =>
    hex.slice(32 * index, 32 * index + 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  )
}

/** Limit and start of a page. */
export function pageRequest(query: { limit?: number; cursor?: string }, defaultLimit = DEFAULT_LIMIT): PageRequest {
  const before = query.cursor === undefined ? undefined : fromCursor(query.cursor)[0]
  return { limit: query.limit ?? defaultLimit, ...(before ? { before } : {}) }
}

/** The answer of a list. */
export function pageAnswer<Row, Item>(page: { rows: Row[]; next: string | undefined }, toItem: (row: Row) => Item) {
  return { data: page.rows.map(toItem), nextCursor: page.next === undefined ? null : toCursor(page.next) }
}

const YEAR_10000 = Date.UTC(10_000, 0)
const DURATION = /^\d+(?:\.\d+)?(?:ms|s|m|h|d)$/
const ISO_8601 = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|([+-]\d{2}):?(\d{2}))?)?$/i

/**
 * A moment given as ISO 8601 (UTC unless it names an offset), or as a duration that it lies back.
 * @throws HubError naming the field.
 */
export function momentOf(text: string, field: string, now = Date.now()): Date {
  const at = DURATION.test(text) ? new Date(now - parseDuration(text)) : isoMoment(text)
  if (!at) throw invalid(field, 'wrong_time')
  // Not a number when so many digits led outside of what a date can be.
  const inRange = at.getTime() >= 0 && at.getTime() < YEAR_10000
  if (!inRange) throw invalid(field, 'time_out_of_range')
  return at
}

function isoMoment(text: string): Date | undefined {
  const [, day, time = '00:00', hours = '+00', minutes = '00'] = ISO_8601.exec(text) ?? []
  const start = new Date(`${day}T00:00Z`)
  // A day that does not exist would be taken for one of the next month.
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day) return undefined
  const at = new Date(`${day}T${time}${hours}:${minutes}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** A duration in milliseconds, from a text such as `1m` or a number of seconds. @throws HubError naming the field. */
export function durationOf(value: string | number, field: string, range: { min: number; max: number }): number {
  let ms: number
  try {
    ms = typeof value === 'number' ? Math.round(value * 1000) : parseDuration(value)
  } catch (error) {
    throw invalidAll([inputError(field, 'wrong_duration')], { cause: error })
  }
  if (ms < range.min || ms > range.max)
    throw invalid(field, 'duration_out_of_range', { min: range.min / 1000, max: range.max / 1000 })
  return ms
}

/** `since` and `until` as dates, where given. */
export function rangeOf(query: { since?: string; until?: string }): { since?: Date; until?: Date } {
  return {
    ...(query.since === undefined ? {} : { since: momentOf(query.since, 'query/since') }),
    ...(query.until === undefined ? {} : { until: momentOf(query.until, 'query/until') }),
  }
}

/** The event types that patterns take in. @throws HubError naming the first pattern that can match nothing. */
export function typesOf(patterns: readonly string[], field: string): string[] {
  for (const pattern of patterns) {
    if (!isKnownPattern(pattern)) throw invalid(field, 'unknown_event_type', { type: pattern.slice(0, 100) })
  }
  return EVENT_TYPES.filter((type) => patterns.some((pattern) => matchesPattern(pattern, type)))
}

/** The types of a comma-separated query parameter; undefined when it takes in everything. */
export function typesOfQuery(text: string | undefined, field: string): string[] | undefined {
  if (text === undefined) return undefined
  const types = typesOf(partsOf(text), field)
  return types.length === EVENT_TYPES.length ? undefined : types
}

/** The uuids of a comma-separated query parameter. @throws HubError naming the field. */
export function idsOfQuery(kind: IdKind, text: string, field: string): string[] {
  const ids = partsOf(text)
  if (ids.length > MAX_IDS) throw invalid(field, 'too_many', { limit: MAX_IDS })
  return ids.map((id) => fieldId(kind, id, field))
}

function partsOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}
