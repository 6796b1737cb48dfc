import { Suspense, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { LiveProvider } from '../api/live.tsx'
import { NotificationWatch } from '../pages/notifications/watch.tsx'
import { Routes } from '../routes.tsx'
import { useStrings } from '../strings/index.tsx'
import { Loading } from '../ui/states.tsx'
import { Bell } from './bell.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { Boundary } from './boundary.tsx'
import { LiveBadge, LiveBanner } from './live-badge.tsx'
import { Brand, Sidebar } from './sidebar.tsx'

/** What stands around every page of somebody who is signed in. */
export function Shell() {
  const t = useStrings()
  const [location] = useLocation()
  const main = useRef<HTMLElement>(null)
  const place = location.split('/')[1] ?? ''

  // Screen readers and the keyboard go on at the new page, not at the link that led there.
  const shown = useRef(place)
  useEffect(() => {
    if (shown.current === place) return
    shown.current = place
    scrollTo(0, 0)
    const goal = main.current?.querySelector('h1') ?? main.current
    goal?.focus({ preventScroll: true })
  }, [place])

  return (
    <LiveProvider>
      <NotificationWatch />
      <button
        type="button"
        onClick={() => main.current?.focus()}
        className="-translate-y-full fixed top-0 left-3 z-50 rounded-b-lg bg-accent px-4 min-h-11 text-on-accent focus:translate-y-0"
      >
        {t.shell.skip}
      </button>
      <div className="flex">
        <Sidebar />
        <div className="min-w-0 flex-1 pb-[calc(3.5rem+env(safe-area-inset-bottom))] md:pb-0">
          <LiveBanner />
          <header className="flex items-center justify-between border-line border-b bg-surface px-4 md:hidden">
            <Brand />
            <div className="flex items-center gap-1">
              <LiveBadge />
              <Bell />
            </div>
          </header>
          <main ref={main} id="main" tabIndex={-1} className="min-w-0 outline-none">
            <Boundary place={place}>
              <Suspense
                fallback={
                  <div className="mx-auto max-w-7xl p-6">
                    <Loading />
                  </div>
                }
              >
                <Routes />
              </Suspense>
            </Boundary>
          </main>
        </div>
      </div>
      <BottomBar />
    </LiveProvider>
  )
}
