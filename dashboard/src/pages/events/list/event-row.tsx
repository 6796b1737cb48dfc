import { memo } from 'react'
import { cx } from '../../../lib/cx.ts'
import { useStrings } from '../../../strings/index.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { PlatformMark } from '../../../ui/platform.tsx'
import { Time } from '../../../ui/time.tsx'
import { UserText } from '../../../ui/user-text.tsx'
import { Arrival } from './arrival.tsx'
import type { Row } from './row.ts'

/** Pixels; fixed, so that the list knows where every row stands. */
export const ROW_PX = { desk: 40, phone: 68 }

/** Not the mere check: that says that it was delivered. */
const TICKED_BOX = 'M4 4h16v16H4zM8 12.5l3 3 5-6.5'

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
      <span className="shrink-0 @xl:w-28">
        <Arrival row={row} wordLook="hidden @xl:inline" />
      </span>
      <span className="shrink-0 text-right text-muted tabular-nums @xl:w-26">
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
        <span className="flex min-w-0 items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-mono text-[0.8125rem]">{row.type}</span>
          <Handled row={row} />
          <span className="shrink-0 text-muted text-xs tabular-nums">
            <Time at={row.at} look="short" />
          </span>
        </span>
        <span className="flex min-w-0 items-center gap-2 text-sm">
          <Text row={row} />
          <span className="-mr-1.5 shrink-0">
            <Arrival row={row} />
          </span>
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

function Handled({ row }: { row: Row }) {
  const t = useStrings()
  if (!row.handled) return null
  return (
    <span className="shrink-0 text-muted" title={t.events.list.handled}>
      <Icon name={TICKED_BOX} size={16} />
      <span className="sr-only">{t.events.list.handled}</span>
    </span>
  )
}
