import { Link, useLocation } from 'wouter'
import { useFormat } from '../lib/format.ts'
import { useUnread } from '../pages/notifications/unread.tsx'
import { useStrings } from '../strings/index.tsx'
import { Icon } from '../ui/icon.tsx'
import { isAt } from './navigation.ts'

const HREF = '/notifications'

/** The way to the notifications where the navigation is out of sight, on a phone. */
export function Bell() {
  const t = useStrings()
  const [location] = useLocation()
  return (
    <Link
      href={HREF}
      aria-current={isAt(HREF, location) ? 'page' : undefined}
      className="relative -mr-2 grid size-11 place-items-center rounded-lg"
    >
      <Icon name="notifications" size={22} />
      <span className="sr-only">{t.shell.pages.notifications}</span>
      <span className="absolute top-1 right-0.5 flex">
        <UnreadCount />
      </span>
    </Link>
  )
}

/** How many notifications came since they were looked at last; nothing when none did. */
export function UnreadCount() {
  const t = useStrings()
  const format = useFormat()
  const unread = useUnread()
  if (unread === 0) return null
  return (
    <span className="rounded-full bg-bad-strong px-1.5 font-medium text-ground text-xs">
      <span aria-hidden="true">{format.compact(unread)}</span>
      <span className="sr-only">{t.shell.unread(format.number(unread))}</span>
    </span>
  )
}
