import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useStrings } from '../strings/index.tsx'
import { Button } from './button.tsx'
import { ErrorNote, Loading } from './states.tsx'

/** A list that comes in pages. */
export type Paged<Row> = UseInfiniteQueryResult<InfiniteData<{ readonly data: readonly Row[] }>>

/** The rows that came so far. */
export function rowsOf<Row>({ data }: Paged<Row>): readonly Row[] {
  return data?.pages.flatMap((page) => page.data) ?? []
}

/** Below a list that comes in pages: the way to the next one; after the last, where `end` is set, that it is all. */
export function MoreRows({ query, end = false }: { query: Paged<unknown>; end?: boolean }) {
  const { common } = useStrings()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const text = isFetchingNextPage ? common.loadingMore : common.loadMore
  return (
    <>
      {hasNextPage && (
        <div className="flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text}
          </Button>
        </div>
      )}
      {end && !hasNextPage && <p className="text-center text-muted text-sm">{common.endOfList}</p>}
      <span className="sr-only" role="status">
        {isFetchingNextPage ? text : ''}
      </span>
    </>
  )
}

/** What a flush card has of a list that comes in pages: its rows; or that it loads, why it failed, that nothing is there. */
export function PagedList<Row>({
  query,
  lines = 4,
  end = false,
  empty,
  children,
}: {
  query: Paged<Row>
  lines?: number
  /** Says that it is all, after the last page. */
  end?: boolean
  empty: () => ReactNode
  children: (row: Row) => ReactNode
}) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchNextPageError } = query
  const fault = error && (
    <div className="p-4">
      <ErrorNote error={error} onRetry={() => void (isFetchNextPageError ? fetchNextPage() : refetch())} />
    </div>
  )
  if (!data)
    return (
      fault || (
        <div className="p-4">
          <Loading lines={lines} />
        </div>
      )
    )
  const rows = rowsOf(query)
  if (rows.length === 0 && !hasNextPage)
    return (
      <>
        {fault}
        {empty()}
      </>
    )
  return (
    <>
      <ul className="border-line border-t">{rows.map(children)}</ul>
      {fault}
      <div className={end || hasNextPage ? 'border-line border-t p-3' : ''}>
        <MoreRows query={query} end={end} />
      </div>
    </>
  )
}
