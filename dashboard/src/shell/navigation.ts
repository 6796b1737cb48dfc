import type { IconName } from '../ui/icon.tsx'

/** A page that can be gone to from everywhere; its name is `shell.pages[id]`. */
export interface Place {
  readonly id: 'overview' | 'events' | 'rejections' | 'webhooks' | 'accounts' | 'notifications' | 'settings'
  readonly href: string
  readonly icon: IconName
  /** Has a place of its own in the bar of a phone; the others are under “More”. */
  readonly pinned?: boolean
}

/** The structure of the navigation. Conversations get a group of their own between `watch` and `deliver`. */
export const NAVIGATION: readonly {
  readonly id: 'watch' | 'deliver' | 'connect' | 'manage'
  readonly places: readonly Place[]
}[] = [
  {
    id: 'watch',
    places: [
      { id: 'overview', href: '/', icon: 'overview', pinned: true },
      { id: 'events', href: '/events', icon: 'events', pinned: true },
      { id: 'rejections', href: '/rejections', icon: 'rejections' },
    ],
  },
  { id: 'deliver', places: [{ id: 'webhooks', href: '/webhooks', icon: 'webhooks', pinned: true }] },
  { id: 'connect', places: [{ id: 'accounts', href: '/accounts', icon: 'accounts', pinned: true }] },
  {
    id: 'manage',
    places: [
      { id: 'notifications', href: '/notifications', icon: 'notifications' },
      { id: 'settings', href: '/settings', icon: 'settings' },
    ],
  },
]

/** Whether an address is of the page or of something below it. */
export function isAt(href: string, location: string): boolean {
  return href === '/' ? location === '/' : location === href || location.startsWith(`${href}/`)
}
