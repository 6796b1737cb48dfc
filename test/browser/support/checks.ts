import fs from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** CSS pixels; what fingers press. */
const TARGET_PX = 44

interface Finding {
  readonly id: string
  readonly impact: string
  readonly help: string
  readonly nodes: readonly string[]
}

/** Fails when axe finds something serious or critical on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  // By the debugging protocol, which the page's Content-Security-Policy does not concern.
  await page.evaluate(AXE)
  const found = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run({ runOnly: tags })
    return violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact: impact ?? '',
      help,
      nodes: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html.slice(0, 200)} — ${failureSummary ?? ''}`),
    }))
  }, TAGS)
  expect(found.filter(({ impact }: Finding) => impact === 'serious' || impact === 'critical')).toEqual([])
}

/** Fails when the page can be scrolled sideways, or when something on a phone is smaller than a finger. */
export async function expectFits(page: Page): Promise<void> {
  const { overflow, small } = await page.evaluate((target) => {
    const root = document.documentElement
    const beyond = [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 5)
      .map((each) => each.outerHTML.slice(0, 200))
    const phone = innerWidth < 640
    const targets = [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [role=tab], summary')]
    const tooSmall = targets
      .filter((each) => {
        const label = each instanceof HTMLInputElement ? each.closest('label') : null
        const { width, height } = (label ?? each).getBoundingClientRect()
        const shown = width > 1 && height > 1 && getComputedStyle(each).visibility !== 'hidden'
        // Links within a sentence are as high as its line (WCAG 2.5.8 excepts them).
        const inline = each instanceof HTMLAnchorElement && getComputedStyle(each).display === 'inline'
        return shown && !inline && (height < target - 0.5 || width < target - 0.5)
      })
      .map((each) => each.outerHTML.slice(0, 200))
    return { overflow: root.scrollWidth > innerWidth ? beyond : [], small: phone ? tooSmall : [] }
  }, TARGET_PX)
  expect(overflow).toEqual([])
  expect(small).toEqual([])
}
