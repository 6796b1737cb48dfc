import { useEffect, useEffectEvent } from 'react'
import { useLiveEvents, useLiveStatus } from '../../../api/live.tsx'
import { type Filters, liveModeOf, matches } from '../filters/filters.ts'
import type { EventList } from './event-list.ts'
import { newestFirst, rowOf } from './row.ts'

/** How often lists that only the hub can tell are asked for. */
const CHECK_MS = 4000
/** How often what is in sight and still on its way is asked for. */
const REFRESH_MS = 2000

/** Brings what is new into the list; `join`: shows it at once. */
export function useLive(list: EventList, filters: Filters, join: boolean, paused: boolean): void {
  const { kind } = useLiveStatus()

  useLiveEvents((events) => {
    const mode = liveModeOf(filters)
    if (mode !== 'join' && mode !== 'offer') return
    const matching = events.filter((event) => matches(filters, event))
    if (matching.length === 0) return
    if (mode === 'offer') list.mayMatch(matching.length)
    else list.offer(newestFirst(matching.map(rowOf)), join)
  })

  const onJoin = useEffectEvent(() => {
    if (liveModeOf(filters) !== 'offer' && list.state().waiting > 0) list.showWaiting()
  })
  useEffect(() => {
    if (join) onJoin()
  }, [join])

  // What was stored between the first page and the first moment of the stream, or while it was away.
  const check = useEffectEvent(() => {
    const mode = liveModeOf(filters)
    if (mode === 'join' || mode === 'poll') void list.check(() => join)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has been read before it is connected, too.
  useEffect(() => {
    if (kind === 'connected') check()
  }, [kind, list])

  const asks = () => !document.hidden && kind === 'connected'
  useEvery(CHECK_MS, () => {
    if (asks() && !paused && liveModeOf(filters) === 'poll') check()
  })
  useEvery(REFRESH_MS, () => {
    if (asks()) void list.refresh()
  })
}

function useEvery(ms: number, act: () => void): void {
  const tick = useEffectEvent(act)
  useEffect(() => {
    const timer = setInterval(() => tick(), ms)
    return () => clearInterval(timer)
  }, [ms])
}
