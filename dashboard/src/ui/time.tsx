import { useSyncExternalStore } from 'react'
import { useFormat } from '../lib/format.ts'
import { useStrings } from '../strings/index.tsx'

const TICK_MS = 10_000
const ticks = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for every time on the page. */
function subscribe(listener: () => void): () => void {
  ticks.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const tick of ticks) tick()
  }, TICK_MS)
  return () => {
    ticks.delete(listener)
    if (ticks.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** A time as it was here; UTC on hover. `look`: how much of it; `short` leaves out the day when it is today. */
export function Time({ at, look = 'full' }: { at: string | Date; look?: 'full' | 'time' | 'ago' | 'short' }) {
  const format = useFormat()
  const t = useStrings()
  const tick = useSyncExternalStore(subscribe, () => now)
  const date = typeof at === 'string' ? new Date(at) : at
  if (Number.isNaN(date.getTime())) return <>{t.common.unknown}</>
  const full = format.dateTime(date)
  const text = {
    full: () => full,
    time: () => format.time(date),
    short: () =>
      date.toDateString() === new Date(tick).toDateString()
        ? format.time(date)
        : `${format.day(date)} ${format.clock(date)}`,
    ago: () => format.ago(date, Math.max(tick, date.getTime())),
  }[look]()
  return (
    <time
      dateTime={date.toISOString()}
      title={`${full}\n${t.common.utc(format.utc(date))}`}
      className={look === 'full' ? undefined : 'whitespace-nowrap'}
    >
      {text}
    </time>
  )
}
