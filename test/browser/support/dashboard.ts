import fs from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { enterCallbacks } from '../../platforms/enter-callbacks.ts'
import { type Platforms, startPlatforms } from '../../platforms/index.ts'
import { preparedDataDir } from '../../support/cluster.ts'
import { API_KEY, APP_SECRET, startTestHub, type TestHub, VERIFY_TOKEN } from '../../support/hub.ts'
import { requireBuiltDashboard } from './built.ts'
import { openChromium } from './chromium.ts'
import { type Look, SIZES } from './looks.ts'

/** Other tests run at the same time, on few cores. */
const TEST_MS = 60_000
const WAIT_MS = 20_000

export interface OpenOptions extends Partial<Look> {
  /** Signs in first; the admin key unless another is given, nobody for `null`. */
  readonly apiKey?: string | null
}

export interface Stage {
  hub(): TestHub
  platforms(): Platforms
  /** A window at an address of the dashboard, with cookies of its own; closed after the test. */
  open(path: string, options?: OpenOptions): Promise<Page>
  /** Stops the hub, for good or until `start`. */
  stop(): Promise<void>
  /** Starts the hub again, on the same data and port. */
  start(): Promise<void>
}

export interface StageOptions {
  readonly env?: Readonly<Record<string, string>>
}

/** A suite with a running hub, the platforms' stand-in and a browser. A page that logs an error or breaks its policy fails the test. */
export function describeDashboard(name: string, suite: (stage: Stage) => void, options: StageOptions = {}): void {
  describe(name, { timeout: TEST_MS }, () => {
    let browser: Browser
    let platforms: Platforms
    let hub: TestHub | undefined
    let dataDir = ''
    let port = '0'
    const contexts = new Set<BrowserContext>()
    const faults: string[] = []

    const running = () => {
      if (!hub) throw new Error('the hub is stopped')
      return hub
    }
    const start = async () => {
      hub = await startTestHub({
        dataDir,
        env: { ...platforms.env, HUBBUB_DASHBOARD: 'on', PORT: port, ...options.env },
      })
      port = new URL(hub.url).port
      platforms.attach(hub.url)
      enterCallbacks(platforms, hub.url, VERIFY_TOKEN)
    }

    beforeAll(async () => {
      requireBuiltDashboard()
      platforms = await startPlatforms({ metaAppSecret: APP_SECRET })
      dataDir = await preparedDataDir()
      await start()
      browser = await openChromium()
    })
    afterEach(async () => {
      for (const context of contexts) await context.close()
      contexts.clear()
      expect(faults.splice(0)).toEqual([])
    })
    afterAll(async () => {
      await browser?.close()
      await hub?.stop()
      await platforms?.stop()
      fs.rmSync(dataDir, { recursive: true, force: true })
    })

    suite({
      hub: running,
      platforms: () => platforms,
      start,
      async stop() {
        await hub?.stop()
        hub = undefined
      },
      async open(path, { width = 'desktop', theme = 'light', language = 'en', apiKey = API_KEY } = {}) {
        const context = await browser.newContext({
          baseURL: running().url,
          viewport: SIZES[width],
          hasTouch: width === 'phone',
          colorScheme: theme,
          locale: language === 'th' ? 'th-TH' : 'en-GB',
          timezoneId: 'Asia/Bangkok',
          reducedMotion: 'reduce',
        })
        contexts.add(context)
        context.setDefaultTimeout(WAIT_MS)
        await context.grantPermissions(['clipboard-read', 'clipboard-write'])
        if (apiKey !== null) {
          const answer = await context.request.post('/api/v1/session', { data: { apiKey } })
          expect(answer.status()).toBe(201)
        }
        const page = await context.newPage()
        page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
        page.on('console', (message) => {
          // What the hub refused or could not do is the page's to show; the browser logs each all the same.
          if (message.type() !== 'error' || /Failed to load resource|net::ERR_/.test(message.text())) return
          faults.push(`${page.url()}: ${message.text()}`)
        })
        await page.goto(path)
        return page
      },
    })
  })
}
