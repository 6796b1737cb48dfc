import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLiveEvents } from '../../api/live.tsx'
import { useClient } from '../../api/session.tsx'

/** The hub remembers its answer for two seconds. */
const EVERY_MS = 2500

/** How far a hub has come, as it happens; with the newest event and delivery to look at. */
export function useFirstSteps() {
  const client = useClient()
  const queries = useQueryClient()
  const [came, setCame] = useState<string>()
  const overview = useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => client.getOverview({ signal }),
    refetchInterval: ({ state }) => (Object.values(state.data?.firstRun ?? {}).every(Boolean) ? 30_000 : EVERY_MS),
    // Answers of other pages may be from before the last step.
    staleTime: 0,
  })
  const done = overview.data?.firstRun
  useLiveEvents((events) => {
    const event = events.findLast(({ platform }) => platform !== 'hub')
    if (!event) return
    setCame(event.id)
    void queries.invalidateQueries({ queryKey: ['deliveries', 'newest'] })
  })
  const newest = useQuery({
    queryKey: ['events', 'newest'],
    queryFn: ({ signal }) => client.listEvents({ limit: 1, data: false }, { signal }),
    enabled: done?.events === true && came === undefined,
  })
  const delivered = useQuery({
    queryKey: ['deliveries', 'newest'],
    queryFn: ({ signal }) => client.listDeliveries({ limit: 1, status: 'delivered' }, { signal }),
    enabled: done?.delivered === true,
  })
  return {
    overview,
    done: {
      events: came !== undefined || done?.events === true,
      endpoints: done?.endpoints === true,
      accounts: done?.accounts === true,
      delivered: done?.delivered === true,
    },
    eventId: came ?? newest.data?.data[0]?.id,
    deliveredEventId: delivered.data?.data[0]?.eventId,
  }
}
