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

// The commit is not waited for on disk: losing it means that the events are processed again, to the same deliveries.
const ROUTE_EVENTS = {
  name: 'route_events',
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
    )
    select set_config('synchronous_commit', 'off', true), array(select id from made) as made`,
}

/**
 * Marks events processed and stores their deliveries, in one transaction. Events that someone else processed
 * meanwhile are left alone.
 * @returns the ids of the deliveries that were stored.
 */
export async function routeEvents(
  database: Database,
  workspaceId: string,
  eventIds: readonly string[],
  deliveries: readonly NewDelivery[],
): Promise<Set<string>> {
  const rows = await database.hot<{ made: string[] }>(ROUTE_EVENTS, [
    workspaceId,
    uuidArray(eventIds),
    uuidArray(deliveries.map((delivery) => delivery.id)),
    uuidArray(deliveries.map((delivery) => delivery.eventId)),
    uuidArray(deliveries.map((delivery) => delivery.endpointId)),
    textArray(deliveries.map((delivery) => delivery.orderingKey)),
    int4Array(deliveries.map((delivery) => delivery.dueInMs)),
    timestamptzArray(deliveries.map((delivery) => delivery.createdAt)),
  ])
  return new Set(rows[0]?.made)
}
