import type { EventDetail } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'

/** How often an event is looked at again while something about it is under way. */
const BUSY_MS = 2000
/** Only what changed in this time is still worth asking for that often. */
const SOON_MS = 60_000
const LATER_MS = 15_000

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
