import type { Page } from 'playwright-core'
import type { World } from './world.ts'

/** One picture. */
export interface Shot {
  readonly name: string
  readonly path: string | ((world: World | undefined) => string)
  /** Of a hub that nothing has happened in. */
  readonly empty?: boolean
  readonly signedOut?: boolean
  /** All of the page, however long. */
  readonly whole?: boolean
  /** What is done before it is taken. */
  act?(page: Page): Promise<void>
}

export const SHOTS: readonly Shot[] = [
  { name: 'sign-in', path: '/', signedOut: true, empty: true },
  {
    name: 'sign-in-wrong-key',
    path: '/',
    signedOut: true,
    empty: true,
    async act(page) {
      await page.getByLabel('API key').fill('nonsense')
      await page.keyboard.press('Enter')
      await page.getByText('This key is unknown').waitFor()
    },
  },
  { name: 'overview-empty', path: '/', empty: true, whole: true },
  { name: 'welcome', path: '/welcome', empty: true, whole: true },
  { name: 'events-empty', path: '/events', empty: true },
  { name: 'webhooks-empty', path: '/webhooks', empty: true },
  { name: 'rejections-empty', path: '/rejections', empty: true },
  { name: 'accounts-empty', path: '/accounts', empty: true },
  { name: 'notifications-empty', path: '/notifications', empty: true },
  { name: 'not-found', path: '/no-such-page', empty: true },

  { name: 'overview', path: '/', whole: true },
  { name: 'events', path: '/events' },
  { name: 'event', path: (world) => `/events/${world?.event}`, whole: true },
  { name: 'events-nothing-matches', path: '/events?q=nothing-has-this-text' },
  { name: 'webhooks', path: '/webhooks' },
  { name: 'webhook-new', path: '/webhooks/new', whole: true },
  { name: 'webhook-good', path: (world) => `/webhooks/${world?.ids.good}`, whole: true },
  { name: 'webhook-failing', path: (world) => `/webhooks/${world?.ids.failing}`, whole: true },
  { name: 'webhook-gone', path: (world) => `/webhooks/${world?.ids.gone}`, whole: true },
  { name: 'webhook-edit', path: (world) => `/webhooks/${world?.ids.paused}/edit`, whole: true },
  { name: 'rejections', path: '/rejections', whole: true },
  { name: 'accounts', path: '/accounts', whole: true },
  { name: 'account', path: (world) => `/accounts/${world?.account}`, whole: true },
  { name: 'account-connect', path: '/accounts/connect', whole: true },
  { name: 'account-connect-instagram', path: '/accounts/connect/instagram', whole: true },
  { name: 'account-connect-line', path: '/accounts/connect/line', whole: true },
  { name: 'notifications', path: '/notifications' },
  { name: 'settings', path: '/settings', whole: true },
]
