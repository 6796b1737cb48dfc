import type { Notification } from '@hubbub/sdk'
import { type Preferences, usePreferences } from '../../lib/preferences.ts'
import { useRecent } from './recent.ts'

/** In a browser that never looked, what is older than this is old news. */
const DAY_MS = 86_400_000

/** Whether somebody with these choices has yet to see it. */
export function isUnread({ type, at }: Notification, { muted, notificationsSeenAt }: Preferences): boolean {
  const seen = notificationsSeenAt === null ? Date.now() - DAY_MS : Date.parse(notificationsSeenAt)
  return Date.parse(at) > seen && !muted.includes(type)
}

/** How many notifications came since they were looked at last. */
export function useUnread(): number {
  const preferences = usePreferences()
  const { data = [] } = useRecent()
  return data.filter((each) => isUnread(each, preferences)).length
}
