import type { Notification } from '@hubbub/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'
import { usePreferences } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty, ErrorNote, Loading } from '../../ui/states.tsx'
import { NotificationRow } from './row.tsx'
import { isUnread } from './unread.tsx'

const PAGE_SIZE = 50

/** The history, newest first; a page more on demand. */
export function NotificationList({ kind, onClear }: { kind: Notification['type'] | undefined; onClear: () => void }) {
  const { notifications: t, common } = useStrings()
  const preferences = usePreferences()
  const client = useClient()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['notifications', 'list', kind],
    queryFn: ({ pageParam, signal }) =>
      client.listNotifications({ type: kind, limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const fault = error && (
    <div className="p-4">
      <ErrorNote error={error} onRetry={() => void (data ? fetchNextPage() : refetch())} />
    </div>
  )
  if (!data)
    return (
      fault || (
        <div className="p-4">
          <Loading />
        </div>
      )
    )
  const rows = data.pages.flatMap((page) => page.data)
  if (rows.length === 0 && !hasNextPage)
    return kind === undefined ? (
      <Empty icon="check" title={t.emptyTitle}>
        {t.emptyDetail}
      </Empty>
    ) : (
      <Empty icon="filter" title={t.emptyKind} action={<Button onClick={onClear}>{common.clearFilters}</Button>}>
        {t.emptyKindDetail}
      </Empty>
    )
  return (
    <>
      <ul className="mt-2 border-line border-t">
        {rows.map((each) => (
          <NotificationRow key={each.id} notification={each} unread={isUnread(each, preferences)} />
        ))}
      </ul>
      {fault}
      <div className="flex justify-center p-3">
        {hasNextPage ? (
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? common.loadingMore : common.loadMore}
          </Button>
        ) : (
          <p className="text-muted text-sm">{common.endOfList}</p>
        )}
      </div>
    </>
  )
}
