import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { cx } from '../lib/cx.ts'
import { useStrings } from '../strings/index.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { isAt, NAVIGATION } from './navigation.ts'
import { NavigationLink } from './sidebar.tsx'
import { UserPanel } from './user-menu.tsx'

const PLACES = NAVIGATION.flatMap(({ places }) => places)
const LOOK =
  'flex min-h-14 min-w-0 flex-1 cursor-pointer flex-col items-center justify-center gap-0.5 text-[0.6875rem] -outline-offset-2'

/** The navigation of a phone: what is looked at most, and the rest under “More”. */
export function BottomBar() {
  const t = useStrings()
  const [location] = useLocation()
  const [more, setMore] = useState(false)
  const close = () => setMore(false)
  const others = PLACES.filter(({ pinned }) => !pinned)
  const elsewhere = others.some(({ href }) => isAt(href, location))
  const face = (icon: IconName, text: string) => (
    <>
      <Icon name={icon} size={22} />
      <span className="max-w-full truncate px-0.5">{text}</span>
    </>
  )
  return (
    <>
      <nav
        aria-label={t.shell.navigation}
        className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {PLACES.filter(({ pinned }) => pinned).map(({ id, href, icon }) => (
          <Link
            key={id}
            href={href}
            aria-current={isAt(href, location) ? 'page' : undefined}
            className={cx(LOOK, isAt(href, location) ? 'font-medium text-accent-strong' : 'text-muted')}
          >
            {face(icon, t.shell.pages[id])}
          </Link>
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setMore(true)}
          className={cx(LOOK, elsewhere ? 'font-medium text-accent-strong' : 'text-muted')}
        >
          {face('more', t.shell.more)}
        </button>
      </nav>
      <Dialog open={more} onClose={close} title={t.shell.more}>
        <ul className="grid gap-1">
          {others.map((place) => (
            <li key={place.id}>
              <NavigationLink place={place} onFollow={close} />
            </li>
          ))}
        </ul>
        <UserPanel />
      </Dialog>
    </>
  )
}
