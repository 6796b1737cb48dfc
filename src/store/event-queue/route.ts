import { rows, statement, type Texts } from '../batch.ts'
import type { Database } from '../database.ts'

/** An event that is routed. */
export interface RoutedEvent {
  readonly id: string
  readonly accountId: string | undefined
}

export interface NewDelivery {
  readonly id: string
  readonly eventId: string
  readonly endpointId: string
  readonly orderingKey: string | undefined
  /** When it is due, or when the lease of its owner ends. */
  readonly dueAt: Date
  /** The process that leases it as it is stored. */
  readonly owner: string | undefined
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

// The commit does not wait for the disk: when it is lost, the events are processed again, to the same deliveries.
const PARAMETERS = {
  workspaceId: 'uuid',
  eventIds: 'uuid[]',
  events: rows<RoutedEvent>({ id: 'uuid', accountId: 'uuid' }),
  deliveries: rows<NewDelivery>({
    id: 'uuid',
    eventId: 'uuid',
    endpointId: 'uuid',
    orderingKey: 'text',
    dueAt: 'timestamptz',
    owner: 'uuid',
    createdAt: 'timestamptz',
  }),
} as const

const routed = ({ workspaceId, eventIds, events, deliveries }: Texts<typeof PARAMETERS>) => `processed as (
      delete from event_queue where workspace_id = ${workspaceId} and event_id = any(${eventIds}) returning event_id
    ), made as (
      insert into deliveries (workspace_id, id, event_id, endpoint_id, ordering_key, due_at, owner, created_at)
      select ${workspaceId}, d.id, d.event_id, d.endpoint_id, d.ordering_key, d.due_at, d.owner, d.created_at
      from ${deliveries.as('d')}
      where d.event_id in (select event_id from processed)
      on conflict (workspace_id, id) do nothing
      returning id, event_id, endpoint_id
    ), given as (
      select * from ${events.as('e')}
    ), made_counted as (
      insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, after)
      select ${workspaceId}, m.id, m.event_id, m.endpoint_id, g.account_id, 'waiting' from made m join given g on g.id = m.event_id
    ), processed_counted as (
      insert into routing_changes (workspace_id, event_id, account_id, n)
      select ${workspaceId}, p.event_id, g.account_id, 1 from processed p join given g on g.id = p.event_id
    )`

const RESULT = "select set_config('synchronous_commit', 'off', true), array(select id from made) as made"

const ROUTE_EVENTS = statement('route_events', PARAMETERS, (texts) => `with ${routed(texts)} ${RESULT}`)

// An event that is routed again changes nothing.
const ROUTE_AND_TOUCH = statement(
  'route_events_and_touch',
  {
    ...PARAMETERS,
    touches: rows<ConversationTouch>({
      accountId: 'uuid',
      key: 'text',
      alias: 'text',
      at: 'timestamptz',
      messageId: 'text',
      quoteToken: 'text',
      replyToken: 'text',
      replyTokenUntil: 'timestamptz',
    }),
  },
  ({ touches, ...texts }) => `with ${routed(texts)}, touched as (
      insert into conversations (workspace_id, account_id, key, alias, last_inbound_at, last_message_id, quote_token,
        reply_token, reply_token_until)
      select ${texts.workspaceId}, account_id, key, alias, at, message_id, quote_token, reply_token, reply_token_until
      from ${touches.as('t')}
      on conflict (workspace_id, account_id, key) do update set
        last_inbound_at = excluded.last_inbound_at,
        alias = coalesce(excluded.alias, conversations.alias),
        last_message_id = coalesce(excluded.last_message_id, conversations.last_message_id),
        quote_token = case when excluded.last_message_id is null then conversations.quote_token else excluded.quote_token end,
        reply_token = coalesce(excluded.reply_token, conversations.reply_token),
        reply_token_until = coalesce(excluded.reply_token_until, conversations.reply_token_until)
      where conversations.last_inbound_at < excluded.last_inbound_at
    ) ${RESULT}`,
)

/**
 * Marks events processed, stores their deliveries and notes what their conversations are at, in one transaction. Events
 * that someone else processed meanwhile are left alone.
 * @returns the ids of the deliveries that were stored.
 */
export async function routeEvents(
  database: Database,
  workspaceId: string,
  events: readonly RoutedEvent[],
  deliveries: readonly NewDelivery[],
  touches: readonly ConversationTouch[] = [],
): Promise<Set<string>> {
  const input = { workspaceId, eventIds: events.map((event) => event.id), events, deliveries }
  const result =
    touches.length === 0
      ? await database.hot<{ made: string[] }>(ROUTE_EVENTS, ROUTE_EVENTS.values(input))
      : await database.hot<{ made: string[] }>(
          ROUTE_AND_TOUCH,
          ROUTE_AND_TOUCH.values({ ...input, touches: inOrder(touches) }),
        )
  return new Set(result[0]?.made)
}

/** Sorted by their keys, so that two batches cannot deadlock. */
function inOrder(touches: readonly ConversationTouch[]): ConversationTouch[] {
  return touches.toSorted((a, b) => compare(a.accountId, b.accountId) || compare(a.key, b.key))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
