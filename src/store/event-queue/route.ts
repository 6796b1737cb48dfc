import { int4Array, textArray, timestamptzArray, uuidArray } from '../binary.ts'
import type { Database } from '../database.ts'

export interface NewDelivery {
  readonly id: string
  readonly eventId: string
  readonly endpointId: string
  readonly orderingKey: string | undefined
  /** Milliseconds until it is due: 0, or the lease of whoever inserts it. */
  readonly dueInMs: number
  readonly createdAt: Date
}

/** That the person of a conversation did something. */
export interface ConversationTouch {
  readonly accountId: string
  readonly key: string
  readonly alias: string | undefined
  readonly at: Date
  readonly messageId: string | undefined
  readonly quoteToken: string | undefined
  readonly replyToken: string | undefined
  readonly replyTokenUntil: Date | undefined
}

// The commit is not waited for on disk: losing it means that the events are processed again, to the same deliveries.
const statement = (name: string, more = '') => ({
  name,
  text: `with processed as (
      delete from event_queue where workspace_id = $1::uuid and event_id = any($2::uuid[]) returning event_id
    ), made as (
      insert into deliveries (workspace_id, id, event_id, endpoint_id, ordering_key, due_at, created_at)
      select $1::uuid, d.id, d.event_id, d.endpoint_id, d.ordering_key, now() + d.due_in * interval '1 millisecond', d.created_at
      from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::int4[], $8::timestamptz[])
        as d(id, event_id, endpoint_id, ordering_key, due_in, created_at)
      where d.event_id in (select event_id from processed)
      on conflict (workspace_id, id) do nothing
      returning id
    )${more}
    select set_config('synchronous_commit', 'off', true), array(select id from made) as made`,
})

const ROUTE_EVENTS = statement('route_events')

// Rows go in the order of their keys, so that two batches cannot deadlock. An event that comes again changes nothing.
const ROUTE_AND_TOUCH = statement(
  'route_events_and_touch',
  `, touched as (
      insert into conversations (workspace_id, account_id, key, alias, last_inbound_at, last_message_id, quote_token,
        reply_token, reply_token_until)
      select $1::uuid, t.* from unnest($9::uuid[], $10::text[], $11::text[], $12::timestamptz[], $13::text[], $14::text[],
        $15::text[], $16::timestamptz[]) as t(account_id, key, alias, at, message_id, quote_token, reply_token, reply_token_until)
      on conflict (workspace_id, account_id, key) do update set
        last_inbound_at = excluded.last_inbound_at,
        alias = coalesce(excluded.alias, conversations.alias),
        last_message_id = coalesce(excluded.last_message_id, conversations.last_message_id),
        quote_token = case when excluded.last_message_id is null then conversations.quote_token else excluded.quote_token end,
        reply_token = coalesce(excluded.reply_token, conversations.reply_token),
        reply_token_until = coalesce(excluded.reply_token_until, conversations.reply_token_until)
      where conversations.last_inbound_at < excluded.last_inbound_at
    )`,
)

/**
 * Marks events processed, stores their deliveries and notes what their conversations are at, in one transaction. Events
 * that someone else processed meanwhile are left alone.
 * @returns the ids of the deliveries that were stored.
 */
export async function routeEvents(
  database: Database,
  workspaceId: string,
  eventIds: readonly string[],
  deliveries: readonly NewDelivery[],
  touches: readonly ConversationTouch[] = [],
): Promise<Set<string>> {
  const values = [
    workspaceId,
    uuidArray(eventIds),
    uuidArray(deliveries.map((delivery) => delivery.id)),
    uuidArray(deliveries.map((delivery) => delivery.eventId)),
    uuidArray(deliveries.map((delivery) => delivery.endpointId)),
    textArray(deliveries.map((delivery) => delivery.orderingKey)),
    int4Array(deliveries.map((delivery) => delivery.dueInMs)),
    timestamptzArray(deliveries.map((delivery) => delivery.createdAt)),
  ]
  const rows =
    touches.length === 0
      ? await database.hot<{ made: string[] }>(ROUTE_EVENTS, values)
      : await database.hot<{ made: string[] }>(ROUTE_AND_TOUCH, [...values, ...touchValues(touches)])
  return new Set(rows[0]?.made)
}

function touchValues(touches: readonly ConversationTouch[]): Buffer[] {
  const sorted = touches.toSorted((a, b) => compare(a.accountId, b.accountId) || compare(a.key, b.key))
  return [
    uuidArray(sorted.map((touch) => touch.accountId)),
    textArray(sorted.map((touch) => touch.key)),
    textArray(sorted.map((touch) => touch.alias)),
    timestamptzArray(sorted.map((touch) => touch.at)),
    textArray(sorted.map((touch) => touch.messageId)),
    textArray(sorted.map((touch) => touch.quoteToken)),
    textArray(sorted.map((touch) => touch.replyToken)),
    timestamptzArray(sorted.map((touch) => touch.replyTokenUntil)),
  ]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
