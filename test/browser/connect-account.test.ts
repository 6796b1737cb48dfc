import { expect, test } from 'vitest'
import { credentialsFor } from '../platforms/credentials.ts'
import { VERIFY_TOKEN } from '../support/hub.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

/** More than the dashboard waits before it looks again. */
const SOON = { timeout: 8000 }

describeDashboard('connecting an account', (stage) => {
  const shake = async (platform: string, token: string) => {
    const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1' })
    return (await fetch(`${stage.hub().url}/api/webhooks/${platform}?${query}`)).status
  }

  test('the console’s step has all to copy, and shows a failed and then a right handshake by itself', async () => {
    const page = await stage.open('/accounts/connect/facebook')
    await page.getByText('Waiting for the handshake of Meta…').waitFor()
    await page.getByText('The platform cannot reach this address').waitFor()
    const copied = async (label: string) => {
      await page.getByText(label, { exact: true }).locator('..').getByRole('button', { name: 'Copy' }).click()
      return await page.evaluate(() => navigator.clipboard.readText())
    }
    expect(await copied('Callback address')).toBe(`${stage.hub().url}/api/webhooks/facebook`)
    expect(await copied('Verify token')).toBe(VERIFY_TOKEN)
    await page.getByRole('button', { name: 'Copy the names' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^messages, message_echoes, .*feed/)

    expect(await shake('facebook', 'another')).toBe(403)
    await page.getByText('The last handshake failed').waitFor(SOON)
    await page.getByText(/Copy the verify token from the page for connecting/).waitFor()
    expect(await shake('facebook', VERIFY_TOKEN)).toBe(200)
    await page.getByText('The handshake came, and the verify token was right').waitFor(SOON)
  })

  test('Meta is asked what is set there', async () => {
    const page = await stage.open('/accounts/connect/whatsapp')
    await page.getByRole('button', { name: 'Ask Meta what is set there' }).click()
    await page.getByText('Meta sends the events of the app to this hub.').waitFor()
  })

  test('credentials of the wrong kind are told beside the form; the right ones lead to the first event', async () => {
    const page = await stage.open('/accounts/connect/facebook', { width: 'phone' })
    const { facebook } = credentialsFor(stage.platforms())
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByText('This is needed.').first().waitFor()
    const id = page.getByLabel('Id of the Page')
    expect(await id.evaluate((each) => each === document.activeElement)).toBe(true)
    await id.fill('not digits')
    await page.getByLabel('Page access token').fill(stage.platforms().seeds.userToken.value)
    await page.keyboard.press('Enter')
    await page.getByText('Only digits, without spaces.').waitFor()
    await id.fill(facebook.pageId ?? '')
    await page.keyboard.press('Enter')
    const note = page.getByRole('alert').filter({ hasText: 'These credentials are not the right ones' })
    await note.waitFor()
    expect(await note.textContent()).toContain('a Page access token is needed and this is a user token')

    await page.getByLabel('Page access token').fill(facebook.accessToken ?? '')
    await page.keyboard.press('Enter')
    await page.getByText('Your Brand is connected').waitFor()
    await page.getByText('Waiting for the first event…').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('See the first event arrive')
    await expectFits(page)
    await expectAccessible(page)
    // The way is kept in the address.
    await page.reload()
    await page.getByText('Waiting for the first event…').waitFor()
    await stage.platforms().push('facebook', 'message')
    await page.getByText('The first event is here').waitFor(SOON)
    await page.getByRole('link', { name: 'Open the event' }).click()
    await page.waitForURL(/\/events\/evt_/)
  })

  test('a login at the platform comes back connected', async () => {
    stage.platforms().settings.consent = 'grant'
    const page = await stage.open('/accounts/connect/instagram')
    await page.getByRole('button', { name: 'Log in with Instagram' }).click()
    await page.waitForURL(/\/accounts\/connect\/instagram\?account=acc_/)
    await page.getByText('Your Brand is connected').waitFor()
    await page.getByRole('button', { name: 'Send a sample' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('The first event is here').waitFor(SOON)
  })

  test('a login with several accounts asks which, and one that was declined says so', async () => {
    const { state, seeds, settings } = stage.platforms()
    const second = { ...seeds.facebook.account, id: '104200000000002', name: 'Second Page', subscriptions: new Map() }
    state.accounts.set(second.id, second)
    const [user] = state.users.values()
    user?.pages.push(second.id)
    const page = await stage.open('/accounts/connect/facebook')
    const login = page.getByRole('button', { name: 'Log in with Facebook' })
    await login.click()
    const choice = page.getByRole('group', { name: 'Which accounts?' })
    await choice.waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Connect the chosen ones' }).click()
    await page.getByText('Choose at least one.').waitFor()
    await choice.getByLabel(/Second Page/).check()
    await page.getByRole('button', { name: 'Connect the chosen ones' }).click()
    await page.getByText('Second Page is connected').waitFor()
    user?.pages.pop()

    settings.consent = 'deny'
    await page.getByRole('button', { name: 'Connect another' }).click()
    await login.click()
    await page.getByText('The login did not succeed').waitFor()
    await page.getByText(/The login was declined/).waitFor()
    settings.consent = 'grant'
    await page.getByRole('button', { name: 'Begin again' }).click()
    await page.getByText('The login did not succeed').waitFor({ state: 'detached' })
  })

  test('LINE is asked to call the hub from the page', async () => {
    const { line } = credentialsFor(stage.platforms())
    const page = await stage.open('/accounts/connect/line')
    await page.getByText(/LINE has no handshake/).waitFor()
    await page.getByLabel('Channel secret').fill(line.channelSecret ?? '')
    await page.getByLabel('Channel access token').fill(line.channelAccessToken ?? '')
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByText('Your Brand is connected').waitFor()
    // As a person does it in the console.
    const webhook = { endpoint: `${stage.hub().url}/api/webhooks/line`, active: true }
    stage.platforms().seeds.line.account.webhook = webhook
    await page.getByRole('button', { name: 'Ask LINE to call the hub' }).click()
    await page.getByText('The connection works').waitFor()
  })

  test('a key that may read only sees the way, without the verify token, and cannot go it', async () => {
    const { body } = await stage.hub().api<{ key: string }>('/api/v1/keys', { name: 'reader', role: 'read' })
    const page = await stage.open('/accounts/connect/instagram', { apiKey: body.key })
    await page.getByText('so the verify token is not shown').waitFor()
    expect(await page.content()).not.toContain(VERIFY_TOKEN)
    expect(await page.getByRole('button', { name: 'Connect', exact: true }).isDisabled()).toBe(true)
  })

  test.each(LOOKS)('looks right on a $width in the $theme', async (look) => {
    const page = await stage.open('/accounts/connect', look)
    await page.getByRole('link', { name: /LINE/ }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
    await page.goto('/accounts/connect/whatsapp')
    await page.getByText('What each field brings, and those that are left out').click()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('the guide can be read in Thai', async () => {
    const page = await stage.open('/accounts/connect/instagram', { language: 'th', width: 'phone' })
    await page.getByText('ที่อยู่ callback', { exact: true }).waitFor()
    await page.getByText('สิ่งที่ได้จากแต่ละฟิลด์ และฟิลด์ที่เว้นไว้').click()
    await page.getByText('ความคิดเห็นระหว่างถ่ายทอดสด').waitFor()
    await expectFits(page)
  })
})
