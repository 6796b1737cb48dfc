import type { Notification } from '@hubbub/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useClient } from '../../api/session.tsx'
import { usePreferences } from '../../lib/preferences.ts'
import { useStrings } from '../../strings/index.tsx'
import { Button } from '../../ui/button.tsx'
import { PagedList } from '../../ui/paged-list.tsx'
import { Empty } from '../../ui/states.tsx'
import { NotificationRow } from './row.tsx'
import { isUnread } from './unread.tsx'

const PAGE_SIZE = 50

/** The history, newest first; a page more on demand. */
export function NotificationList({ kind, onClear }: { kind: Notification['type'] | undefined; onClear: () => void }) {
  const { notifications: t, common } = useStrings()
  const preferences = usePreferences()
  const client = useClient()
  const query = useInfiniteQuery({
    queryKey: ['notifications', 'list', kind],
    queryFn: ({ pageParam, signal }) =>
      client.listNotifications({ type: kind, limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  })
  const empty = () =>
    kind === undefined ? (
      <Empty icon="check" title={t.emptyTitle}>
        {t.emptyDetail}
      </Empty>
    ) : (
      <Empty icon="filter" title={t.emptyKind} action={<Button onClick={onClear}>{common.clearFilters}</Button>}>
        {t.emptyKindDetail}
      </Empty>
    )
  return (
    <PagedList query={query} end empty={empty}>
      {(each) => <NotificationRow key={each.id} notification={each} unread={isUnread(each, preferences)} />}
    </PagedList>
  )
}
