import type { Endpoint, Replay } from '@hubbub/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient, useMayChange } from '../../../api/session.tsx'
import { useStrings } from '../../../strings/index.tsx'
import { Badge, Notice } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { MoreRows, rowsOf } from '../../../ui/paged-list.tsx'
import { Empty, ErrorNote, Loading } from '../../../ui/states.tsx'
import { Time } from '../../../ui/time.tsx'
import { Patterns } from '../patterns-list.tsx'
import { REFRESH_MS } from '../queries.ts'
import { ReplayDialog } from './replay-dialog.tsx'
import { ReplayProgress } from './replay-progress.tsx'

const PAGE_SIZE = 20
const SHOWN_PATTERNS = 6
const TONES = { running: 'info', completed: 'ok', cancelled: 'neutral' } as const

/** Replays of a webhook so far, and the way to another. */
export function Replays({ webhook }: { webhook: Endpoint }) {
  const { webhooks, common } = useStrings()
  const t = webhooks.replay
  const client = useClient()
  const mayChange = useMayChange()
  const [open, setOpen] = useState(false)
  const query = useInfiniteQuery({
    queryKey: ['webhooks', webhook.id, 'replays'],
    queryFn: ({ pageParam, signal }) =>
      client.listReplays(
        webhook.id,
        { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 1 ? false : REFRESH_MS),
  })
  const replays = rowsOf(query)
  const disabled = webhook.state === 'disabled'
  const why = mayChange ? (disabled ? t.disabled : undefined) : common.readOnly
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl text-muted text-sm">{t.intro}</p>
        <Button kind="primary" icon="retry" disabled={!mayChange || disabled} title={why} onClick={() => setOpen(true)}>
          {t.start}
        </Button>
      </div>
      {disabled && <Notice tone="warn">{t.disabled}</Notice>}
      {webhook.state === 'paused' && replays.some(({ state }) => state === 'running') && (
        <Notice tone="info">{t.paused}</Notice>
      )}
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data ? (
        <Card title={t.former} flush>
          {replays.length === 0 ? (
            <Empty icon="retry" title={t.empty.title}>
              {t.empty.detail}
            </Empty>
          ) : (
            <ul className="mt-2 divide-y divide-line">
              {replays.map((replay) => (
                <ReplayRow key={replay.id} replay={replay} />
              ))}
            </ul>
          )}
        </Card>
      ) : (
        !query.error && <Loading />
      )}
      <MoreRows query={query} />
      {open && <ReplayDialog webhook={webhook} onClose={() => setOpen(false)} />}
    </div>
  )
}

function ReplayRow({ replay }: { replay: Replay }) {
  const { replay: t } = useStrings().webhooks
  return (
    <li className="grid gap-3 px-4 py-4 sm:px-5 lg:grid-cols-2 lg:gap-8">
      <div className="grid content-start gap-1.5 text-sm">
        <div className="flex flex-wrap items-center gap-3">
          <Badge tone={TONES[replay.state]}>{t.states[replay.state]}</Badge>
          <span className="text-muted">
            {t.begun} <Time at={replay.createdAt} look="ago" />
          </span>
        </div>
        <p>
          <Time at={replay.since} /> – <Time at={replay.until} />
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <span>{t.statuses[replay.status].name}</span>
          <Patterns patterns={replay.events} limit={SHOWN_PATTERNS} />
        </div>
      </div>
      <ReplayProgress key={replay.state} replay={replay} />
    </li>
  )
}
