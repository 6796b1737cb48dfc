import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'
import { edges, gather, POINT_MS, RANGES, type RangeId } from './range.ts'

/** The figures of a range of time, with the points gathered into its bars. */
export function useStats(rangeId: RangeId) {
  const client = useClient()
  return useQuery({
    queryKey: ['stats', rangeId],
    async queryFn({ signal }) {
      const range = RANGES[rangeId]
      const ends = edges(range, new Date())
      const stats = await client.getStats({ since: ends[0]?.toISOString(), bucket: range.bucket }, { signal })
      return { rangeId, stats, ends, points: gather(stats.overTime, ends, POINT_MS[stats.bucket]) }
    },
    // Another range shows what was until it is there: nothing jumps.
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
}

export type RangeStats = NonNullable<ReturnType<typeof useStats>['data']>
