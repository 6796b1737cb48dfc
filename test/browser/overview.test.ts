import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Application, startApplication } from '../support/application.ts'
import { eventually, instagramMessage } from '../support/hub.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

interface Counted {
  readonly deliveries: { readonly delivered: number }
}

/** A test wants to see the overview itself, not where an empty hub leads. */
const putAway = (page: Page) => page.getByRole('button', { name: 'Put away' }).click()

describeDashboard('the overview', (stage) => {
  let application: Application
  beforeAll(async () => {
    application = await startApplication((_index, { body }, response) =>
      response.writeHead(body.includes('please fail') ? 400 : 200).end('answer'),
    )
    const { status } = await stage.hub().api('/api/v1/webhooks', { url: application.url, events: ['*'] })
    expect(status).toBe(201)
    for (const text of ['Is it still there?', '\u202eevil', 'please fail'])
      await stage.hub().send(instagramMessage(text))
    await stage.hub().api('/api/webhooks/line/test', { eventType: 'message' })
    await eventually(
      () => stage.hub().api<Counted>('/api/v1/stats'),
      ({ body }) => body.deliveries.delivered >= 3,
    )
  })
  afterAll(() => application.stop())

  test.each(LOOKS)('looks right on a $width in the $theme', async (look) => {
    const page = await stage.open('/', look)
    await page.getByRole('img', { name: /^Events over time: \d+ in all/ }).waitFor()
    await page.getByRole('img', { name: /^When it happens: / }).waitFor()
    await page.getByRole('heading', { name: 'Most active people' }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('says in a line each how accounts, webhooks and the queue are, and leads to them', async () => {
    const page = await stage.open('/')
    await page.getByRole('link', { name: /^Webhooks 1 enabled All right$/ }).click()
    await page.waitForURL('**/webhooks')
  })

  test('keeps the chosen time range in the address, and goes back to the one before', async () => {
    const page = await stage.open('/')
    await page.getByRole('button', { name: '7 days' }).click()
    await page.waitForURL('**/?range=7d')
    await page.reload()
    const chosen = page.getByRole('button', { name: '7 days' })
    await chosen.waitFor()
    expect(await chosen.getAttribute('aria-pressed')).toBe('true')
    await page.goBack()
    await page.waitForURL(/\/$/)
  })

  test('shows what comes in by itself, without taking the focus', async () => {
    const page = await stage.open('/')
    const recent = page.getByRole('region', { name: 'Just now' })
    await recent.getByRole('listitem').first().waitFor()
    await page.getByRole('button', { name: '1 hour' }).focus()
    await stage.hub().send(instagramMessage('Fresh from the wire'))
    await recent.getByRole('listitem').first().getByText('Fresh from the wire').waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('1 hour')
  })

  test('shows a hostile text harmlessly', async () => {
    const page = await stage.open('/')
    await page.getByText('·evil').waitFor()
  })

  test('every point of a chart can be read with the arrow keys', async () => {
    const page = await stage.open('/')
    const chart = page.getByRole('slider', { name: /^Events over time/ })
    await chart.focus()
    const last = await chart.getAttribute('aria-valuetext')
    expect(last).toMatch(/Instagram \d+, Total \d+$/)
    await page.keyboard.press('ArrowLeft')
    expect(await chart.getAttribute('aria-valuetext')).not.toBe(last)
    await page.keyboard.press('End')
    expect(await chart.getAttribute('aria-valuetext')).toBe(last)
    const week = page.getByRole('slider', { name: /^When it happens/ })
    await week.focus()
    const before = Number(await week.getAttribute('aria-valuenow'))
    await page.keyboard.press('ArrowUp')
    expect(Number(await week.getAttribute('aria-valuenow'))).toBe(before - 24)
  })

  test('there is a table behind every chart', async () => {
    const page = await stage.open('/')
    await page.getByRole('img', { name: /^When it happens: / }).waitFor()
    const buttons = page.getByRole('button', { name: /^Show as a table/ })
    const charts = await buttons.count()
    expect(charts).toBe(8)
    for (let shown = 0; shown < charts; shown += 1) await buttons.first().click()
    expect(await page.getByRole('table').count()).toBe(charts)
    await page.getByRole('columnheader', { name: 'Instagram' }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('events can be split by type and by account', async () => {
    const page = await stage.open('/')
    const part = page.getByRole('region', { name: 'Events over time' })
    await part.getByRole('button', { name: 'Type' }).click()
    await part.getByText('message.received').waitFor()
    await part.getByRole('button', { name: 'Account' }).click()
    await part.getByText('17841400000000000').waitFor()
  })

  test('what cannot be loaded says so; the rest stands', async () => {
    const page = await stage.open('/settings')
    await page.route('**/api/v1/stats?*', (route) => route.fulfill({ status: 500, json: { code: 'internal' } }))
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await page.getByText('The hub failed').first().waitFor()
    await page.getByRole('region', { name: 'Just now' }).getByRole('listitem').first().waitFor()
    await page.getByText('Nothing waits').waitFor()
    await page.unroute('**/api/v1/stats?*')
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await page.getByRole('img', { name: /^Events over time/ }).waitFor()
  })

  test('shows a webhook that was disabled, with a link to the page that helps', async () => {
    const gone = await startApplication((_index, _delivery, response) => response.writeHead(410).end())
    const made = await stage.hub().api<{ id: string }>('/api/v1/webhooks', { url: gone.url, events: ['*'] })
    const page = await stage.open('/')
    await stage.hub().send(instagramMessage('This one is refused'))
    await gone.waitFor(1)
    await page.getByText('Something needs you now').waitFor({ timeout: 15_000 })
    await page.getByRole('listitem').filter({ hasText: gone.url }).last().getByRole('link', { name: 'Fix it' }).click()
    await page.waitForURL(`**/webhooks/${made.body.id}`)
    await stage.hub().api(`/api/v1/webhooks/${made.body.id}`, undefined, 'DELETE')
    await gone.stop()
  })

  test('what is put away stays away', async () => {
    const page = await stage.open('/')
    await putAway(page)
    await page.getByRole('heading', { name: 'First steps' }).waitFor({ state: 'detached' })
    await page.reload()
    await page.getByText('Nothing waits').waitFor()
    expect(await page.getByRole('heading', { name: 'First steps' }).count()).toBe(0)
  })

  test('everything is there in Thai', async () => {
    const page = await stage.open('/', { language: 'th' })
    await page.getByRole('img', { name: /^เหตุการณ์ตามเวลา/ }).waitFor()
    await expectFits(page)
  })
})
