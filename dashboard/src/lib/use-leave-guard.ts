import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'

/** Where somebody wanted to go. */
interface Departure {
  readonly url: string
  /** Of an entry of the history, when it was the way back or forth. */
  readonly key?: string
}

export interface LeaveGuard {
  /** Somebody wants to leave and must be asked. */
  readonly asking: boolean
  stay(): void
  leave(): void
}

/** While `dirty`, going to another address waits for an answer; closing the window asks in the browser's own words. */
export function useLeaveGuard(dirty: boolean): LeaveGuard {
  const [departure, setDeparture] = useState<Departure>()
  const [, navigate] = useLocation()
  const allowed = useRef(false)

  useEffect(() => {
    if (!dirty) return
    allowed.current = false
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!allowed.current) event.preventDefault()
    }
    const onNavigate = (event: NavigateEvent) => {
      const { destination } = event
      const elsewhere = new URL(destination.url).pathname !== location.pathname
      if (allowed.current || !event.cancelable || !destination.sameDocument || !elsewhere) return
      event.preventDefault()
      setDeparture({ url: destination.url, ...(event.navigationType === 'traverse' && { key: destination.key }) })
    }
    // For browsers without the Navigation API: links can be held up, the way back cannot.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (allowed.current || !link || link.target !== '' || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (link.origin !== location.origin || link.pathname === location.pathname) return
      event.preventDefault()
      event.stopPropagation()
      setDeparture({ url: link.href })
    }
    const known = 'navigation' in window
    addEventListener('beforeunload', onUnload)
    if (known) navigation.addEventListener('navigate', onNavigate)
    else document.addEventListener('click', onClick, true)
    return () => {
      removeEventListener('beforeunload', onUnload)
      if (known) navigation.removeEventListener('navigate', onNavigate)
      else document.removeEventListener('click', onClick, true)
    }
  }, [dirty])

  return {
    asking: departure !== undefined,
    stay: () => setDeparture(undefined),
    leave() {
      allowed.current = true
      setDeparture(undefined)
      if (departure?.key !== undefined) navigation.traverseTo(departure.key)
      else if (departure) {
        const { pathname, search, hash } = new URL(departure.url)
        navigate(pathname + search + hash)
      }
    },
  }
}
