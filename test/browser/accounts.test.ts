import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { credentialsFor } from '../platforms/credentials.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

describeDashboard('accounts', (stage) => {
  const connect = async (platform: 'instagram' | 'facebook' | 'whatsapp' | 'line') => {
    const credentials = credentialsFor(stage.platforms())[platform]
    const { status, body } = await stage.hub().api<{ id: string }>('/api/v1/accounts', { platform, credentials })
    expect(status).toBe(201)
    return body.id
  }
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor()

  test('an empty hub leads to connecting', async () => {
    const page = await stage.open('/accounts')
    await page.getByText('No account yet').waitFor()
    await page.getByRole('link', { name: 'Connect an account' }).first().click()
    await page.getByRole('link', { name: /WhatsApp/ }).click()
    await heading(page, 'Connect WhatsApp')
    expect(new URL(page.url()).pathname).toBe('/accounts/connect/whatsapp')
  })

  test('the list finds what needs a look, and the account says why and what to do about it', async () => {
    const id = await connect('whatsapp')
    const { token } = stage.platforms().seeds.whatsapp
    token.revoked = 'password-changed'
    await stage.hub().api(`/api/v1/accounts/${id}/test`, {})
    token.revoked = undefined
    const page = await stage.open('/accounts')
    await page.getByLabel('State').selectOption('disconnected')
    await page.waitForURL(/state=disconnected/)
    await page.getByRole('link', { name: /The platform no longer takes the access token/ }).click()
    await heading(page, 'What to look at')
    await page.getByText('Connect it again.').waitFor()
    // The credentials work again.
    await page.getByRole('button', { name: 'Test connection' }).click()
    await page.getByText('The connection works').waitFor()
    await page.getByText('Head-room for sending').waitFor()
    await page.getByText('Connect it again.').waitFor({ state: 'detached' })
  })

  test('a token that ends soon and permissions that are missing are marked, with what to do', async () => {
    const id = await connect('facebook')
    await stage
      .hub()
      .database.db.updateTable('accounts')
      .set({
        token_expires_at: new Date(Date.now() + 3 * 86_400_000),
        token_missing_scopes: ['pages_messaging'],
      })
      .where('platform', '=', 'facebook')
      .execute()
    const page = await stage.open('/accounts')
    await page.getByText('The access token expires soon, and 1 more').waitFor()
    await page.goto(`/accounts/${id}`)
    await page.getByText('The hub renews it by itself where the platform lets it.').waitFor()
    await page.getByText(/An app in development mode/).waitFor()
    await page.getByText('soon', { exact: true }).waitFor()
    await page.locator('code', { hasText: 'pages_messaging' }).first().waitFor()
  })

  test('an account is renamed, gets other credentials, and is disconnected after being asked', async () => {
    const id = await connect('whatsapp')
    const page = await stage.open(`/accounts/${id}`)
    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await choose('Change the name')
    await page.getByRole('textbox', { name: 'Name' }).fill('Shop <b>1</b>')
    await page.keyboard.press('Enter')
    await heading(page, 'Shop <b>1</b>')

    await choose('Replace the credentials')
    const dialog = page.locator('dialog[open]')
    await dialog.getByLabel('Id of the phone number').fill('1')
    await dialog.getByLabel('Id of the WhatsApp Business Account').fill('2')
    await dialog.getByLabel('Access token').fill('EAAwrong')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')

    await choose('Disconnect')
    await dialog.getByText('All its events, deliveries and their logs stay.').waitFor()
    await dialog.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByText('Disconnected by hand').first().waitFor()
    expect((await stage.hub().api(`/api/v1/accounts/${id}`)).body).toMatchObject({
      state: 'disconnected',
      disconnectedCode: 'by_user',
      token: null,
    })
  })

  test('LINE goes on sending after a disconnect, and the page says how to end it', async () => {
    const id = await connect('line')
    const page = await stage.open(`/accounts/${id}`)
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Disconnect' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click()
    await page.getByText('Disconnected here, but the platform may go on sending').waitFor()
    await page.getByText(/Turn "Use webhook" off/).waitFor()
  })

  test('a key that may read only sees everything and can change nothing', async () => {
    const { body } = await stage.hub().api<{ key: string }>('/api/v1/keys', { name: 'reader', role: 'read' })
    const id = await connect('instagram')
    const page = await stage.open(`/accounts/${id}`, { apiKey: body.key })
    await page.getByText('Your key may read only.').first().waitFor()
    expect(await page.getByRole('button', { name: 'Test connection' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'More actions' }).click()
    expect(await page.getByRole('menuitem', { name: 'Disconnect' }).isDisabled()).toBe(true)
  })

  test.each(LOOKS)('look right on a $width in the $theme', async (look) => {
    const id = await connect('instagram')
    const page = await stage.open('/accounts', look)
    for (const path of ['/accounts', `/accounts/${id}`]) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('status').filter({ hasText: 'Loading' }).first().waitFor({ state: 'detached' })
      await expectFits(page)
      await expectAccessible(page)
    }
  })
})
