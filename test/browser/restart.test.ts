import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readCredentials } from '../../src/setup/credentials-file.ts'
import { type RunningCli, startCli, temporaryFolder } from '../cli/run-cli.ts'
import { preparedDataDir } from '../support/cluster.ts'
import { API_KEY, APP_SECRET, eventually, instagramMessage, signatureOf } from '../support/hub.ts'
import { requireBuiltDashboard } from './support/built.ts'
import { openChromium } from './support/chromium.ts'

// A hub that can be killed is a process of its own.
vi.setConfig({ testTimeout: 60_000 })

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let dataDir: string
let hub: RunningCli
let url: string
let browser: Browser
const env: Record<string, string> = { API_KEY, META_APP_SECRET: APP_SECRET, PORT: '0' }

beforeAll(async () => {
  requireBuiltDashboard()
  folder = await temporaryFolder()
  dataDir = await preparedDataDir()
  env.HUBBUB_DATA_DIR = dataDir
  hub = await serve()
  browser = await openChromium()
  // An empty hub would lead to the first steps.
  await say('first of all')
}, 90_000)
afterAll(async () => {
  await browser?.close()
  // It ends its PostgreSQL too, which would write in the folder for some time yet.
  hub?.child.kill('SIGTERM')
  await hub?.finished
  await folder?.remove()
  await rm(dataDir, { recursive: true, force: true })
})

/** A hub that listens, on the port of the one before it. */
async function serve(): Promise<RunningCli> {
  const started = startCli(['serve'], folder.path, env)
  await started.waitFor(/is running/)
  url = (await readCredentials(dataDir)).url ?? ''
  env.PORT = new URL(url).port
  return started
}

async function say(text: string): Promise<void> {
  const body = JSON.stringify(instagramMessage(text))
  const answer = await fetch(`${url}/api/webhooks/instagram`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) },
    body,
  })
  expect(answer.status).toBe(200)
}

test.each(['/', '/events'])(
  'a hub that is killed and started again is missed, found again, and no event is lost on %s',
  async (path) => {
    const context = await browser.newContext({ baseURL: url, locale: 'en-GB', reducedMotion: 'reduce' })
    expect((await context.request.post('/api/v1/session', { data: { apiKey: API_KEY } })).status()).toBe(201)
    const page = await context.newPage()
    await page.goto(path)
    await page.getByText('Live', { exact: true }).first().waitFor()
    await say(`before, seen on ${path}`)
    await page.getByText(`before, seen on ${path}`).first().waitFor()

    hub.child.kill('SIGKILL')
    await hub.finished
    await page.getByText('The hub cannot be reached').first().waitFor()
    hub = await serve()
    // Stored before the page is connected again.
    for (const part of ['one', 'two', 'three']) await say(`after, ${part} on ${path}`)
    await page.getByText('Connected again').first().waitFor({ timeout: 20_000 })
    for (const part of ['one', 'two', 'three']) {
      const row = page.getByText(`after, ${part} on ${path}`)
      await row.first().waitFor()
      expect(await row.count()).toBe(1)
    }
    await eventually(
      () => page.getByText('The hub cannot be reached').count(),
      (count) => count === 0,
    )
    await context.close()
  },
)
