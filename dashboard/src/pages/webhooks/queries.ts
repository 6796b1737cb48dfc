import type { Account, Endpoint, EventType } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'

/** How often what is looked at is fetched again; not at all while the tab is hidden. */
export const REFRESH_MS = 5000
const PAGE_SIZE = 200
/** More than this is neither fetched nor shown. */
const AT_MOST = 1000

export interface Some<T> {
  readonly rows: readonly T[]
  /** There are more. */
  readonly partial: boolean
}

async function readSome<T>(list: AsyncIterable<T>): Promise<Some<T>> {
  const rows: T[] = []
  for await (const row of list) {
    if (rows.length === AT_MOST) return { rows, partial: true }
    rows.push(row)
  }
  return { rows, partial: false }
}

export function useWebhooks() {
  const client = useClient()
  return useQuery<Some<Endpoint>>({
    queryKey: ['webhooks', 'list'],
    queryFn: ({ signal }) => readSome(client.listWebhooks({ limit: PAGE_SIZE }, { signal })),
    refetchInterval: REFRESH_MS,
  })
}

/** `live`: fetched again and again; a form must not be. */
export function useWebhook(id: string, { live = true } = {}) {
  const client = useClient()
  return useQuery<Endpoint>({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) => client.getWebhook(id, { signal }),
    ...(live ? { refetchInterval: REFRESH_MS } : { staleTime: Number.POSITIVE_INFINITY, refetchOnMount: 'always' }),
  })
}

/** The accounts that a webhook can be narrowed to. */
export function useAllAccounts() {
  const client = useClient()
  return useQuery<Some<Account>>({
    queryKey: ['accounts', 'all-for-webhooks'],
    queryFn: ({ signal }) => readSome(client.listAccounts({ limit: PAGE_SIZE }, { signal })),
  })
}

/** The catalogue changes with the hub's version only. */
export function useCatalogue() {
  const client = useClient()
  return useQuery<readonly EventType[]>({
    queryKey: ['event-types', 'for-webhooks'],
    queryFn: async ({ signal }) => (await client.listEventTypes({ signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
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
