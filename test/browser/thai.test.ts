import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { credentialsFor } from '../platforms/credentials.ts'
import { type Application, startApplication } from '../support/application.ts'
import { eventually, instagramMessage } from '../support/hub.ts'
import { expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'

const THAI = /\p{Script=Thai}/u
const LOOK = { language: 'th', width: 'phone' } as const

describeDashboard('in Thai', (stage) => {
  let broken: Application
  let gone: Application
  let line = ''
  let instagram = ''
  let event = ''
  beforeAll(async () => {
    broken = await startApplication((_index, _delivery, response) => response.writeHead(500).end())
    gone = await startApplication((_index, _delivery, response) => response.writeHead(410).end())
    const hub = stage.hub()
    const connect = async (platform: 'instagram' | 'line') => {
      const credentials = credentialsFor(stage.platforms())[platform]
      return (await hub.api<{ id: string }>('/api/v1/accounts', { platform, credentials })).body.id
    }
    line = await connect('line')
    instagram = await connect('instagram')
    for (const { url } of [broken, gone])
      await hub.api('/api/v1/webhooks', { url, events: ['message.received'], retrySchedule: [3600] })
    await hub.send(instagramMessage('1234'))
    const path = '/api/v1/events?type=message.received'
    const { body } = await eventually(
      () => hub.api<{ data: { id: string }[] }>(path),
      (answer) => answer.body.data.length > 0,
    )
    event = body.data[0]?.id ?? ''
    await eventually(
      async () => (await hub.api<{ endpoints: { problems: unknown[] } }>('/api/v1/overview')).body.endpoints.problems,
      (problems) => problems.length === 2,
    )
  })
  afterAll(async () => {
    await broken?.stop()
    await gone?.stop()
  })

  /** Words of English sentences; what events hold, and what stands in code, is the same in every language. */
  const english = (page: Page) =>
    page.evaluate(() => {
      const main = document.querySelector('main')?.cloneNode(true) as HTMLElement
      for (const data of main.querySelectorAll('code, pre, a[href^="/events/"]')) data.remove()
      return main.innerText.match(/\b(the|is|are|was|not|of|and|to|answered|failed)\b/gi) ?? []
    })

  test('the overview says what is wrong, and since when it is', async () => {
    const page = await stage.open('/', LOOK)
    await page.getByText('แอปพลิเคชันตอบ 410 Gone').waitFor()
    await page.getByText('ส่งไม่สำเร็จทุกครั้งตั้งแต่').locator('time').waitFor()
    await page.getByText('สมัครรับเหตุการณ์ไม่สำเร็จ: ที่อยู่ callback ต้องเป็น https').waitFor()
    expect(await english(page)).toEqual([])
    await expectFits(page)
  })

  test('an account says what the platform pushes, what it takes, and of what there are samples', async () => {
    const page = await stage.open(`/accounts/${line}`, LOOK)
    await page.getByText('ฮับแจ้งว่า: สมัครรับเหตุการณ์ไม่สำเร็จ').waitFor()
    await page.getByText('โหมดการตอบ').waitFor()
    expect(await english(page)).toEqual([])
    await page.goto(`/accounts/${instagram}`)
    await page.getByRole('button', { name: 'ทดสอบการเชื่อมต่อ' }).click()
    await page.getByText('ข้อความตัวอักษร, รูปภาพ').waitFor()
    expect(await english(page)).toEqual([])
    await page.getByRole('button', { name: 'ส่งเหตุการณ์ตัวอย่าง' }).click()
    const kinds = await page.getByLabel('ประเภท', { exact: true }).locator('option').allTextContents()
    expect(kinds.length).toBeGreaterThan(20)
    expect(kinds.filter((kind) => !THAI.test(kind))).toEqual([])
    await expectFits(page)
  })

  test('a delivery that failed says why', async () => {
    const page = await stage.open(`/events/${event}`, LOOK)
    await page.getByRole('button', { name: new RegExp(broken.url) }).click()
    await page.getByText('แอปพลิเคชันขัดข้อง').waitFor()
    await page.getByText('ข้อความจากฮับ: แอปพลิเคชันตอบ 500').waitFor()
    expect(await english(page)).toEqual([])
  })

  test('what was refused says why', async () => {
    await fetch(`${stage.hub().url}/api/webhooks/instagram?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1`)
    const page = await stage.open('/rejections', LOOK)
    await page.locator('summary').first().click()
    await page.getByText('การยืนยันถูกปฏิเสธ').waitFor()
    expect(await english(page)).toEqual([])
  })

  test('the notifications say why', async () => {
    const page = await stage.open('/notifications', LOOK)
    await page.getByText('สาเหตุ: แอปพลิเคชันตอบ 410 Gone').waitFor()
    expect(await english(page)).toEqual([])
  })

  test('what cannot be done says why', async () => {
    const page = await stage.open('/settings', LOOK)
    await page.getByRole('button', { name: /^เพิกถอนคีย์/ }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'เพิกถอน' }).click()
    // Also read aloud, in an element of its own.
    await page.getByText('นี่เป็นคีย์ผู้ดูแลตัวสุดท้าย โปรดสร้างคีย์ผู้ดูแลอีกตัวก่อน').last().waitFor()
  })
})
