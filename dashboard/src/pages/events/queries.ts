import type { Account, Endpoint, EventDetail, EventType } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'

const PAGE = 200
/** More webhooks or accounts than this are not offered. */
const AT_MOST = 1000
/** How often an event is looked at again while something about it is under way. */
const BUSY_MS = 2000
/** Only what changed in this time is still worth asking for that often. */
const SOON_MS = 60_000
const LATER_MS = 15_000

async function readAll<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const rows: T[] = []
  for await (const row of list) {
    rows.push(row)
    if (rows.length === AT_MOST) break
  }
  return rows
}

/** The catalogue changes with the hub's version only. */
export function useEventTypes() {
  const client = useClient()
  return useQuery<readonly EventType[]>({
    queryKey: ['event-types', 'for-events'],
    queryFn: async ({ signal }) => (await client.listEventTypes({ signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useAccounts() {
  const client = useClient()
  return useQuery<readonly Account[]>({
    queryKey: ['accounts', 'for-events'],
    queryFn: ({ signal }) => readAll(client.listAccounts({ limit: PAGE }, { signal })),
    staleTime: SOON_MS,
  })
}

export function useEndpoints() {
  const client = useClient()
  return useQuery<readonly Endpoint[]>({
    queryKey: ['webhooks', 'for-events'],
    queryFn: ({ signal }) => readAll(client.listWebhooks({ limit: PAGE }, { signal })),
  })
}

export function useEvent(id: string) {
  const client = useClient()
  return useQuery<EventDetail>({
    queryKey: ['events', 'one', id],
    queryFn: ({ signal }) => client.getEvent(id, { signal }),
    // A body of a megabyte is compared and kept for nothing.
    structuralSharing: false,
    gcTime: 10_000,
    refetchInterval: ({ state: { data } }) => data !== undefined && pauseOf(data),
  })
}

function pauseOf({ status, receivedAt, deliveries }: EventDetail): number | false {
  const busy = status === 'pending' || deliveries.some((delivery) => delivery.status === 'pending')
  const latest = deliveries.reduce((at, { createdAt }) => Math.max(at, Date.parse(createdAt)), Date.parse(receivedAt))
  if (Date.now() - latest < SOON_MS && (busy || deliveries.length === 0)) return BUSY_MS
  return busy && LATER_MS
}
