import { afterEach, expect, test } from 'vitest'
import { type Application, answering, startApplication } from '../support/application.ts'
import { eventually, instagramMessage } from '../support/hub.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

describeDashboard('how webhooks look', (stage) => {
  let application: Application | undefined
  const webhook = async (path = '', more: object = {}) => {
    application = await startApplication(answering(500))
    const input = { url: `${application.url}${path}`, events: ['*'], ...more }
    const { body } = await stage.hub().api<{ id: string }>('/api/v1/webhooks', input)
    return { id: body.id, url: application.url }
  }

  afterEach(async () => {
    const { body } = await stage.hub().api<{ data: { id: string }[] }>('/api/v1/webhooks')
    for (const { id } of body.data) await stage.hub().api(`/api/v1/webhooks/${id}`, undefined, 'DELETE')
    await application?.stop()
    application = undefined
  })

  test.each(LOOKS)('list, details and log are right on a $width in the $theme', async (look) => {
    const more = { description: 'A'.repeat(300), filter: { data: { type: 'dm' } } }
    const { id, url } = await webhook(`/${'long-'.repeat(40)}`, more)
    await stage.hub().send(instagramMessage('x'.repeat(2000)))
    await eventually(
      async () => (await stage.hub().api<{ data: unknown[] }>(`/api/v1/webhooks/${id}/logs`)).body.data.length,
      (length) => length > 0,
    )
    const page = await stage.open('/webhooks', look)
    await page.getByRole('link', { name: url }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
    await page.getByRole('link', { name: url }).click()
    await page.getByRole('heading', { name: 'Health' }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
    await page.getByRole('tab', { name: 'Log' }).click()
    await page.getByRole('button', { name: /message\.received/ }).click()
    await page.getByText('All attempts of this delivery').waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test.each(LOOKS)('the form is right on a $width in the $theme', async (look) => {
    const page = await stage.open('/webhooks/new', look)
    await page.getByText('Messages', { exact: true }).click()
    await page.getByRole('button', { name: 'Sample of message.received' }).click()
    await page.getByText('"event": "message.received"').waitFor()
    await page.getByText('More settings').click()
    await page.getByText('How a filter is written').click()
    await page.getByRole('button', { name: 'Create the webhook' }).click()
    await expectFits(page)
    await expectAccessible(page)
  })

  test.each(LOOKS)('dialogs are right on a $width in the $theme', async (look) => {
    const { id } = await webhook()
    const page = await stage.open(`/webhooks/${id}?tab=replays`, look)
    await page.getByRole('button', { name: 'Replay events…' }).click()
    await page.getByRole('radio', { name: 'Only some of them' }).check()
    await page.getByRole('button', { name: 'Count first' }).click()
    await page.getByText('Choose at least one type of event.').waitFor()
    await expectFits(page)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Replace the secret…' }).click()
    await page.getByRole('button', { name: 'Replace the secret', exact: true }).click()
    await page.getByRole('dialog', { name: 'The new secret' }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('everything can be read in Thai', async () => {
    const page = await stage.open('/webhooks/new', { language: 'th', width: 'phone' })
    await page.getByRole('heading', { level: 1, name: 'เพิ่มเว็บฮุก' }).waitFor()
    await page.getByText('ข้อความ', { exact: true }).click()
    await page.getByText('มีคนส่งข้อความถึงบัญชี').waitFor()
    await expectFits(page)
    expect(await page.locator('main').innerText()).not.toMatch(/\b(the|and|webhook)\b/i)
  })
})
