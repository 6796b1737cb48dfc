import { expect, test } from 'vitest'
import { startApplication } from '../support/application.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

describeDashboard('the first steps', (stage) => {
  test.each(LOOKS)('look right on a $width in the $theme', async (look) => {
    const page = await stage.open('/welcome', look)
    await page.getByRole('heading', { name: 'See a first event' }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('the commands are those of the hub’s own command line, and can be copied', async () => {
    const page = await stage.open('/welcome')
    const origin = new URL(page.url()).origin
    await page.getByRole('button', { name: 'Copy' }).first().click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(`npx hubbub trigger instagram message --url ${origin}`)
  })

  test('whoever may read only sees why nothing can be sent', async () => {
    const made = await stage.hub().api<{ key: string }>('/api/v1/keys', { name: 'reader', role: 'read' })
    const page = await stage.open('/welcome', { apiKey: made.body.key })
    expect(await page.getByRole('button', { name: 'Send a sample: Instagram' }).isDisabled()).toBe(true)
    await page.getByText('Your key may read only.').waitFor()
  })

  // The hub fills up from here on.
  test('an empty hub leads there, and the overview stays within reach', async () => {
    const page = await stage.open('/')
    await page.waitForURL('**/welcome')
    await page.getByRole('link', { name: 'To the overview' }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await page.getByText('No deliveries yet').waitFor()
    await page.getByRole('link', { name: 'Go on' }).click()
    await page.waitForURL('**/welcome')
  })

  test('from nothing to a delivered event, each step turning green by itself', async () => {
    const page = await stage.open('/welcome')
    const step = (name: string) => page.getByRole('listitem', { name })
    await step('See a first event').getByText('To do').waitFor()
    await page.getByRole('button', { name: 'Send a sample: LINE' }).click()
    await step('See a first event').getByText('Done').waitFor()
    const link = page.getByRole('link', { name: 'Look at the event' })
    expect(await link.getAttribute('href')).toMatch(/^\/events\/evt_/)

    const application = await startApplication()
    await stage.hub().api('/api/v1/webhooks', { url: application.url, events: ['*'] })
    await step('Deliver to your application').getByText('Done').waitFor()
    await page.getByRole('button', { name: 'Send a sample: Instagram' }).click()
    await application.waitFor(1)
    await page.getByRole('link', { name: 'Look at the delivered event' }).waitFor()
    await application.stop()
  })
})
