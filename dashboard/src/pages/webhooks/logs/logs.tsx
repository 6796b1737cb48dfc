import type { Endpoint, LogEntry } from '@hubbub/sdk'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../../../api/session.tsx'
import { useAddressFilters } from '../../../lib/address.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { MoreRows } from '../../../ui/paged-list.tsx'
import { Empty, ErrorNote, Loading } from '../../../ui/states.tsx'
import { REFRESH_MS } from '../queries.ts'
import { LogFilters, useLogFilters } from './log-filters.tsx'
import { LogRow } from './log-row.tsx'
import { RetryBar } from './retry-bar.tsx'

const PAGE_SIZE = 50

/** Every try of the deliveries to a webhook, newest first. */
export function Logs({ webhook }: { webhook: Endpoint }) {
  const { webhooks: t } = useStrings()
  const client = useClient()
  const queries = useQueryClient()
  const filters = useLogFilters()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const queryKey = ['webhooks', webhook.id, 'logs', filters]
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      client.listWebhookLogs(
        webhook.id,
        { ...filters, limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The older pages are not fetched over and over; whoever reads them is left in peace.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 1 ? false : REFRESH_MS),
  })
  const entries = query.data?.pages.flatMap((page) => page.data) ?? []
  const held = (query.data?.pages.length ?? 1) > 1
  const select = (ids: readonly string[], on: boolean) =>
    setSelected((before) => {
      const after = new Set(before)
      for (const id of ids) {
        if (on) after.add(id)
        else after.delete(id)
      }
      return after
    })
  return (
    <div className="grid gap-3">
      <LogFilters />
      <RetryBar
        webhook={webhook}
        selected={selected}
        failed={[
          ...new Set(
            entries.filter(({ deliveryStatus }) => deliveryStatus === 'failed').map((each) => each.deliveryId),
          ),
        ]}
        onSelect={select}
        onClear={() => setSelected(new Set())}
      />
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {held && (
        <div className="flex flex-wrap items-center gap-3 text-muted text-sm">
          {t.delivery.held}
          <Button kind="ghost" onClick={() => void queries.resetQueries({ queryKey })}>
            {t.delivery.newest}
          </Button>
        </div>
      )}
      {query.data ? (
        <Card flush>
          <Entries entries={entries} webhook={webhook} selected={selected} onSelect={select} />
        </Card>
      ) : (
        !query.error && <Loading lines={6} />
      )}
      <MoreRows query={query} end={held} />
    </div>
  )
}

function Entries({
  entries,
  webhook,
  selected,
  onSelect,
}: {
  entries: readonly LogEntry[]
  webhook: Endpoint
  selected: ReadonlySet<string>
  onSelect: (ids: readonly string[], on: boolean) => void
}) {
  const { webhooks: t, common } = useStrings()
  const { clear } = useAddressFilters(['status', 'statusCode', 'event'])
  const filtered = Object.keys(useLogFilters()).length > 0
  if (entries.length === 0)
    return filtered ? (
      <Empty
        icon="search"
        title={t.delivery.noMatch.title}
        action={<Button onClick={clear}>{common.clearFilters}</Button>}
      >
        {t.delivery.noMatch.detail}
      </Empty>
    ) : (
      <Empty icon="send" title={t.delivery.empty.title}>
        {t.delivery.empty.detail}
      </Empty>
    )
  return (
    <ul aria-label={t.delivery.attempts} className="divide-y divide-line">
      {entries.map((entry) => (
        <LogRow
          key={entry.id}
          entry={entry}
          webhook={webhook}
          selected={selected.has(entry.deliveryId)}
          onSelect={(on) => onSelect([entry.deliveryId], on)}
        />
      ))}
    </ul>
  )
}
