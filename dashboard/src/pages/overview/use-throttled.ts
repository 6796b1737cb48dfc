import { useEffect, useEffectEvent, useRef } from 'react'
import { useLiveEvents, useLiveStatus } from '../../api/live.tsx'

/** Calls `refresh` after events came, at most once in `everyMs`, and not while nobody looks. */
export function useThrottled(refresh: () => void, everyMs: number): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const run = useEffectEvent(() => {
    timer.current = undefined
    if (document.visibilityState === 'visible') refresh()
  })
  const plan = () => {
    timer.current ??= setTimeout(() => run(), everyMs)
  }
  useLiveEvents(plan)
  const { kind } = useLiveStatus()
  const onConnected = useEffectEvent(plan)
  // What happened between the first answers and the live connection is told by nobody else.
  useEffect(() => {
    if (kind === 'connected') onConnected()
  }, [kind])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another pace begins anew.
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [everyMs],
  )
}
