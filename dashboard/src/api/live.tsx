import type { EventWithoutData } from '@hubbub/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useClient } from './session.tsx'

export type LiveStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly again: boolean }
  /** `retryAt`: milliseconds since the epoch. */
  | { readonly kind: 'lost'; readonly retryAt: number }
  | { readonly kind: 'stopped'; readonly error: unknown }

/** Events that came since the last call, oldest first; called at most five times a second. */
export type LiveListener = (events: readonly EventWithoutData[]) => void

interface Live {
  readonly status: LiveStatus
  subscribe(listener: LiveListener): () => void
}

/** How often what came is handed on: a flood must not make the page render per event. */
const HAND_ON_MS = 200

const LiveContext = createContext<Live | undefined>(undefined)

/** One live connection for the whole page; it resumes where it was, also over a restart of the hub. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useClient()
  const queries = useQueryClient()
  const [status, setStatus] = useState<LiveStatus>({ kind: 'connecting' })
  const listeners = useMemo(() => new Set<LiveListener>(), [])

  useEffect(() => {
    const abort = new AbortController()
    let waiting: EventWithoutData[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    let connections = 0
    const handOn = () => {
      timer = undefined
      const events = waiting
      waiting = []
      for (const listener of listeners) listener(events)
    }
    const listen = async () => {
      const events = client.stream({
        data: false,
        signal: abort.signal,
        onConnected: () => {
          connections += 1
          // What could not be read while the hub was away, and what changed meanwhile.
          if (connections > 1) void queries.invalidateQueries()
          setStatus({ kind: 'connected', again: connections > 1 })
        },
        onLost: (_error, retryInMs) => setStatus({ kind: 'lost', retryAt: Date.now() + retryInMs }),
      })
      for await (const event of events) {
        waiting.push(event)
        timer ??= setTimeout(handOn, HAND_ON_MS)
      }
    }
    listen().catch((error: unknown) => {
      if (!abort.signal.aborted) setStatus({ kind: 'stopped', error })
    })
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [client, listeners, queries])

  const live = useMemo<Live>(
    () => ({
      status,
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }),
    [status, listeners],
  )
  return <LiveContext value={live}>{children}</LiveContext>
}

function useLive(): Live {
  const live = use(LiveContext)
  if (!live) throw new Error('useLive is used outside LiveProvider')
  return live
}

export function useLiveStatus(): LiveStatus {
  return useLive().status
}

/** Calls `listener` with what comes while the component stands. */
export function useLiveEvents(listener: LiveListener): void {
  const { subscribe } = useLive()
  const onEvents = useEffectEvent(listener)
  useEffect(() => subscribe((events) => onEvents(events)), [subscribe])
}
