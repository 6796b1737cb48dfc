import type { Endpoint, LogEntry } from '@hubbub/sdk'
import { useId, useState } from 'react'
import { useMayChange } from '../../../api/session.tsx'
import { useFormat } from '../../../lib/format.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Time } from '../../../ui/time.tsx'
import { OutcomeBadge } from './answer.tsx'
import { causeOf } from './attempt-error.ts'
import { LogDetail } from './log-detail.tsx'

/** One try: a line, and all of it when it is opened. */
export function LogRow({
  entry,
  webhook,
  selected,
  onSelect,
}: {
  entry: LogEntry
  webhook: Endpoint
  selected: boolean
  onSelect: (on: boolean) => void
}) {
  const { delivery: t } = useStrings().webhooks
  const format = useFormat()
  const mayChange = useMayChange()
  const id = useId()
  const [open, setOpen] = useState(false)
  const event = entry.event ?? entry.eventId
  const attempt = t.attempt(format.number(entry.number))
  const cause = causeOf(entry)
  return (
    <li className="min-w-0">
      <div className="flex items-stretch hover:bg-sunken/60">
        <label className="grid w-11 shrink-0 cursor-pointer place-items-center">
          <span className="sr-only">{t.select(event, entry.deliveryId)}</span>
          <input
            type="checkbox"
            className="size-4 accent-accent disabled:cursor-not-allowed"
            checked={selected}
            disabled={!mayChange || entry.deliveryStatus === 'pending'}
            onChange={(change) => onSelect(change.target.checked)}
          />
        </label>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
          className="grid min-h-11 min-w-0 flex-1 cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 py-2.5 pr-3 text-left text-sm -outline-offset-2 md:grid-cols-[9rem_3.5rem_minmax(0,1fr)_6rem_5rem_9rem_1.25rem]"
        >
          <span className="justify-self-start">
            <OutcomeBadge outcome={entry.outcome} />
          </span>
          <b className="font-semibold tabular-nums max-md:text-right">{entry.statusCode ?? '—'}</b>
          <span className="min-w-0 max-md:col-span-2">
            <code className="block truncate text-[0.8125rem]">{event}</code>
            {cause && <span className="block truncate text-muted text-xs">{t.errors[cause].title}</span>}
          </span>
          <span className="text-muted tabular-nums">{attempt}</span>
          <span className="text-muted tabular-nums max-md:hidden">{format.duration(entry.durationMs)}</span>
          <span className="text-muted max-md:text-right">
            <Time at={entry.startedAt} look="ago" />
          </span>
          <span className={open ? 'rotate-180 text-muted max-md:hidden' : 'text-muted max-md:hidden'}>
            <Icon name="down" size={16} />
          </span>
        </button>
      </div>
      <div id={id}>{open && <LogDetail entry={entry} webhook={webhook} />}</div>
    </li>
  )
}
