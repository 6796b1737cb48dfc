import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { instagramMessage } from '../support/hub.ts'
import { describeDashboard } from './support/dashboard.ts'

const DIST = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))
/** Gzipped, all that the overview loads. */
const BUDGET_BYTES = 120_000
const INTERACTIVE_MS = 1000
/** Of several loads the quickest: other tests run at the same time on few cores. */
const LOADS = 5

describeDashboard('the first load', (stage) => {
  // An empty hub opens its first steps instead.
  beforeAll(async () => {
    await stage.hub().send(instagramMessage('hello'))
  })

  test.each(['en', 'th'] as const)(
    'takes 120 KB of JavaScript at most, gzipped, also when the whole overview was seen: %s',
    async (language) => {
      const page = await stage.open('/', { language })
      const loaded = new Set<string>()
      page.on('request', (request) => {
        const { pathname } = new URL(request.url())
        if (pathname.endsWith('.js')) loaded.add(pathname)
      })
      await page.reload()
      await page.getByRole('img').nth(1).waitFor()
      await page.mouse.wheel(0, 5000)
      await page.waitForLoadState('load')
      const sizes = [...loaded].map(
        (file) => [file, gzipSync(fs.readFileSync(`${DIST}${file}`), { level: 9 }).length] as const,
      )
      expect(sizes.length).toBeGreaterThan(0)
      const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0)
      expect(total, JSON.stringify(Object.fromEntries(sizes))).toBeLessThanOrEqual(BUDGET_BYTES)
    },
  )

  test('is sent compressed', async () => {
    const page = await stage.open('/')
    const [answer] = await Promise.all([
      page.waitForResponse((response) => /\/assets\/.*\.js$/.test(response.url())),
      page.reload(),
    ])
    expect(await answer.headerValue('content-encoding')).toMatch(/^(gzip|br)$/)
  })

  test('can be used within a second', async () => {
    const page = await stage.open('/')
    const times: number[] = []
    for (let load = 0; load < LOADS; load += 1) {
      const since = performance.now()
      await page.goto('/', { waitUntil: 'commit' })
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('link', { name: 'Events', exact: true }).first().click({ trial: true })
      times.push(performance.now() - since)
    }
    expect(Math.min(...times)).toBeLessThanOrEqual(INTERACTIVE_MS)
  })
})
