import type { ServerResponse } from 'node:http'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { publicIdOf } from '../../src/events/public-id.ts'
import { seedEvent } from '../api/rows.ts'
import { answering, startApplication } from '../support/application.ts'
import { eventually, instagramMessage } from '../support/hub.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard, type Stage } from './support/dashboard.ts'
import { seedEvents } from './support/events.ts'
import { LOOKS } from './support/looks.ts'

const ROW = '[data-event]'

describeDashboard('events', (stage) => {
  test.each(LOOKS)('the list and an event look right on a $width in the $theme', async (look) => {
    await say(stage, 'looked at')
    const page = await stage.open('/events', look)
    await page.locator(ROW).first().waitFor()
    await expectFits(page)
    await expectAccessible(page)
    await page.locator(ROW).first().click()
    await page.getByRole('heading', { name: 'Content of the event' }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('a new event joins at the top; while paused it waits until it is asked for', async () => {
    await say(stage, 'the first of all')
    const page = await stage.open('/events')
    await page.getByText('the first of all').waitFor()
    await page.getByText('Live', { exact: true }).first().waitFor()
    await say(stage, 'came by itself')
    await page.getByText('came by itself').waitFor()
    await page.getByRole('button', { name: 'Pause new events' }).click()
    await say(stage, 'has to wait')
    await page.getByRole('button', { name: '1 new', exact: true }).click()
    await page.getByText('has to wait').waitFor()
    expect(await page.getByText('has to wait').count()).toBe(1)
  })

  test('filters stand in the address, can be taken away one by one, and hold for what is new', async () => {
    await say(stage, 'an umbrella')
    const page = await stage.open('/events?type=comment.*&platform=instagram')
    await page.getByText('No event matches').waitFor()
    await say(stage, 'not a comment')
    await page.getByRole('button', { name: 'Remove the filter comment.*' }).click()
    await page.getByText('not a comment').waitFor()
    expect(new URL(page.url()).search).toBe('?platform=instagram')
    await page.getByLabel('Status').selectOption('failed')
    await page.getByText('No event matches').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).first().click()
    await page.keyboard.press('/')
    await page.keyboard.type('umbrella')
    await eventually(
      () => page.locator(ROW).count(),
      (count) => count === 1,
    )
    expect(new URL(page.url()).search).toBe('?q=umbrella')
    await say(stage, 'another umbrella')
    await page.getByRole('button', { name: '1 new may match' }).click()
    await page.getByText('another umbrella').waitFor()
  })

  test('types are chosen by group on a phone, and a view of one’s own is kept and deleted', async () => {
    await say(stage, 'for the view')
    const page = await stage.open('/events', { width: 'phone' })
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByLabel('message.*').check()
    expect(await page.getByLabel('message.received').isDisabled()).toBe(true)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Show events' }).click()
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByLabel('Name').fill('Messages only')
    await page.keyboard.press('Enter')
    await page.reload()
    const view = page.getByRole('button', { name: 'Messages only', exact: true })
    await view.waitFor()
    expect(await view.getAttribute('aria-current')).toBe('true')
    await page.getByRole('button', { name: 'Delete view' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete view' }).click()
    await view.waitFor({ state: 'detached' })
  })

  test('an event tells where it was delivered and what was answered, and goes there again on demand', async () => {
    const application = await startApplication(answering(418))
    const made = await stage.hub().api<{ id: string }>('/api/v1/webhooks', {
      url: application.url,
      events: ['message.*'],
      description: 'The shop',
    })
    await say(stage, 'to be delivered')
    const page = await stage.open('/events')
    await page.getByText('to be delivered').click()
    await page.getByText('Deliveries (1)').waitFor()
    const line = page.getByRole('button', { name: /The shop/ })
    await eventually(
      () => line.getAttribute('aria-expanded').catch(() => null),
      (open) => open !== null,
    )
    if ((await line.getAttribute('aria-expanded')) === 'false') await line.click()
    await page.getByText('Try 1').waitFor()
    await page.getByText('Headers of the answer').waitFor()
    await page.getByRole('tab', { name: 'Request' }).click()
    await page.getByText('to be delivered').nth(1).waitFor()
    await page.getByRole('button', { name: 'Deliver again' }).click()
    await page.getByText('2 tries').waitFor()

    await page.getByRole('button', { name: 'Send to…' }).click()
    await page.getByLabel('Webhook', { exact: true }).selectOption(made.body.id)
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('dialog').getByText('Not delivered', { exact: true }).waitFor()
    await expectAccessible(page)
    await stage.hub().api(`/api/v1/webhooks/${made.body.id}`, undefined, 'DELETE')
    await application.stop()
  })

  test.each(['phone', 'desktop'] as const)('each row says whether its event arrived, on a %s', async (width) => {
    const page = await stage.open('/events', { width })
    // The hub is that of the other width, too.
    const on = (text: string) => `${text} on a ${width}`
    const row = (text: string, arrival: string) =>
      page.getByRole('link', { name: new RegExp(`^(?=.*${on(text)}).* ${arrival}( |$)`) }).waitFor()
    await say(stage, on('wanted by nobody'))
    await row('wanted by nobody', 'No webhook asked for it')

    let status: number | undefined
    const held: ServerResponse[] = []
    const application = await startApplication((_index, _delivery, response) => {
      if (status === undefined) held.push(response)
      else response.writeHead(status).end('answer')
    })
    const webhook = { url: application.url, events: ['message.*'], retrySchedule: ['1s'] }
    const made = [await stage.hub().api<{ id: string }>('/api/v1/webhooks', webhook)]
    const slow = ['first to be slow', 'second to be slow', 'third to be slow']
    for (const text of slow) await say(stage, on(text))
    await application.waitFor(slow.length)
    await page.reload()
    for (const text of slow) await row(text, 'On its way')
    await page.getByRole('button', { name: 'Pause new events' }).click()
    status = 200
    for (const response of held) response.writeHead(500).end('not now')
    for (const text of slow) await row(text, 'Delivered')
    expect(application.received).toHaveLength(2 * slow.length)
    await page.getByRole('button', { name: 'Resume new events' }).click()

    status = 418
    await say(stage, on('refused at first'))
    await row('refused at first', 'Not delivered')
    status = 200
    await page.getByText(on('refused at first')).click()
    await page.getByRole('button', { name: 'Deliver again' }).click()
    await page.getByText('2 tries').waitFor()
    await page.keyboard.press('Escape')
    await row('refused at first', 'Delivered')

    const other = await startApplication(answering(418))
    made.push(await stage.hub().api<{ id: string }>('/api/v1/webhooks', { ...webhook, url: other.url }))
    await say(stage, on('for two'))
    await row('for two', '1 of 2 delivered, 1 failed')
    await failedEvent(stage, on('breaks'))
    await page.reload()
    await row('breaks', 'Could not be routed to the webhooks')
    await row('for two', '1 of 2 delivered, 1 failed')
    expect(await page.locator(ROW).evaluateAll((rows) => rows.filter((each) => each.scrollWidth > innerWidth))).toEqual(
      [],
    )
    await expectFits(page)
    await expectAccessible(page)
    for (const { body } of made) await stage.hub().api(`/api/v1/webhooks/${body.id}`, undefined, 'DELETE')
    await application.stop()
    await other.stop()
  })

  test('an event that went nowhere says why; it is marked processed and copied as a command', async () => {
    await stage.hub().api('/api/v1/webhooks', { url: 'http://127.0.0.1:9/', events: ['comment.created'] })
    await say(stage, 'goes nowhere')
    const page = await stage.open('/events', { width: 'phone' })
    await page.getByText('goes nowhere').click()
    await page.getByText('No webhook asked for this event.').waitFor()
    await page.getByText('does not ask for this type').waitFor()
    await page.getByRole('button', { name: 'Mark processed' }).click()
    await page.getByRole('button', { name: 'Marked processed' }).waitFor()
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).first().click()
    const command = await page.evaluate(() => navigator.clipboard.readText())
    expect(command).toMatch(/^curl -X POST 'https:\/\/your-app\.example\.com\/webhooks'/)
    expect(command).toContain('"content":"goes nowhere"')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Back to the events' }).click()
    await page.getByText('goes nowhere').waitFor()
    expect(new URL(page.url()).pathname).toBe('/events')
  })

  test('a failed event shows its error and runs again; a key that may only read changes nothing', async () => {
    const id = await failedEvent(stage)
    const page = await stage.open(`/events/${id}`)
    await page.getByText('it broke').waitFor()
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByText('The event runs again').waitFor()
    await page.getByText('it broke').waitFor({ state: 'detached' })
    const key = await stage.hub().api<{ key: string }>('/api/v1/keys', { name: 'looks', role: 'read' })
    const reader = await stage.open(`/events/${id}`, { apiKey: key.body.key })
    await reader.getByText('Your key may read only').waitFor()
    for (const name of ['Run again', 'Send to…', 'Mark processed'])
      expect(await reader.getByRole('button', { name }).isDisabled()).toBe(true)
  })

  test('everything goes by keyboard, and the list stays where it was', async () => {
    await seedEvents(stage, 500)
    const page = await stage.open('/events')
    await page.locator(ROW).first().waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Next event').waitFor()
    await page.keyboard.press('Escape')
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('j')
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-event'))
    const at = await focused()
    expect(at).toMatch(/^evt_/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Content of the event' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/events/${at}`)
    const scrolled = await scrollTop(page)
    expect(scrolled).toBeGreaterThan(0)
    await page.keyboard.press('ArrowDown')
    await eventually(focused, (id) => id !== at)
    await page.keyboard.press('k')
    await eventually(focused, (id) => id === at)
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Content of the event' }).waitFor({ state: 'detached' })
    expect(await focused()).toBe(at)
    expect(Math.abs((await scrollTop(page)) - scrolled)).toBeLessThan(80)
  })

  test('a page that cannot be read leaves what is there, and is asked for again', async () => {
    await seedEvents(stage, 3000)
    const page = await stage.open('/events')
    await page.locator(ROW).first().waitFor()
    await page.route('**/api/v1/events?*cursor=*', (route) => route.fulfill({ status: 400, json: PROBLEM }))
    await toEnd(page)
    await page.getByText('Only a part could be loaded.').waitFor()
    await page.unroute('**/api/v1/events?*cursor=*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Only a part could be loaded.').waitFor({ state: 'detached' })
  })

  test('hostile text is shown as text, on a phone and at a desk', async () => {
    const texts = [
      '<script>window.broken = true</script><img src=x onerror="window.broken = true">',
      'photo_\u202egpj.exe \u2066 turned',
      '😀'.repeat(10_000),
      `${'a\u0301\u0302\u0303'.repeat(50)} ${'w'.repeat(1_000_000)}`,
    ]
    for (const text of texts) await say(stage, text)
    for (const width of ['phone', 'desktop'] as const) {
      const page = await stage.open('/events?type=message.received', { width })
      for (let at = 0; at < texts.length; at += 1) {
        const row = page.locator(ROW).nth(at)
        const since = performance.now()
        await row.click()
        await page.getByRole('heading', { name: 'Content of the event' }).waitFor()
        expect(performance.now() - since).toBeLessThan(3000)
        await page.getByRole('tab', { name: 'Raw payload' }).click()
        await page.getByText('As the platform sent it').waitFor()
        await expectFits(page)
        await page.keyboard.press('Escape')
        await page.getByRole('heading', { name: 'Content of the event' }).waitFor({ state: 'detached' })
      }
      expect(await page.evaluate(() => 'broken' in window)).toBe(false)
      expect(await page.locator('main').textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
      await page.getByText('<script>window.broken').first().waitFor()
    }
  })

  test('everything can be read in Thai', async () => {
    await say(stage, 'abc')
    const page = await stage.open('/events', { language: 'th' })
    await page.locator(ROW).first().click()
    await page.getByRole('heading', { name: 'เนื้อหาของเหตุการณ์' }).waitFor()
    await expectAccessible(page)
  })
})

const PROBLEM = { title: 'No', status: 400, code: 'invalid_request', detail: 'No.', error: 'No' }

async function say(stage: Stage, text: string): Promise<void> {
  expect((await stage.hub().send(instagramMessage(text))).status).toBe(200)
}

/** Scrolls the list by its own scroller. */
async function toEnd(page: Page): Promise<void> {
  await page.locator(ROW).first().hover()
  for (let step = 0; step < 12; step += 1) {
    await page.mouse.wheel(0, 6000)
    await page.waitForTimeout(50)
  }
}

function scrollTop(page: Page): Promise<number> {
  return page.evaluate(() => {
    let at = document.querySelector('[data-event]')?.parentElement
    while (at && getComputedStyle(at).overflowY !== 'auto') at = at.parentElement
    return at?.scrollTop ?? -1
  })
}

/** An event that could not be routed; its id. */
async function failedEvent(stage: Stage, content = 'breaks'): Promise<string> {
  const { db } = stage.hub().database
  const workspace = await db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow()
  return publicIdOf('event', await seedEvent(db, workspace.id, { queue: 'failed', data: { content } }))
}
