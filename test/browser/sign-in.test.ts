import { expect, test } from 'vitest'
import { API_KEY } from '../support/hub.ts'
import { expectAccessible, expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'
import { LOOKS } from './support/looks.ts'

describeDashboard('signing in', (stage) => {
  test.each(LOOKS)('looks right on a $width in the $theme', async (look) => {
    const page = await stage.open('/', { ...look, apiKey: null })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await expectFits(page)
    await expectAccessible(page)
  })

  test('a key opens the page that was asked for, and is kept nowhere in the browser', async () => {
    const page = await stage.open('/settings', { apiKey: null })
    await page.getByLabel('API key').fill(` ${API_KEY} `)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    const kept = await page.evaluate(() =>
      JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie }),
    )
    expect(kept).not.toContain(API_KEY)
    expect(kept).toContain('"cookie":""')
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
  })

  test('a wrong key is told as one, and the field says so to screen readers', async () => {
    const page = await stage.open('/', { apiKey: null })
    const field = page.getByLabel('API key')
    await field.fill('not-a-key')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('This key is unknown to the hub').waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.evaluate((each) => each === document.activeElement)).toBe(true)
  })

  test('signing out ends the session on the hub too', async () => {
    const page = await stage.open('/')
    await page
      .getByRole('button', { name: /admin|key/i })
      .first()
      .click()
    const before = await page.context().cookies()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out.').waitFor()
    await page.context().addCookies(before)
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  test('everything can be read in Thai', async () => {
    const page = await stage.open('/', { apiKey: null, language: 'th' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('h1').textContent()).toMatch(/[\u0e00-\u0e7f]/)
    expect(await page.getAttribute('html', 'lang')).toBe('th')
  })
})
