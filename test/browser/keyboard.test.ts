import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startApplication } from '../support/application.ts'
import { instagramMessage } from '../support/hub.ts'
import { describeDashboard } from './support/dashboard.ts'

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

describeDashboard('what every page shares', (stage) => {
  test('the first key press offers the way past the navigation', async () => {
    const page = await stage.open('/settings')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })

  test('after a link of the navigation the focus is on the new page’s heading', async () => {
    const page = await stage.open('/settings')
    await page.getByRole('link', { name: 'Rejections' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Rejections' }).waitFor()
    await expect.poll(() => focused(page)).toBe('Rejections')
  })

  test('Escape closes one dialog at a time, and the focus goes back to what opened it', async () => {
    const page = await stage.open('/settings')
    await page.getByRole('button', { name: 'Make a key' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Name').fill('Mine')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your new key' }).waitFor()
    for (let n = 0; n < 3; n++) {
      await page.keyboard.press('Escape')
      await page.getByRole('alertdialog').waitFor()
      expect(await focused(page)).toBe('Cancel')
      await page.keyboard.press('Escape')
      await page.getByRole('alertdialog').waitFor({ state: 'detached' })
      expect(await page.getByRole('heading', { name: 'Your new key' }).isVisible()).toBe(true)
    }
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await page.getByRole('button', { name: 'Close anyway' }).click()
    expect(await focused(page)).toBe('Make a key')
  })

  test('a notice can be closed while a dialog is open, and Escape in it leaves the dialog', async () => {
    const gone = await startApplication((_index, _delivery, response) => response.writeHead(410).end())
    const page = await stage.open('/settings')
    await page.getByText('Live', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Make a key' }).click()
    await stage.hub().api('/api/v1/webhooks', { url: gone.url, events: ['message.received'] })
    await stage.hub().send(instagramMessage('hello'))
    const notice = page.getByRole('region', { name: 'Notifications' })
    await notice.getByText('gets nothing more').waitFor()
    await gone.stop()
    await notice.getByRole('button', { name: 'Close' }).focus()
    await page.keyboard.press('Escape')
    await notice.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true)
  })
})
