import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'

export interface RejectionFilters {
  readonly platform?: string | undefined
  readonly cause?: string | undefined
  readonly since: string
}

const REFRESH_MS = 5000
const PAGE_SIZE = 50

/** Refused requests, newest first; the first page is kept fresh while it is the only one. */
export function useRejections({ platform, cause, since }: RejectionFilters) {
  const client = useClient()
  return useInfiniteQuery({
    queryKey: ['rejections', 'list', platform ?? '', cause ?? '', since],
    queryFn: ({ signal, pageParam }) =>
      client.listRejections({ platform, cause, since, limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : REFRESH_MS),
  })
}

export interface CauseCount {
  readonly cause: string
  readonly count: number
}

/** How many were refused for each cause, most first, whatever cause is chosen. */
export function useCauseCounts({ platform, since }: RejectionFilters) {
  const client = useClient()
  return useQuery({
    queryKey: ['rejections', 'counts', platform ?? '', since],
    queryFn: async ({ signal }) => {
      const { counts } = await client.listRejections({ platform, since, limit: 1 }, { signal })
      const sums = new Map<string, number>()
      for (const { cause, count } of counts) sums.set(cause, (sums.get(cause) ?? 0) + count)
      return [...sums].map(([cause, count]): CauseCount => ({ cause, count })).sort((a, b) => b.count - a.count)
    },
    refetchInterval: REFRESH_MS,
  })
}
