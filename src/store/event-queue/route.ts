import type { Additions } from '../../events/stored.ts'
import { rows, statement, type Texts } from '../batch.ts'
import type { Runner } from '../database.ts'

/** An event that is routed. */
export interface RoutedEvent {
  readonly id: string
  readonly accountId: string | undefined
  readonly additions?: Additions
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

/** What the hub added to an event, as it is stored. */
interface AddedRow {
  readonly eventId: string
  readonly conversationId: string | undefined
  readonly contactId: string | undefined
  /** JSON text. */
  readonly members: string | undefined
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
    ), counted as (
      insert into delivery_changes (workspace_id, id, event_id, endpoint_id, account_id, after, routed)
      select ${workspaceId}, m.id, p.event_id, m.endpoint_id, g.account_id, case when m.id is not null then 'waiting' end,
        case row_number() over (partition by p.event_id) when 1 then 1 else 0 end
      from processed p join given g on g.id = p.event_id left join made m on m.event_id = p.event_id
    )`

const RESULT = "select set_config('synchronous_commit', 'off', true), array(select id from made) as made"

const ROUTE_EVENTS = statement('route_events', PARAMETERS, (texts) => `with ${routed(texts)} ${RESULT}`)

const ROUTE_WITH_ADDITIONS = statement(
  'route_events_with_additions',
  {
    ...PARAMETERS,
    added: rows<AddedRow>({ eventId: 'uuid', conversationId: 'uuid', contactId: 'uuid', members: 'text' }),
  },
  ({ added, ...texts }) => `with ${routed(texts)}, added as (
      insert into event_additions (workspace_id, ${added.columns})
      select ${texts.workspaceId}, ${added.columns} from ${added.as('a')}
      where event_id in (select event_id from processed)
      on conflict (workspace_id, event_id) do nothing
    ) ${RESULT}`,
)

/**
 * Takes events off the queue, stores their deliveries and what the hub added to them, in one statement. Events that
 * another process routed meanwhile are left alone.
 * @returns the ids of the deliveries that were stored.
 */
export function routeEvents(
  run: Runner,
  workspaceId: string,
  events: readonly RoutedEvent[],
  deliveries: readonly NewDelivery[],
): Promise<Set<string>> {
  const added = events.flatMap(({ id, additions }) => (additions ? [addedRow(id, additions)] : []))
  const input = { workspaceId, eventIds: events.map(({ id }) => id), events, deliveries }
  const answer =
    added.length === 0
      ? run<{ made: string[] }>(ROUTE_EVENTS, ROUTE_EVENTS.values(input))
      : run<{ made: string[] }>(ROUTE_WITH_ADDITIONS, ROUTE_WITH_ADDITIONS.values({ ...input, added }))
  return answer.then((result) => new Set(result[0]?.made))
}

function addedRow(eventId: string, { conversationId, contactId, members }: Additions): AddedRow {
  return { eventId, conversationId, contactId, members: members && JSON.stringify(members) }
}
