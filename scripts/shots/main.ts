import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { freePort } from '../../bench/ports.ts'
import { seedEvents } from '../../bench/seed-events.ts'
import { loadConfig } from '../../src/config.ts'
import { startHub } from '../../src/hub.ts'
import { createLogger } from '../../src/log.ts'
import { PLATFORMS } from '../../src/platforms/index.ts'
import { requireBuiltDashboard } from '../../test/browser/support/built.ts'
import { openChromium } from '../../test/browser/support/chromium.ts'
import { LOOKS, type Look, SIZES } from '../../test/browser/support/looks.ts'
import { enterCallbacks } from '../../test/platforms/enter-callbacks.ts'
import { startPlatforms } from '../../test/platforms/index.ts'
import { SHOTS, type Shot } from './list.ts'
import { API_KEY, fill, type World } from './world.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const ENTRY = join(PROJECT, 'bin/hubbub.js')
/** Two days. */
const PAST = { events: 4000, stepMs: 43_200 }
const VERIFY_TOKEN = 'shots-verify-token'
const USAGE = `npm run shots -- [options]     a picture of every page and state of the dashboard, in shots/

  --only <text>      those with the text in their name
  --help`

const { values: flags } = parseArgs({
  options: { only: { type: 'string', default: '' }, help: { type: 'boolean', default: false } },
})
if (flags.help) console.log(USAGE)
else await takeAll()

async function takeAll(): Promise<void> {
  requireBuiltDashboard()
  const folder = join(PROJECT, 'shots')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const browser = await openChromium()
  for (const filled of [false, true]) {
    const shots = SHOTS.filter(
      ({ name, empty = false }) => empty !== filled && flags.only.split(',').some((part) => name.includes(part)),
    )
    if (shots.length > 0) await withHub(filled, (url, world) => take(browser, url, world, shots, folder))
  }
  await browser.close()
}

/** A hub on a store of its own, with the platforms' stand-in; empty or filled. */
async function withHub(filled: boolean, work: (url: string, world: World | undefined) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hubbub-shots-'))
  if (filled) await seedEvents(ENTRY, { dataDir, port: await freePort() }, PAST.events, PAST.stepMs)
  const platforms = await startPlatforms()
  const config = loadConfig({
    ...platforms.env,
    PORT: '0',
    HUBBUB_DATA_DIR: dataDir,
    API_KEY,
    ...Object.fromEntries(
      PLATFORMS.flatMap(({ settings }) => settings.verifyTokens.map((name) => [name, VERIFY_TOKEN])),
    ),
    DELIVERY_ALLOWED_CIDRS: '127.0.0.0/8',
    DELIVERY_RETRY_SCHEDULE: '1s,1s,1s,1h',
    LOG_LEVEL: 'error',
  })
  const hub = await startHub({ config, log: createLogger(config.logLevel) })
  platforms.attach(hub.url)
  enterCallbacks(platforms, hub.url, VERIFY_TOKEN)
  const world = filled ? await fill(hub.url, platforms) : undefined
  await work(hub.url, world)
  await world?.stop()
  await hub.stop()
  await platforms.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function take(browser: Browser, url: string, world: World | undefined, shots: readonly Shot[], folder: string) {
  for (const look of [...LOOKS, { width: 'phone', theme: 'light', language: 'th' } as const]) {
    const context = await browser.newContext({
      baseURL: url,
      viewport: SIZES[look.width],
      deviceScaleFactor: look.width === 'phone' ? 2 : 1,
      hasTouch: look.width === 'phone',
      colorScheme: look.theme,
      locale: 'en-GB',
      timezoneId: 'Asia/Bangkok',
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(8000)
    for (const shot of shots.filter(({ width }) => width === undefined || width === look.width)) {
      await context.clearCookies()
      const apiKey = shot.readOnly ? world?.readKey : API_KEY
      if (!shot.signedOut) await context.request.post('/api/v1/session', { data: { apiKey } })
      const page = await context.newPage()
      await shot.before?.(page)
      await page.goto(typeof shot.path === 'string' ? shot.path : shot.path(world))
      await prepare(page, shot, look)
      const name = [shot.name, look.width, look.theme, look.language].filter(Boolean).join('-')
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: shot.whole ?? false })
      await page.close()
    }
    await context.close()
  }
}

/** As if it were chosen in another tab: what is done on a page finds its way by the English names. */
async function switchTo(page: Page, language: string): Promise<void> {
  await page.evaluate(`localStorage.setItem('hubbub.preferences', '${JSON.stringify({ language })}')
    dispatchEvent(new StorageEvent('storage', { key: 'hubbub.preferences' }))
    localStorage.clear()`)
  await page.locator(`html[lang=${language}]`).waitFor()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}

/** What a shot needs done first; one that fails is still taken, to be looked at. */
async function prepare(page: Page, shot: Shot, look: Look): Promise<void> {
  try {
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('load')
    // What is asked for after the page stands.
    if (!shot.loading) await page.locator('main .animate-pulse').first().waitFor({ state: 'hidden' })
    await shot.act?.(page)
    if (look.language !== undefined) await switchTo(page, look.language)
    await page.waitForTimeout(150)
  } catch (error) {
    console.error(
      `${shot.name} (${look.width}, ${look.theme}): ${error instanceof Error ? error.message.split('\n')[0] : error}`,
    )
    process.exitCode = 1
  }
}
