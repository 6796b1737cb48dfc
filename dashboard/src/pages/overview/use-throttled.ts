import { useEffect, useEffectEvent, useRef } from 'react'
import { useLiveEvents } from '../../api/live.tsx'

/** Calls `refresh` after events came, at most once in `everyMs`, and not while nobody looks. */
export function useThrottled(refresh: () => void, everyMs: number): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const run = useEffectEvent(() => {
    timer.current = undefined
    if (document.visibilityState === 'visible') refresh()
  })
  useLiveEvents(() => {
    timer.current ??= setTimeout(() => run(), everyMs)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another pace begins anew.
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [everyMs],
  )
}
