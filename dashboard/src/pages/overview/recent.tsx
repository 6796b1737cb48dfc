import type { EventWithoutData } from '@hubbub/sdk'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useLiveEvents } from '../../api/live.tsx'
import { useClient } from '../../api/session.tsx'
import { useStrings } from '../../strings/index.tsx'
import { Badge } from '../../ui/badge.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { PlatformMark } from '../../ui/platform.tsx'
import { Empty, ErrorNote, Loading } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'

const SHOWN = 8
/** However many come, the list moves once a second at most. */
const CALM_MS = 1000

/** The newest of both, each once; their ids are in the order of time. */
function newest(...lists: readonly (readonly EventWithoutData[])[]): EventWithoutData[] {
  // Later lists know better how far an event has come.
  const byId = new Map(lists.flat().map((event) => [event.id, event]))
  return [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, SHOWN)
}

/** What has just come in, moving by itself. */
export function Recent() {
  const { overview } = useStrings()
  const t = overview.recent
  const client = useClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['events', 'recent'],
    queryFn: ({ signal }) => client.listEvents({ limit: SHOWN, data: false }, { signal }),
  })
  const [live, setLive] = useState<readonly EventWithoutData[]>([])
  const waiting = useRef<EventWithoutData[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLiveEvents((events) => {
    waiting.current = newest(waiting.current, events)
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      const came = waiting.current
      waiting.current = []
      setLive((before) => newest(before, came))
    }, CALM_MS)
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const events = newest(live, data?.data ?? [])
  return (
    <Card
      title={t.title}
      actions={
        <LinkButton href="/events" kind="ghost">
          {t.all}
        </LinkButton>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && events.length === 0 && <Loading lines={SHOWN} />}
      {data && events.length === 0 && (
        <Empty icon="events" title={t.none}>
          {t.noneDetail}
        </Empty>
      )}
      <ul className="-mx-2 grid">
        {events.map((event) => (
          <li key={event.id} className="transition duration-300 starting:-translate-y-2 starting:opacity-0">
            <Line event={event} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Line({ event: { id, platform, type, preview, status, receivedAt } }: { event: EventWithoutData }) {
  const { common } = useStrings()
  return (
    <Link
      href={`/events/${id}`}
      className="grid min-h-11 grid-cols-[auto_1fr_auto] items-center gap-x-3 rounded-lg px-2 py-1.5 text-sm hover:bg-sunken"
    >
      <PlatformMark platform={platform} />
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2 font-medium wrap-anywhere">
          {type}
          {status === 'failed' && <Badge tone="bad">{common.eventStatus.failed}</Badge>}
        </span>
        {preview !== null && (
          <span className="block text-muted">
            <UserText text={preview} limit={160} line />
          </span>
        )}
      </span>
      <span className="text-muted text-xs">
        <Time at={receivedAt} look="ago" />
      </span>
    </Link>
  )
}
