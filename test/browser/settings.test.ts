import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { API_KEY } from '../support/hub.ts'
import { startMailServer } from '../support/mail-server.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard, type Stage } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

const mailServer = await startMailServer()
afterAll(() => mailServer.close())

const dialog = (page: Page) => page.getByRole('dialog').last()
const keyRow = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })
const makeKey = async (stage: Stage, name: string, role: 'admin' | 'read') =>
  (await stage.hub().api<{ key: string }>('/api/v1/keys', { name, role })).body.key
const signsIn = async (stage: Stage, key: string) =>
  (await fetch(`${stage.hub().url}/api/v1/keys`, { headers: { 'x-api-key': key } })).status

describeDashboard(
  'settings',
  (stage) => {
    test('a key is made, shown once, and works', async () => {
      const page = await stage.open('/settings')
      await page.getByRole('button', { name: 'Make a key' }).click()
      await page.keyboard.press('Enter')
      await page.getByText('Enter a name.').waitFor()
      await page.getByLabel('Name').fill('CI')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Your new key' }).waitFor()
      const key = await dialog(page).locator('code').innerText()
      expect(await signsIn(stage, key)).toBe(200)
      await page.keyboard.press('Escape')
      await page.getByRole('alertdialog').getByText('Close without copying?').waitFor()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await dialog(page).getByRole('button', { name: 'Copy' }).click()
      await page.getByRole('button', { name: 'I have copied it' }).click()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key)
      await keyRow(page, 'CI').getByText('Read', { exact: true }).waitFor()
      expect(await page.content()).not.toContain(key)
      // The focus is where it was before the dialogs.
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Make a key')
    })

    test('a key is revoked after a question', async () => {
      const key = await makeKey(stage, 'Old phone', 'read')
      const page = await stage.open('/settings#keys')
      await page.getByRole('button', { name: /Revoke the key .*Old phone/ }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
      await page
        .getByText(/The key .*Old phone.* is revoked/)
        .first()
        .waitFor()
      await keyRow(page, 'Old phone').waitFor({ state: 'detached' })
      expect(await signsIn(stage, key)).toBe(401)
    })

    test('revoking the key of this session says so, and signs out', async () => {
      const page = await stage.open('/settings', { apiKey: await makeKey(stage, 'Mine', 'admin') })
      await keyRow(page, 'Mine').getByText('You are signed in with it').waitFor()
      await keyRow(page, 'Mine').getByRole('button').click()
      await page.getByText('you will be signed out').waitFor()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    })

    test('alerts go to the addresses that were saved, and the mail server’s answer is shown', async () => {
      const page = await stage.open('/settings')
      const addresses = page.getByLabel('Who gets them')
      const test = page.getByRole('button', { name: 'Send a test mail' })
      await addresses.fill('not an address')
      await page.getByText('Save first').waitFor()
      await page.locator('#alerts').getByRole('button', { name: 'Save' }).click()
      await page.getByText('not is not a mail address.').waitFor()
      await addresses.fill('ops@example.com, night@example.com')
      await page.getByText('A webhook keeps failing').click()
      await page.locator('#alerts').getByRole('button', { name: 'Save' }).click()
      await page.getByText('Saved.').first().waitFor()
      await test.click()
      await page.getByText('The mail server took the test mail').waitFor()
      expect(mailServer.mails.flatMap(({ to }) => to).sort()).toEqual(['night@example.com', 'ops@example.com'])
      const { body } = await stage.hub().api('/api/v1/settings')
      expect(body).toMatchObject({ alerts: { webhookFailing: false, webhookDisabled: true } })

      await addresses.fill('unknown@example.com')
      await page.locator('#alerts').getByRole('button', { name: 'Save' }).click()
      await page.getByText('Send a test mail').waitFor()
      await test.click()
      await page.getByText('No such mailbox here').waitFor()
    })

    test('keeping less asks first, keeping more does not, and the environment’s value can be had again', async () => {
      const page = await stage.open('/settings#retention')
      const days = page.getByLabel('Days')
      const save = page.locator('#retention').getByRole('button', { name: 'Save' })
      await page.getByText('From the environment: RETENTION_DAYS.').waitFor()
      await days.fill('ninety')
      await save.click()
      await page.getByText('Enter a whole number').waitFor()
      await days.fill('90')
      await save.click()
      await page.getByText('Kept for 90 days.').waitFor()
      await days.fill('7')
      await save.click()
      await page.getByText('Everything older than 7 days is deleted').waitFor()
      await page.getByRole('button', { name: 'Cancel' }).click()
      expect((await stage.hub().api('/api/v1/settings')).body).toMatchObject({ retentionDays: 90 })
      await save.click()
      await page.getByRole('button', { name: 'Shorten and delete' }).click()
      await page.getByText('Kept for 7 days.').waitFor()
      await page.locator('#retention').getByRole('button', { name: 'Take back what was set here' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Take back what was set here' }).click()
      await page.getByText('Kept for 60 days.').waitFor()
    })

    test('language and theme are changed at once, and stay', async () => {
      const page = await stage.open('/settings#appearance')
      await page.locator('#appearance').getByLabel('Language').selectOption('ไทย')
      await page.getByRole('heading', { level: 1, name: 'การตั้งค่า' }).waitFor()
      await page.locator('#appearance').getByLabel('ธีมสี').selectOption('มืด')
      await page.reload()
      await page.getByRole('heading', { level: 1, name: 'การตั้งค่า' }).waitFor()
      expect(await page.getAttribute('html', 'data-theme')).toBe('dark')
      expect(await page.getAttribute('html', 'lang')).toBe('th')
    })

    test('what runs here is told', async () => {
      const page = await stage.open('/settings#about')
      const about = page.locator('#about')
      await about.getByText('PostgreSQL, embedded').waitFor()
      await about.getByText('answered just now').waitFor()
      expect(await about.getByRole('link', { name: /API documentation/ }).getAttribute('href')).toBe('/docs')
    })

    test('a key that may read only sees everything and can change nothing', async () => {
      const page = await stage.open('/settings', { apiKey: await makeKey(stage, 'Reader', 'read') })
      await page.getByText('Your key may read only').first().waitFor()
      await keyRow(page, 'Reader').waitFor()
      await page.locator('#about').getByText('answered just now').waitFor()
      const usable = await page
        .locator('#keys, #alerts, #retention')
        .locator('button:not(:disabled), input:not(:disabled), textarea:not(:disabled)')
        .evaluateAll((all) => all.filter((each) => !each.matches(':disabled')).map((each) => each.outerHTML))
      expect(usable).toEqual([])
    })

    test.each(LOOKS)('look right on a $width in the $theme', async (look) => {
      const page = await stage.open('/settings', look)
      await page.locator('#about').getByText('answered just now').waitFor()
      await page.locator('#keys').getByText('Read', { exact: true }).first().waitFor()
      await expectFits(page)
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Make a key' }).click()
      await page.getByLabel('Name').waitFor()
      await expectFits(page)
      await expectAccessible(page)
    })
  },
  { env: { SMTP_URL: mailServer.url, RETENTION_DAYS: '60' } },
)

describeDashboard('settings without a mail server', (stage) => {
  test('how to configure one is told, and no test can be sent', async () => {
    const page = await stage.open('/settings#alerts', { apiKey: API_KEY, width: 'phone' })
    await page.getByText('SMTP_URL=smtps://').waitFor()
    expect(await page.getByRole('button', { name: 'Send a test mail' }).isDisabled()).toBe(true)
    await expectFits(page)
  })
})
