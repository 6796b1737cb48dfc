import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RunningCli, startCli, temporaryFolder } from '../cli/run-cli.ts'
import { type Application, startApplication } from '../support/application.ts'
import { preparedDataDir } from '../support/cluster.ts'
import { requireBuiltDashboard } from './support/built.ts'
import { openChromium } from './support/chromium.ts'

vi.setConfig({ testTimeout: 120_000 })

/** What the README promises; a person reads and types more slowly than this test. */
const WITHIN_MS = 60_000

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let dataDir: string
let browser: Browser
let application: Application
let hub: RunningCli

beforeAll(async () => {
  requireBuiltDashboard()
  folder = await temporaryFolder()
  dataDir = await preparedDataDir()
  browser = await openChromium()
  application = await startApplication()
})
afterAll(async () => {
  await browser?.close()
  hub?.child.kill('SIGKILL')
  await hub?.finished
  await application?.stop()
  await folder?.remove()
  await rm(dataDir, { recursive: true, force: true })
})

test('who has just started a hub sees an event, its delivery to an application and the attempt, in a minute', async () => {
  const since = performance.now()
  const clock: string[] = []
  const lap = (what: string) => clock.push(`${((performance.now() - since) / 1000).toFixed(1)} s ${what}`)

  hub = startCli(['serve'], folder.path, {
    HUBBUB_DATA_DIR: dataDir,
    PORT: '0',
    DELIVERY_ALLOWED_CIDRS: '127.0.0.0/8',
  })
  const [, url = ''] = await hub.waitFor(/Dashboard +(http:\S+)/)
  const [, key = ''] = await hub.waitFor(/\n {2}API key +(\S+)/)
  lap('the hub runs')

  const page = await (
    await browser.newContext({ baseURL: url, locale: 'en-GB', permissions: ['clipboard-write'] })
  ).newPage()
  page.setDefaultTimeout(20_000)
  await page.goto('/')
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'First steps' }).waitFor()
  lap('signed in')

  await page.getByRole('button', { name: 'Send a sample: Instagram' }).click()
  await page.getByRole('link', { name: 'Look at the event' }).waitFor()
  lap('the first event is seen')

  await page.getByRole('link', { name: 'Add a webhook' }).click()
  await page.getByLabel('Address').fill(application.url)
  await page.getByLabel(/^All events/).check()
  await page.getByRole('button', { name: 'Create the webhook' }).click()
  const secret = page.getByRole('dialog', { name: 'The webhook is ready' })
  await secret.getByRole('button', { name: 'Copy', exact: true }).first().click()
  await secret.getByRole('button', { name: 'I have copied it' }).click()
  await secret.waitFor({ state: 'hidden' })
  lap('the application is added')

  await page.goto('/welcome')
  await page.getByRole('button', { name: 'Send a sample: Instagram' }).click()
  await application.waitFor(1)
  lap('the event is delivered')

  await page.getByRole('link', { name: 'Look at the delivered event' }).click()
  await page.getByRole('button', { name: /Delivered$/, expanded: false }).click()
  await page.getByText('ok', { exact: true }).first().waitFor()
  lap('the attempt is inspected')

  console.log(clock.join('\n'))
  expect(performance.now() - since).toBeLessThan(WITHIN_MS)
})
