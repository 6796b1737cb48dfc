import { memo } from 'react'
import { cx } from '../../../lib/cx.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PlatformMark } from '../../../ui/platform.tsx'
import { Time } from '../../../ui/time.tsx'
import { UserText } from '../../../ui/user-text.tsx'
import { STATUS_TONES } from '../status.ts'
import type { Row } from './row.ts'

/** Pixels; fixed, so that the list knows where every row stands. */
export const ROW_PX = { desk: 40, phone: 68 }

interface RowProps {
  readonly row: Row
  readonly href: string
  readonly desk: boolean
  readonly open: boolean
  /** The one row that Tab stops at. */
  readonly stop: boolean
}

export function rowElementId(id: string): string {
  return `row-${id}`
}

/** One event: a line at a desk, two on a phone. The list itself listens for presses. */
export const EventRow = memo(function EventRow({ row, href, desk, open, stop }: RowProps) {
  return (
    <a
      id={rowElementId(row.id)}
      data-event={row.id}
      href={href}
      aria-current={open || undefined}
      tabIndex={stop ? 0 : -1}
      className={cx(
        'block overflow-hidden border-line contain-strict border-b -outline-offset-2',
        desk ? 'h-10' : 'h-17',
        open ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      {desk ? <DeskRow row={row} /> : <PhoneRow row={row} />}
    </a>
  )
})

/** Beside an open event the list is narrow: then the words go that are least missed. */
function DeskRow({ row }: { row: Row }) {
  const t = useStrings()
  return (
    <span className="flex h-full items-center gap-3 px-5 text-sm">
      <PlatformMark platform={row.platform} />
      <span className="w-34 shrink-0 truncate font-mono text-[0.8125rem] @3xl:w-44">{row.type}</span>
      <span className="hidden w-36 shrink-0 truncate text-muted @3xl:block">
        <bdi>{row.account ?? t.events.list.noAccount}</bdi>
      </span>
      <Text row={row} />
      <Handled row={row} />
      <span className={cx('shrink-0 @3xl:w-24', row.status === 'processed' && 'sr-only @3xl:not-sr-only')}>
        <Status row={row} />
      </span>
      <span className="w-26 shrink-0 text-right text-muted tabular-nums">
        <Time at={row.at} look="short" />
      </span>
    </span>
  )
}

function PhoneRow({ row }: { row: Row }) {
  return (
    <span className="flex h-full items-center gap-3 px-4">
      <PlatformMark platform={row.platform} />
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-mono text-[0.8125rem]">{row.type}</span>
          <Handled row={row} />
          <span className={row.status === 'processed' ? 'sr-only' : ''}>
            <Status row={row} />
          </span>
          <span className="shrink-0 text-muted text-xs tabular-nums">
            <Time at={row.at} look="short" />
          </span>
        </span>
        <span className="flex min-w-0 text-sm">
          <Text row={row} />
        </span>
      </span>
    </span>
  )
}

function Text({ row }: { row: Row }) {
  const t = useStrings()
  return (
    <span className={cx('min-w-0 flex-1', row.text === null && 'text-muted')}>
      {row.text === null ? t.events.list.noText : <UserText text={row.text} line />}
    </span>
  )
}

function Status({ row: { status } }: { row: Row }) {
  const t = useStrings()
  // What went well is most of it, and needs no colour.
  if (status === 'processed') return <span className="text-muted">{t.common.eventStatus[status]}</span>
  return <Badge tone={STATUS_TONES[status]}>{t.common.eventStatus[status]}</Badge>
}

function Handled({ row }: { row: Row }) {
  const t = useStrings()
  if (!row.handled) return null
  return (
    <span className="shrink-0 text-ok" title={t.events.list.handled}>
      <Icon name="check" size={16} />
      <span className="sr-only">{t.events.list.handled}</span>
    </span>
  )
}
