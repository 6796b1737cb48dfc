import type { Account } from '@hubbub/sdk'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { platformsQuery } from '../../api/platforms.ts'
import { useClient } from '../../api/session.tsx'
import { usePreferences } from '../../lib/preferences.ts'

const REFRESH_MS = 10_000
const PAGE_SIZE = 100

export interface AccountFilters {
  readonly platform?: string | undefined
  readonly state?: Account['state'] | undefined
}

export function useAccounts({ platform, state }: AccountFilters) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: ['accounts', 'list', platform ?? '', state ?? ''],
    queryFn: ({ signal, pageParam }) =>
      client.listAccounts({ platform, state, limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: REFRESH_MS,
  })
}

/** Without an id nothing is asked. */
export function useAccount(id: string | undefined) {
  const client = useClient()
  return useQuery({
    queryKey: ['accounts', 'one', id ?? ''],
    queryFn: ({ signal }) => client.getAccount(id ?? '', { signal }),
    enabled: id !== undefined,
    refetchInterval: REFRESH_MS,
  })
}

export function useAccountLimits(id: string) {
  const client = useClient()
  return useQuery({
    queryKey: ['accounts', 'limits', id],
    queryFn: ({ signal }) => client.getAccountLimits(id, { signal }),
    refetchInterval: REFRESH_MS,
  })
}

/** What each platform takes, and what last came from it; `everyMs`: asked again that often while the page is seen. */
export function usePlatforms(everyMs?: number) {
  const client = useClient()
  const { language } = usePreferences()
  return useQuery({ ...platformsQuery(client, language), refetchInterval: everyMs })
}

/** How an account is called. */
export function nameOf(account: Pick<Account, 'name' | 'username' | 'externalId'>): string {
  return account.name ?? account.username ?? account.externalId
}
