import type { Page } from 'playwright-core'
import { PLATFORMS } from '../../src/platforms/index.ts'
import type { World } from './world.ts'

/** One picture. */
export interface Shot {
  readonly name: string
  readonly path: string | ((world: World | undefined) => string)
  /** Of a hub that nothing has happened in. */
  readonly empty?: boolean
  readonly signedOut?: boolean
  /** It is taken while it loads. */
  readonly loading?: boolean
  /** All of the page, however long. */
  readonly whole?: boolean
  /** Signed in with a key that may read only. */
  readonly readOnly?: boolean
  /** Only at this width. */
  readonly width?: 'phone' | 'desktop'
  /** What is done before the page is opened. */
  before?(page: Page): Promise<void>
  /** What is done before it is taken. */
  act?(page: Page): Promise<void>
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).first().click()
}
const both =
  (...acts: readonly ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const act of acts) await act(page)
  }
/** The hub answers as it does when its store is away. */
const failing = (path: string) => async (page: Page) => {
  const problem = {
    code: 'unavailable',
    title: 'Unavailable',
    status: 503,
    detail: 'The store is away.',
    requestId: 'b1-2',
  }
  await page.route(path, (route) => route.fulfill({ status: 503, json: problem }))
}
/** No connection is made. */
const unreachable = (path: string) => async (page: Page) => {
  await page.route(path, (route) => route.abort())
}
/** The answer never comes. */
const hanging = (path: string) => async (page: Page) => {
  await page.route(path, () => undefined)
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
  ...PLATFORMS.map(({ id }) => ({ name: `account-connect-${id}`, path: `/accounts/connect/${id}`, whole: true })),
  { name: 'notifications', path: '/notifications' },
  { name: 'settings', path: '/settings', whole: true },

  { name: 'more', path: '/events', width: 'phone', act: press('More') },
  { name: 'events-filters', path: '/events', width: 'phone', act: press('Filters') },
  { name: 'events-types', path: '/events', width: 'desktop', act: press('Type') },
  { name: 'events-keys', path: '/events', width: 'desktop', act: (page) => page.keyboard.press('?') },
  { name: 'events-loading', path: '/events', loading: true, before: hanging('**/api/v1/events?*') },
  { name: 'events-error', path: '/events', before: failing('**/api/v1/events?*') },
  { name: 'overview-partial', path: '/', whole: true, before: failing('**/api/v1/stats*') },
  { name: 'offline', path: '/events', before: unreachable('**/events/stream*') },
  {
    name: 'event-hostile',
    path: '/events?q=script',
    async act(page) {
      await page.getByText('<script>').first().click()
      await page.getByText('Deliveries').first().waitFor()
    },
  },
  { name: 'event-delivery', path: (world) => `/events/${world?.event}`, act: press(/Old CRM/) },
  { name: 'event-send', path: (world) => `/events/${world?.event}`, act: press('Send to…') },
  { name: 'event-curl', path: (world) => `/events/${world?.event}`, act: press('Copy as curl') },
  { name: 'webhook-log', path: (world) => `/webhooks/${world?.ids.failing}?tab=logs`, whole: true },
  {
    name: 'webhook-log-open',
    path: (world) => `/webhooks/${world?.ids.failing}?tab=logs`,
    whole: true,
    act: press(/message\.received/),
  },
  { name: 'webhook-replays', path: (world) => `/webhooks/${world?.ids.good}?tab=replays` },
  {
    name: 'webhook-replay',
    path: (world) => `/webhooks/${world?.ids.good}?tab=replays`,
    act: both(press('Replay events…'), press('Count first')),
  },
  { name: 'webhook-test', path: (world) => `/webhooks/${world?.ids.good}`, act: press('Send a test') },
  { name: 'webhook-test-failed', path: (world) => `/webhooks/${world?.ids.failing}`, act: press('Send a test') },
  {
    name: 'webhook-secret',
    path: (world) => `/webhooks/${world?.ids.paused}`,
    act: both(press('Replace the secret…'), press('Replace the secret')),
  },
  { name: 'webhook-enable', path: (world) => `/webhooks/${world?.ids.gone}`, act: press('Enable…') },
  { name: 'webhook-read-only', path: (world) => `/webhooks/${world?.ids.failing}`, readOnly: true },
  { name: 'account-test', path: (world) => `/accounts/${world?.account}`, whole: true, act: press('Test connection') },
  { name: 'account-sample', path: (world) => `/accounts/${world?.account}`, act: press('Send a sample event') },
  {
    name: 'webhook-advanced',
    path: '/webhooks/new',
    whole: true,
    act: (page) => page.getByText('More settings').click(),
  },
  {
    name: 'account-connect-fields',
    path: `/accounts/connect/${PLATFORMS.find(({ webhook }) => webhook.fields.length > 0)?.id}`,
    whole: true,
    act: (page) => page.getByText('What each field brings').click(),
  },
  {
    name: 'rejection-open',
    path: '/rejections',
    whole: true,
    act: (page) => page.locator('summary').first().click(),
  },
  { name: 'settings-new-key', path: '/settings', act: press('Make a key') },
  { name: 'settings-read-only', path: '/settings', whole: true, readOnly: true },
]
