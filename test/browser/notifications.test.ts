import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Application, startApplication } from '../support/application.ts'
import { eventually, instagramMessage } from '../support/hub.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

describeDashboard('notifications', (stage) => {
  let gone: Application
  beforeAll(async () => {
    gone = await startApplication((_index, _delivery, response) => response.writeHead(410).end())
  })
  afterAll(() => gone.stop())

  /** Webhooks whose applications are gone for good, each disabled by its first delivery. */
  const disableWebhooks = async (count: number) => {
    const hub = stage.hub()
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const url = `${gone.url}/${n}`
      const { body } = await hub.api<{ id: string }>('/api/v1/webhooks', { url, events: ['message.received'] })
      ids.push(body.id)
    }
    expect((await hub.send(instagramMessage('hello'))).status).toBe(200)
    return ids
  }
  /** How many are kept. */
  const told = async () => (await stage.hub().api<{ data: unknown[] }>('/api/v1/notifications')).body.data.length
  const toldOfMore = async (count: number) => {
    const before = await told()
    await disableWebhooks(count)
    return await eventually(told, (now) => now === before + count)
  }
  const unread = (page: Page, count: number) =>
    page
      .getByRole('link', { name: `Notifications ${count} unread` })
      .first()
      .waitFor()
  const toasts = (page: Page) => page.getByRole('region', { name: 'Notifications' })

  test('a webhook that was disabled pops up, stays, and leads to the page that helps', async () => {
    const page = await stage.open('/events')
    await page.getByText('Live', { exact: true }).first().waitFor()
    const [id] = await disableWebhooks(1)
    await toasts(page).getByText('gets nothing more').waitFor()
    await unread(page, 1)
    await toasts(page).getByRole('link', { name: 'Open the webhook' }).click()
    expect(new URL(page.url()).pathname).toBe(`/webhooks/${id}`)
    await toasts(page).waitFor({ state: 'hidden' })
  })

  test('a burst is summed up in one', async () => {
    const page = await stage.open('/notifications')
    await page.getByText('Live', { exact: true }).first().waitFor()
    const now = await toldOfMore(6)
    await toasts(page).getByText('6 new notifications').waitFor()
    expect(await toasts(page).getByRole('button', { name: 'Close' }).count()).toBe(1)
    await toasts(page).getByText('Webhook disabled: 6').waitFor()
    const titles = page.getByRole('main').getByText('gets nothing more')
    await eventually(
      () => titles.count(),
      (count) => count === now,
    )
  })

  test('the history can be narrowed to a kind, and marked as read', async () => {
    const now = await toldOfMore(1)
    const page = await stage.open('/notifications')
    await unread(page, now)
    await page.getByLabel('Kind').selectOption('Account disconnected')
    await page.getByText('Nothing of this kind').waitFor()
    expect(new URL(page.url()).search).toBe('?type=account.disconnected')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    const main = page.getByRole('main')
    await main.getByText('Critical').first().waitFor()
    expect(await main.getByText('New', { exact: true }).count()).toBe(now)
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await page.getByText('All are marked as read.').first().waitFor()
    expect(await main.getByText('New', { exact: true }).count()).toBe(0)
    await page.reload()
    await main.getByText('Critical').first().waitFor()
    expect(await page.getByText('unread').count()).toBe(0)
  })

  test('a kind that is off is listed, but neither pops up nor counts', async () => {
    const before = await toldOfMore(1)
    const page = await stage.open('/notifications')
    await unread(page, before)
    await page.getByText('Webhook disabled', { exact: true }).last().click()
    await eventually(
      () => page.getByText('unread').count(),
      (count) => count === 0,
    )
    await page.getByText('Live', { exact: true }).first().waitFor()
    await disableWebhooks(1)
    await eventually(
      () => page.getByRole('main').getByText('gets nothing more').count(),
      (count) => count === before + 1,
    )
    expect(await toasts(page).count()).toBe(0)
    await page.reload()
    await page.getByText('gets nothing more').first().waitFor()
    expect(await page.getByRole('switch', { name: 'Webhook disabled' }).isChecked()).toBe(false)
  })

  test('the system is asked for its notifications only by the switch, and shows them while the page is hidden', async () => {
    const page = await stage.open('/settings')
    // This browser has no system to show them in: what would be shown is kept.
    await page.addInitScript(() => {
      const shown: string[] = []
      class Shown {
        static permission = 'default'
        static requestPermission = () => {
          Shown.permission = 'granted'
          return Promise.resolve('granted')
        }
        onclick = null
        constructor(title: string) {
          shown.push(title)
        }
        close() {}
      }
      Object.assign(window, { Notification: Shown, shown })
    })
    await page.goto('/notifications')
    await page.getByText('Live', { exact: true }).first().waitFor()
    const permission = () => page.evaluate(() => Notification.permission)
    expect(await permission()).toBe('default')
    await page.getByText('Your browser will ask').waitFor()
    await page.getByRole('switch', { name: 'Notifications of your system' }).click()
    await eventually(permission, (answer) => answer === 'granted')
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }))
    await disableWebhooks(1)
    const shown = () => page.evaluate(() => (window as unknown as { shown: string[] }).shown)
    expect(await eventually(shown, (titles) => titles.length > 0)).toEqual([
      expect.stringContaining('gets nothing more'),
    ])
  })

  test('a browser that blocks them is explained', async () => {
    const page = await stage.open('/settings')
    await page.addInitScript(() => Object.defineProperty(Notification, 'permission', { value: 'denied' }))
    await page.goto('/notifications')
    await page.getByText('Your browser blocks notifications of this page').waitFor()
    expect(await page.getByRole('switch', { name: 'Notifications of your system' }).isDisabled()).toBe(true)
  })

  test.each(LOOKS)('look right on a $width in the $theme', async (look) => {
    const page = await stage.open('/notifications', look)
    await page.getByText('gets nothing more').first().waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('can be read in Thai', async () => {
    const page = await stage.open('/notifications', { language: 'th', width: 'phone' })
    await page.getByText('จะไม่ได้รับอะไรอีก').first().waitFor()
    await expectFits(page)
  })
})
