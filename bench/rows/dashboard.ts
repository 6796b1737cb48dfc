import type { Browser, CDPSession, Locator, Page } from 'playwright-core'
import { requireBuiltDashboard } from '../../test/browser/support/built.ts'
import { openChromium } from '../../test/browser/support/chromium.ts'
import type { Bench } from '../bench.ts'
import { clockMs, sleep } from '../clock.ts'
import { API_KEY, type Hub, type StoreKind, startHub } from '../hub.ts'
import { perStore, type RowResult } from '../row.ts'
import { seedEvents } from '../seed-events.ts'

const TARGETS = { interactiveMs: 1000, stallMs: 200, clickMs: 100, behindMs: 2000, growth: 1.25 }
const FLOOD_PER_SECOND = 500
const ROW = '[data-event]'
/** Run in the page: how many rows are above the first one that shows. */
const ROWS_PASSED = `(() => {
  const row = document.querySelector('[data-event]')
  let scroller = row
  while (scroller && scroller.scrollTop === 0) scroller = scroller.parentElement
  return Math.round((scroller?.scrollTop ?? 0) / row.offsetHeight)
})()`
/** Run in the page: how long the longest of its frames took. */
const WATCH_FRAMES = `{
  window.longestFrameMs = 0
  let last = performance.now()
  const frame = (now) => {
    longestFrameMs = Math.max(longestFrameMs, now - last)
    last = now
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}`
/** Run in the page: from each press, as the browser stamped it, until the frame after what it changed. */
const WATCH_CLICKS = `{
  window.clickMs = []
  addEventListener(
    'click',
    (event) => requestAnimationFrame(() => setTimeout(() => clickMs.push(performance.now() - event.timeStamp))),
    { capture: true },
  )
}`
const SIZE = { width: 1280, height: 800 }

/** The dashboard in a real browser: how soon it can be used, a long list, and a flood of live events. */
export async function dashboard(bench: Bench): Promise<RowResult[]> {
  requireBuiltDashboard()
  const { seeded } = bench.options.sizes
  const browser = await openChromium()
  const details = await perStore(bench, async (store) => {
    const hub = await hubWithEvents(bench, store, seeded)
    const page = await signedIn(browser, hub)
    const interactiveMs = await timeToInteractive(page)
    const scroll = await scrollList(page, bench.options.sizes.scroll)
    const flood = await watchFlood(bench, page, hub)
    await hub.stop()
    const result = { interactiveMs, scroll, flood }
    bench.say(`dashboard: ${store} ${JSON.stringify(result)}`)
    return result
  })
  await browser.close()
  const row = (name: string, target: string, of: (each: Figures) => { value: string; pass: boolean }): RowResult => ({
    row: name,
    measured: Object.fromEntries(Object.entries(details).map(([store, each]) => [store, { target, ...of(each) }])),
    details,
  })
  return [
    row(`dashboard: overview over ${seeded} events can be used`, `≤ ${TARGETS.interactiveMs / 1000} s`, (each) => ({
      value: `${(each.interactiveMs / 1000).toFixed(2)} s`,
      pass: each.interactiveMs <= TARGETS.interactiveMs,
    })),
    row('dashboard: longest stall while scrolling (rows)', `≤ ${TARGETS.stallMs} ms`, ({ scroll }) => ({
      value: `${scroll.longestFrameMs.toFixed(0)} ms (${scroll.rows})`,
      pass: scroll.longestFrameMs <= TARGETS.stallMs,
    })),
    row(
      `dashboard: slowest click at ${FLOOD_PER_SECOND} events/s (median)`,
      `≤ ${TARGETS.clickMs} ms`,
      ({ flood }) => ({
        value: `${flood.slowestMs.toFixed(0)} ms (${flood.medianMs.toFixed(0)} ms)`,
        pass: flood.slowestMs <= TARGETS.clickMs,
      }),
    ),
    row(
      `dashboard: newest event shown after the flood (events/s taken)`,
      `≤ ${TARGETS.behindMs / 1000} s`,
      ({ flood }) => ({
        value: `${(flood.behindMs / 1000).toFixed(2)} s (${flood.okPerSecond.toFixed(0)})`,
        pass: flood.behindMs <= TARGETS.behindMs && flood.okPerSecond >= FLOOD_PER_SECOND * 0.98,
      }),
    ),
    row('dashboard: heap at the end of the flood ÷ after a quarter', `≤ ${TARGETS.growth}`, ({ flood }) => ({
      value: `${(flood.endMb / flood.quarterMb).toFixed(2)} (${flood.endMb.toFixed(1)} MB)`,
      pass: flood.endMb / flood.quarterMb <= TARGETS.growth,
    })),
  ]
}

interface Figures {
  readonly interactiveMs: number
  readonly scroll: { readonly rows: number; readonly longestFrameMs: number }
  readonly flood: {
    readonly slowestMs: number
    readonly medianMs: number
    readonly quarterMb: number
    readonly endMb: number
    /** Events the hub took. */
    readonly okPerSecond: number
    readonly behindMs: number
  }
}

async function hubWithEvents(bench: Bench, store: StoreKind, count: number): Promise<Hub> {
  const where = await bench.freshStore(store)
  const since = clockMs()
  await seedEvents(bench.options.entry, where, count)
  bench.say(`dashboard: ${store} ${count} events stored in ${((clockMs() - since) / 1000).toFixed(0)} s`)
  const hub = startHub({ entry: bench.options.entry, ...where, env: { HUBBUB_DASHBOARD: 'on' } })
  await hub.ready()
  return hub
}

function addressOf(hub: Hub): string {
  return `http://127.0.0.1:${hub.port}`
}

async function signedIn(browser: Browser, hub: Hub): Promise<Page> {
  const context = await browser.newContext({ baseURL: addressOf(hub), viewport: SIZE })
  const answer = await context.request.post('/api/v1/session', { data: { apiKey: API_KEY } })
  if (!answer.ok()) throw new Error(`could not sign in: ${answer.status()} ${await answer.text()}`)
  const page = await context.newPage()
  return page
}

/** From the navigation, with nothing cached, until the page has its heading and its figures and lets itself be clicked; milliseconds. */
async function timeToInteractive(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.clearBrowserCache')
  const since = clockMs()
  await page.goto('/', { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Events', exact: true }).first().click({ trial: true })
  const ms = clockMs() - since
  await cdp.detach()
  return ms
}

/** Scrolls the list of events down for so many seconds, as fast as a wheel turns. */
async function scrollList(page: Page, seconds: number): Promise<Figures['scroll']> {
  await page.goto('/events')
  await page.locator(ROW).first().waitFor()
  await page.mouse.move(SIZE.width / 3, SIZE.height / 2)
  await page.evaluate(WATCH_FRAMES)
  const until = clockMs() + seconds * 1000
  while (clockMs() < until) {
    await page.mouse.wheel(0, 1500)
    await sleep(16)
  }
  return {
    rows: await page.evaluate<number>(ROWS_PASSED),
    longestFrameMs: await page.evaluate<number>('longestFrameMs'),
  }
}

/** Sends events at the rate and clicks meanwhile: how long the page took from each click to what it showed next. */
async function watchFlood(bench: Bench, page: Page, hub: Hub): Promise<Figures['flood']> {
  const { flood: seconds } = bench.options.sizes
  await page.goto('/events')
  await page.locator(ROW).first().waitFor()
  await page.evaluate(WATCH_CLICKS)
  const cdp = await page.context().newCDPSession(page)
  await bench.prepare(hub.port, FLOOD_PER_SECOND * (seconds + 2), { endpoints: 0 })
  const sent = bench.load.call('open', { connections: 16, seconds, perSecond: FLOOD_PER_SECOND })
  const since = clockMs()
  const elapsed = () => (clockMs() - since) / 1000
  let quarterMb = 0
  const toggle = page.getByRole('button', { name: /(Pause|Resume) new events/ })
  while (elapsed() < seconds) {
    await toggle.click()
    await sleep(300)
    await page
      .locator(ROW)
      .nth(3)
      .click({ position: { x: 40, y: 12 } })
    await sleep(300)
    if (quarterMb === 0 && elapsed() > seconds / 4) quarterMb = await heapMb(cdp)
  }
  const { okPerSecond } = await sent
  const behindMs = await timeUntilShown(page, hub, toggle)
  const endMb = await heapMb(cdp)
  const clicks = await page.evaluate<number[]>('clickMs')
  clicks.sort((a, b) => a - b)
  return {
    slowestMs: clicks.at(-1) ?? 0,
    medianMs: clicks[clicks.length >> 1] ?? 0,
    quarterMb,
    endMb,
    okPerSecond,
    behindMs,
  }
}

/** From the end of the flood until the newest event stands in the list, milliseconds. */
async function timeUntilShown(page: Page, hub: Hub, toggle: Locator): Promise<number> {
  const since = clockMs()
  const { data } = await hub.api<{ data: { id: string }[] }>('GET', '/api/v1/events?limit=1&data=false')
  await page.keyboard.press('Escape')
  if ((await toggle.getAttribute('aria-label'))?.startsWith('Resume')) await toggle.click()
  await page.locator(ROW).first().press('Home')
  await page.locator(`[data-event="${data[0]?.id}"]`).waitFor()
  return clockMs() - since
}

async function heapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  return (await cdp.send('Runtime.getHeapUsage')).usedSize / 1e6
}
