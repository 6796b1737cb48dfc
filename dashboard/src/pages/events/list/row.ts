import type { Delivery, DeliveryCounts, EventDetail, EventWithoutData } from '@hubbub/sdk'

/** What a line of the list shows of an event, and no more: many thousands are kept. */
export interface Row {
  readonly id: string
  readonly type: string
  readonly platform: string
  readonly account: string | null
  readonly text: string | null
  readonly at: string
  readonly status: EventWithoutData['status']
  readonly handled: boolean
  /** Not known of what came live, until the hub is asked. */
  readonly deliveries: DeliveryCounts | undefined
}

export function rowOf(event: EventWithoutData | EventDetail): Row {
  const { id, type, platform, account, preview, receivedAt, status, processed, deliveries } = event
  return {
    id,
    type,
    platform,
    account: account && (account.username ?? account.externalId),
    text: preview,
    at: receivedAt,
    status,
    handled: processed,
    deliveries: Array.isArray(deliveries) ? countsOf(deliveries) : deliveries,
  }
}

function countsOf(deliveries: readonly Delivery[]): DeliveryCounts {
  const counts = { delivered: 0, pending: 0, failed: 0 }
  for (const { status } of deliveries) counts[status] += 1
  return counts
}

/** Whether nothing more is to be expected by itself. */
export function isSettled({ status, deliveries }: Row): boolean {
  return status !== 'pending' && deliveries?.pending === 0
}

/** Whether two rows look alike. */
export function sameRow(one: Row, other: Row): boolean {
  return (
    one.id === other.id &&
    one.status === other.status &&
    one.handled === other.handled &&
    one.type === other.type &&
    one.text === other.text &&
    one.account === other.account &&
    one.deliveries?.delivered === other.deliveries?.delivered &&
    one.deliveries?.pending === other.deliveries?.pending &&
    one.deliveries?.failed === other.deliveries?.failed
  )
}

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'
const PREFIX = 'evt_'.length
/** Base32 digits that hold the 48 bits of a UUIDv7's time. */
const TIME_DIGITS = 10

/** Milliseconds since the epoch at which an event's id was made, by which the hub sorts and `until` cuts. */
export function timeOfId(id: string): number {
  let time = 0
  for (const digit of id.slice(PREFIX, PREFIX + TIME_DIGITS)) time = time * 32 + DIGITS.indexOf(digit)
  return time
}

/** Both, newest first and each once; where both have an event, as `fresh` has it, unless that knows less. */
export function mergeRows(fresh: readonly Row[], rows: readonly Row[]): Row[] {
  const merged: Row[] = []
  let at = 0
  for (const row of rows) {
    for (let next = fresh[at]; next && next.id > row.id; next = fresh[at]) {
      merged.push(next)
      at += 1
    }
    const again = fresh[at]
    if (again?.id === row.id) {
      const less = again.deliveries === undefined && row.deliveries !== undefined
      merged.push(less || sameRow(again, row) ? row : again)
      at += 1
    } else merged.push(row)
  }
  for (; at < fresh.length; at += 1) {
    const rest = fresh[at]
    if (rest) merged.push(rest)
  }
  return merged
}

/** Newest first, each once. */
export function newestFirst(rows: readonly Row[]): Row[] {
  const sorted = rows.toSorted((one, other) => (one.id < other.id ? 1 : one.id > other.id ? -1 : 0))
  return sorted.filter((row, index) => row.id !== sorted[index - 1]?.id)
}
