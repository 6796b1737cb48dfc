import { Link, useLocation } from 'wouter'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { UnreadCount } from './bell.tsx'
import { LiveBadge } from './live-badge.tsx'
import { isAt, NAVIGATION, type Place } from './navigation.ts'
import { UserMenu } from './user-menu.tsx'

/** The navigation beside the page, at a desk. */
export function Sidebar() {
  const t = useStrings()
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-line border-r bg-surface md:flex">
      <div className="flex items-center justify-between px-4 pt-4 pb-2">
        <Brand />
        <LiveBadge />
      </div>
      <nav aria-label={t.shell.navigation} className="grid flex-1 content-start gap-4 overflow-y-auto px-3 py-3">
        {NAVIGATION.map(({ id, places }) => (
          <div key={id}>
            <p id={`nav-${id}`} className="px-3 pb-1 font-medium text-muted text-xs">
              {t.shell.groups[id]}
            </p>
            <ul aria-labelledby={`nav-${id}`} className="grid gap-0.5">
              {places.map((place) => (
                <li key={place.id}>
                  <NavigationLink place={place} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="border-line border-t p-2">
        <UserMenu />
      </div>
    </aside>
  )
}

export function Brand() {
  return (
    <Link href="/" className="flex min-h-11 items-center gap-2 font-semibold md:min-h-9">
      <img src="/hubbub.svg" alt="" width={24} height={24} />
      Hubbub
    </Link>
  )
}

/** One line of the navigation. */
export function NavigationLink({ place, onFollow }: { place: Place; onFollow?: () => void }) {
  const t = useStrings()
  const [location] = useLocation()
  const here = isAt(place.href, location)
  return (
    <Link
      href={place.href}
      onClick={onFollow}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex min-h-11 items-center gap-3 rounded-lg px-3 text-sm md:min-h-9',
        here ? 'bg-accent-soft font-medium text-accent-strong' : 'text-ink hover:bg-sunken',
      )}
    >
      <Icon name={place.icon} />
      <span className="flex-1">{t.shell.pages[place.id]}</span>
      {place.id === 'notifications' && <UnreadCount />}
    </Link>
  )
}
