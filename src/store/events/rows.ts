import { type RawBuilder, sql } from 'kysely'
import { floorUuid } from '../../events/ids.ts'
import { likePattern } from '../page.ts'
import type { DeliveryState } from '../schema.ts'

export type EventStatus = 'pending' | 'processed' | 'failed'

export interface EventFilter {
  /** Only these; empty: none match. */
  readonly ids?: readonly string[]
  /** Exact types; empty: none match. */
  readonly types?: readonly string[]
  readonly platform?: string
  readonly accountId?: string
  readonly status?: EventStatus
  /** Whether the consumer marked it handled. */
  readonly handled?: boolean
  readonly since?: Date
  readonly until?: Date
  /** Text in the first TEXT_LENGTH characters of `data`. */
  readonly text?: string
}

/** How many deliveries of an event are in each state. */
export type DeliveryCounts = Readonly<Record<DeliveryState, number>>

export interface EventRow {
  readonly workspace_id: string
  readonly id: string
  readonly platform: string
  readonly type: string
  readonly occurred_at: Date
  readonly received_at: Date
  readonly sender_id: string | null
  readonly conversation_key: string | null
  /** JSON text; of a light row only its beginning. */
  readonly data: string
  readonly handled_at: Date | null
  readonly account_id: string | null
  readonly account_external_id: string | null
  readonly account_username: string | null
  readonly status: EventStatus
  readonly attempts: number
  readonly error: string | null
  /** What the hub added. */
  readonly additions: {
    readonly conversation: string | null
    readonly contact: string | null
    readonly members: string | null
  } | null
  /** Of listed rows only. */
  readonly deliveries?: DeliveryCounts
}

/** How far into `data` a text is looked for. */
const TEXT_LENGTH = 32_768

/** The columns of an EventRow, of the row `w` of `events`; with `dataLength` only so many characters of `data`. */
export function eventColumns(dataLength?: number): RawBuilder<unknown> {
  const data = dataLength === undefined ? sql`w.data` : sql`left(w.data, ${sql.lit(dataLength)}) as data`
  return sql`w.workspace_id, w.id, w.platform, w.type, w.occurred_at, w.received_at, w.sender_id, w.conversation_key, ${data},
    w.handled_at, w.account_id, w.dedup_key,
    (select json_build_object('conversation', x.conversation_id, 'contact', x.contact_id, 'members', x.members)
      from event_additions x where x.workspace_id = w.workspace_id and x.event_id = w.id) as additions,
    (select a.external_id from accounts a where a.workspace_id = w.workspace_id and a.id = w.account_id) as account_external_id,
    (select a.username from accounts a where a.workspace_id = w.workspace_id and a.id = w.account_id) as account_username,
    coalesce((select q.state from event_queue q where q.workspace_id = w.workspace_id and q.event_id = w.id), 'processed') as status,
    coalesce((select q.attempts from event_queue q where q.workspace_id = w.workspace_id and q.event_id = w.id), 0) as attempts,
    (select q.error from event_queue q where q.workspace_id = w.workspace_id and q.event_id = w.id) as error`
}

/** The column `deliveries` of the row `w` of `events`: an index lookup a row, so it is for pages, not for walks. */
export const DELIVERY_COUNTS = sql`(
    select json_build_object(
      'delivered', count(*) filter (where d.state = 'delivered'),
      'pending', count(*) filter (where d.state = 'pending'),
      'failed', count(*) filter (where d.state = 'failed'))
    from deliveries d where d.workspace_id = w.workspace_id and d.event_id = w.id) as deliveries`

/** What is left to be asked of each walked row `w`; undefined when nothing is. */
export function residueOf(
  filter: EventFilter,
  covered: readonly (keyof EventFilter)[] = [],
): RawBuilder<unknown> | undefined {
  const parts: RawBuilder<unknown>[] = []
  const open = <Name extends keyof EventFilter>(name: Name) => (covered.includes(name) ? undefined : filter[name])
  const types = open('types')
  const accountId = open('accountId')
  const status = open('status')
  if (types) parts.push(sql`w.type = any(${[...types]}::text[])`)
  if (accountId) parts.push(sql`w.account_id = ${accountId}`)
  if (filter.platform) parts.push(sql`w.platform = ${filter.platform}`)
  if (filter.handled !== undefined)
    parts.push(filter.handled ? sql`w.handled_at is not null` : sql`w.handled_at is null`)
  if (status === 'pending' || status === 'failed') parts.push(sql`w.state = ${status}`)
  if (status === 'processed')
    // Not `not exists`: that is planned as a join with all of the queue.
    parts.push(
      sql`(select q.state from event_queue q where q.workspace_id = w.workspace_id and q.event_id = w.id) is null`,
    )
  if (filter.text) parts.push(sql`left(w.data, ${sql.lit(TEXT_LENGTH)}) ilike ${likePattern(filter.text)}`)
  return parts.length === 0 ? undefined : sql.join(parts, sql` and `)
}

/** Ids received in the time of the filter, and below `before`. */
export function idRange(
  column: RawBuilder<unknown>,
  filter: Pick<EventFilter, 'since' | 'until'>,
  before: string | undefined,
): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`]
  if (before) parts.push(sql`${column} < ${before}::uuid`)
  if (filter.since) parts.push(sql`${column} >= ${floorUuid(filter.since)}::uuid`)
  if (filter.until) parts.push(sql`${column} < ${floorUuid(filter.until)}::uuid`)
  return sql.join(parts, sql` and `)
}
