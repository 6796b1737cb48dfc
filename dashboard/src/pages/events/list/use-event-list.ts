import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useClient } from '../../../api/session.tsx'
import { type Filters, queryOf, searchOf } from '../filters/filters.ts'
import { createEventList, type EventList, type ListState } from './event-list.ts'
import { rowOf } from './row.ts'
import type { PageAnswer } from './source.ts'

let reads = 0

/** Through the query client, so that the end of a session is noticed; it keeps nothing, because the list does. */
function readThrough<T>(queries: QueryClient, queryFn: () => Promise<T>): Promise<T> {
  reads += 1
  return queries.fetchQuery({ queryKey: ['events', 'page', reads], queryFn, gcTime: 0, structuralSharing: false })
}

/** The events that the filters ask for; a new list for other filters. */
export function useEventList(filters: Filters): EventList {
  const client = useClient()
  const queries = useQueryClient()
  const key = searchOf(filters)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is all that matters of the filters.
  const list = useMemo(() => {
    const query = queryOf(filters)
    return createEventList({
      read: (from, signal) =>
        readThrough(queries, async (): Promise<PageAnswer> => {
          const page = await client.listEvents({ ...query, ...from, data: false }, { signal })
          const { data, nextCursor, searchedUntil } = page
          return { rows: data.map(rowOf), nextCursor, searchedUntil }
        }),
      readThese: (ids, signal) =>
        readThrough(queries, async () => {
          const page = await client.listEvents({ ids: ids.join(','), data: false }, { signal })
          return page.data.map(rowOf)
        }),
    })
  }, [client, queries, key])
  useEffect(() => {
    list.start()
    return () => list.stop()
  }, [list])
  return list
}

/** For what shows the rows; the rest of the page need not follow every one of them. */
export function useListState(list: EventList): ListState {
  return useSyncExternalStore(list.subscribe, list.state)
}
