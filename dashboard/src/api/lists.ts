import type { Account, Endpoint, EventType } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useClient } from './session.tsx'

const PAGE_SIZE = 200
/** More than this is neither fetched nor shown. */
const AT_MOST = 1000
const STALE_MS = 60_000

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

/** The webhooks, in one piece; `everyMs`: fetched again that often while they are seen. */
export function useAllWebhooks(everyMs?: number) {
  const client = useClient()
  return useQuery<Some<Endpoint>>({
    queryKey: ['webhooks', 'list'],
    queryFn: ({ signal }) => readSome(client.listWebhooks({ limit: PAGE_SIZE }, { signal })),
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  })
}

/** The accounts, in one piece, to choose from. */
export function useAllAccounts() {
  const client = useClient()
  return useQuery<Some<Account>>({
    queryKey: ['accounts', 'all'],
    queryFn: ({ signal }) => readSome(client.listAccounts({ limit: PAGE_SIZE }, { signal })),
    staleTime: STALE_MS,
  })
}

/** The catalogue of events, which changes with the hub's version only. */
export function useEventTypes() {
  const client = useClient()
  return useQuery<readonly EventType[]>({
    queryKey: ['event-types', 'all'],
    queryFn: async ({ signal }) => (await client.listEventTypes({ signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
