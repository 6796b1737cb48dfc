import { expect, test } from 'vitest'
import { signatureOf, VERIFY_TOKEN } from '../support/hub.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

/** More than the dashboard waits before it looks again. */
const SOON = { timeout: 15_000 }
const HOSTILE = '{"text":"<img src=x onerror=alert(1)>\u202egpj"}'

describeDashboard('rejections', (stage) => {
  const post = (platform: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${stage.hub().url}/api/webhooks/${platform}`, { method: 'POST', body, headers })

  test('a hub that refused nothing says that this is good, and shows the first refusal by itself', async () => {
    const page = await stage.open('/rejections')
    await page.getByText('Nothing was refused').waitFor()
    await expectAccessible(page)
    expect((await post('instagram', HOSTILE)).status).toBe(401)
    await page.getByRole('button', { name: /^No signature/ }).waitFor(SOON)
  })

  test('each cause is counted, filters the list in the address, and says what to do about it', async () => {
    await post('facebook', '{}', { 'x-hub-signature-256': signatureOf('{}', 'another-secret') })
    await post('facebook', '{}', { 'x-hub-signature-256': 'sha256=12' })
    await fetch(`${stage.hub().url}/api/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=no&hub.challenge=1`)
    const page = await stage.open('/rejections')
    await page.getByRole('button', { name: /^Handshake failed/ }).waitFor(SOON)
    await page.getByRole('button', { name: /^Signature does not match/ }).click()
    await page.waitForURL(/cause=signature_mismatch/)
    const rows = page.locator('summary')
    await expect.poll(() => rows.count()).toBe(1)
    await rows.first().focus()
    await page.keyboard.press('Enter')
    await page.getByText(/Compare it with the secret in the platform’s console/).waitFor()
    await page.getByText('127.0.0.1', { exact: true }).waitFor()
    await page.getByLabel('Platform').selectOption('line')
    await page.getByText('Nothing was refused that fits these filters').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(() => rows.count()).toBeGreaterThan(2)
    expect(new URL(page.url()).search).toBe('')
  })

  test('a failed handshake leads to where the verify token can be copied', async () => {
    const page = await stage.open('/rejections?cause=verification_failed')
    await page.locator('summary').first().click()
    await page.getByRole('link', { name: 'Callback address and verify token' }).click()
    await page.getByRole('heading', { name: 'Connect WhatsApp' }).waitFor()
    await page.getByText(VERIFY_TOKEN).waitFor()
  })

  test('a body from outside is shown harmlessly', async () => {
    const page = await stage.open('/rejections?cause=no_signature', { width: 'phone' })
    await page.locator('summary').first().click()
    await page.getByText('<img src=x onerror=alert(1)>·gpj').waitFor()
    expect(await page.locator('img[src=x]').count()).toBe(0)
    await expectFits(page)
  })

  test('one that stands for many says so', async () => {
    const { db } = stage.hub().database
    await db.updateTable('rejections').set({ weight: 1000 }).where('cause', '=', 'wrong_length').execute()
    const page = await stage.open('/rejections?cause=wrong_length')
    await page.getByText('stands for 1K').waitFor()
    await page.locator('summary').first().click()
    await page.getByText('this one stands for 1,000 requests').waitFor()
  })

  test.each(LOOKS)('look right on a $width in the $theme', async (look) => {
    const page = await stage.open('/rejections', look)
    await page.locator('summary').first().click()
    await page.getByText('The hub says').waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('can be read in Thai', async () => {
    const page = await stage.open('/rejections', { language: 'th', width: 'phone' })
    await page.getByRole('button', { name: /^ไม่มีลายเซ็น/ }).waitFor()
    await expectFits(page)
  })
})
