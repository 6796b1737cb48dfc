import type { Endpoint } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'

/** How often what is looked at is fetched again; not at all while the tab is hidden. */
export const REFRESH_MS = 5000

/** `live`: fetched again and again; a form must not be. */
export function useWebhook(id: string, { live = true } = {}) {
  const client = useClient()
  return useQuery<Endpoint>({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) => client.getWebhook(id, { signal }),
    ...(live ? { refetchInterval: REFRESH_MS } : { staleTime: Number.POSITIVE_INFINITY, refetchOnMount: 'always' }),
  })
}

export function useSamples(type: string, { enabled }: { enabled: boolean }) {
  const client = useClient()
  return useQuery({
    queryKey: ['event-types', 'samples', type],
    queryFn: ({ signal }) => client.getEventTypeSamples(type, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  })
}
