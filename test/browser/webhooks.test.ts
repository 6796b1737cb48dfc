import { afterEach, expect, test } from 'vitest'
import { verify } from '../../sdk/typescript/src/index.ts'
import { type Application, answering, type Behaviour, startApplication } from '../support/application.ts'
import { eventually, instagramMessage } from '../support/hub.ts'
import { expectFits } from './support/checks.ts'
import { describeDashboard } from './support/dashboard.ts'

interface Webhook {
  readonly id: string
  readonly state: string
  readonly events: readonly string[]
  readonly filter: unknown
  readonly previousSecretUntil: string | null
}

const ONCE = { events: ['message.*'], retrySchedule: [] }

describeDashboard('webhooks', (stage) => {
  const applications: Application[] = []
  const application = async (behaviour?: Behaviour) => {
    const started = await startApplication(behaviour)
    applications.push(started)
    return started
  }
  const webhook = async (url: string, more: object = ONCE) => {
    const { body } = await stage.hub().api<Webhook>('/api/v1/webhooks', { url, ...more })
    return body.id
  }
  const stored = async (id: string) => (await stage.hub().api<Webhook>(`/api/v1/webhooks/${id}`)).body
  const all = async () => (await stage.hub().api<{ data: Webhook[] }>('/api/v1/webhooks')).body.data
  const finished = (id: string, count: number) =>
    eventually(
      async () => (await stage.hub().api<{ data: unknown[] }>(`/api/v1/webhooks/${id}/logs`)).body.data.length,
      (length) => length >= count,
    )

  afterEach(async () => {
    for (const { id } of await all()) await stage.hub().api(`/api/v1/webhooks/${id}`, undefined, 'DELETE')
    for (const each of applications.splice(0)) await each.stop()
  })

  test('an empty list leads to a webhook, whose secret is shown once and verifies what it gets', async () => {
    const { url, received, waitFor } = await application()
    const page = await stage.open('/webhooks')
    await page.getByText('No webhook yet').waitFor()
    await page.getByRole('link', { name: 'Add a webhook' }).first().click()
    await page.getByLabel('Address').fill(url)
    await page.getByText('Messages', { exact: true }).click()
    await page.getByLabel(/^message\.\*/).check()
    await page.getByRole('button', { name: 'Create the webhook' }).click()

    const dialog = page.getByRole('dialog', { name: 'The webhook is ready' })
    const secret = (await dialog.locator('code').first().textContent()) ?? ''
    expect(secret).toMatch(/^whsec_/)
    await dialog.getByRole('button', { name: 'I have copied it' }).click()
    await page.getByText('Close without copying?').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).last().click()
    await dialog.getByRole('button', { name: 'Copy', exact: true }).first().click()
    await dialog.getByRole('button', { name: 'I have copied it' }).click()
    await page.getByRole('heading', { level: 1, name: url }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
    expect(await page.content()).not.toContain(secret)

    await stage.hub().send(instagramMessage('hello'))
    await waitFor(1)
    const [delivery] = received
    expect(await verify(delivery?.body ?? '', delivery?.headers ?? {}, secret)).toMatchObject({
      event: 'message.received',
    })
  })

  test('what is wrong is told beside its field, by the page and by the hub', async () => {
    const page = await stage.open('/webhooks/new')
    const url = page.getByLabel('Address')
    await page.getByRole('button', { name: 'Create the webhook' }).click()
    await page.getByText('Enter the address of the application.').waitFor()
    await page.getByText('Choose at least one type of event.').waitFor()
    expect(await url.evaluate((field) => field === document.activeElement)).toBe(true)
    await url.fill('http://10.0.0.1/hook')
    await page.getByLabel(/^All events/).check()
    await page.getByText('More settings').click()
    await page.getByLabel('Filter', { exact: true }).fill('{"content": "x"}')
    await page.getByRole('button', { name: 'Create the webhook' }).click()
    await page.getByText('The body has no member “content” at its top.').waitFor()
    await page.getByLabel('Filter', { exact: true }).fill('{"data": {"type": "dm"}}')
    await page.getByRole('button', { name: 'Create the webhook' }).click()
    await page.getByText('The hub does not send to this address').waitFor()
    expect(await url.getAttribute('aria-invalid')).toBe('true')
    expect(await all()).toEqual([])
  })

  test('samples are shown in the chosen format', async () => {
    const page = await stage.open('/webhooks/new')
    await page.getByRole('radio', { name: /^CloudEvents/ }).check()
    await page.getByRole('searchbox', { name: 'Search event types' }).fill('comment.created')
    await page.getByRole('button', { name: 'Sample of comment.created' }).click()
    await page.getByText('"specversion": "1.0"').waitFor()
  })

  test('what was entered is not lost without asking, by links or by the way back', async () => {
    const { url } = await application()
    const id = await webhook(url)
    const page = await stage.open(`/webhooks/${id}`)
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Description').fill('Changed')
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByText('Leave without saving?').waitFor()
    await page.keyboard.press('Escape')
    // Not page.goBack(), which waits until it has happened.
    await page.evaluate(() => history.back())
    await page.getByText('Leave without saving?').waitFor()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
    expect(await page.getByLabel('Description').inputValue()).toBe('Changed')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { level: 1, name: url }).waitFor()
    await page.getByText('Changed').first().waitFor()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Description').fill('Never saved')
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Leave without saving' }).click()
    await page.getByText('Changed').first().waitFor()
  })

  test('a test shows the answer, harmlessly and in words', async () => {
    const { url } = await application((_index, _delivery, response) => {
      response.writeHead(500, { 'x-trace': 'abc' }).end('<script>document.title = "broken"</script>')
    })
    const page = await stage.open(`/webhooks/${await webhook(url)}`)
    await page.getByRole('button', { name: 'Send a test' }).click()
    const dialog = page.getByRole('dialog', { name: 'Test' })
    await dialog.getByText('The application failed', { exact: true }).waitFor()
    await dialog.getByText('x-trace: abc').waitFor()
    await dialog.getByText('<script>document.title').waitFor()
    expect(await page.title()).not.toBe('broken')
  })

  test('a failed delivery is found in the log by its status, read on both sides, and sent again', async () => {
    const { url, waitFor } = await application(answering(400, 200))
    const id = await webhook(url)
    await stage.hub().send(instagramMessage('lost at first'))
    await finished(id, 1)
    const page = await stage.open(`/webhooks/${id}?tab=logs&statusCode=400`, { width: 'phone' })
    await page.getByRole('button', { name: /message\.received/ }).click()
    await page.getByText('"content": "lost at first"').waitFor()
    await page.getByRole('region', { name: 'Answer', exact: true }).getByText('answer', { exact: true }).waitFor()
    await expectFits(page)
    await page.getByRole('button', { name: 'Send again', exact: true }).click()
    await waitFor(2)
    await page.getByText('Attempt 2').waitFor()
  })

  test('many are sent again after their number was told', async () => {
    const { url, waitFor } = await application(answering(400, 400, 400, 200))
    const id = await webhook(url)
    for (const text of ['one', 'two', 'three']) await stage.hub().send(instagramMessage(text))
    await finished(id, 3)
    const page = await stage.open(`/webhooks/${id}?tab=logs`)
    await page.getByRole('button', { name: 'Select all failed here' }).click()
    await page.getByText('3 selected').waitFor()
    await page.getByRole('button', { name: 'Send selected again…' }).click()
    await page.getByText('Deliveries to be sent again: 3.').waitFor()
    await page.getByRole('button', { name: 'Send 3 again' }).click()
    await page.getByText('On their way again: 3.').waitFor()
    await waitFor(6)
  })

  test('a range is counted, replayed and listed', async () => {
    const { url, waitFor, received } = await application()
    await stage.hub().send(instagramMessage('from before'))
    const id = await webhook(url)
    const page = await stage.open(`/webhooks/${id}?tab=replays`)
    await page.getByText('No replay yet').waitFor()
    await page.getByRole('button', { name: 'Replay events…' }).click()
    await page.getByRole('button', { name: 'Last hour' }).click()
    await page.getByRole('radio', { name: /^What was never sent/ }).check()
    await page.getByRole('button', { name: 'Count first' }).click()
    const start = page.getByRole('button', { name: /^Replay \d+ now$/ })
    await start.waitFor()
    expect(received).toHaveLength(0)
    await start.click()
    await waitFor(1)
    const dialog = page.getByRole('dialog', { name: 'Replay events' })
    await dialog.getByText(/Deliveries made: \d/).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await page.getByText('Completed').waitFor()
  })

  test('a replay that waits can be cancelled', async () => {
    const { url } = await application()
    await stage.hub().send(instagramMessage('kept'))
    const id = await webhook(url)
    const page = await stage.open(`/webhooks/${id}`)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Replay events…' }).click()
    await page.getByRole('button', { name: 'Count first' }).click()
    await page.getByRole('button', { name: /^Replay \d+ now$/ }).click()
    await page.getByText('This webhook is paused: the replay waits').waitFor()
    await page.getByRole('button', { name: 'Cancel the replay' }).click()
    await page.getByText(/^Cancelled after 0 of/).waitFor()
    expect((await stored(id)).state).toBe('paused')
  })

  test('a disabled webhook says why, and is enabled with what it missed', async () => {
    const { url, waitFor } = await application(answering(410, 200))
    const id = await webhook(url)
    await stage.hub().send(instagramMessage('refused'))
    await eventually(
      () => stored(id),
      ({ state }) => state === 'disabled',
    )
    await stage.hub().send(instagramMessage('missed'))
    const page = await stage.open('/webhooks?state=disabled')
    await page.getByText('The application answered 410 Gone').waitFor()
    await page.getByRole('link', { name: url }).click()
    await page.getByRole('button', { name: 'Enable…' }).click()
    await page.getByRole('button', { name: 'Enable and replay what was missed' }).click()
    await page.getByRole('radio', { name: /^What was never sent/, checked: true }).waitFor()
    await page.getByRole('button', { name: 'Count first' }).click()
    await page.getByRole('button', { name: /^Replay \d+ now$/ }).click()
    await waitFor(2)
    expect((await stored(id)).state).toBe('enabled')
  })

  test('a new secret is shown once, and until when the old one signs too', async () => {
    const { url } = await application()
    const id = await webhook(url)
    const page = await stage.open(`/webhooks/${id}`)
    await page.getByRole('button', { name: 'Replace the secret…' }).click()
    await page.getByRole('button', { name: 'Replace the secret', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'The new secret' })
    await dialog.getByText('Until then both secrets sign:').waitFor()
    await dialog.getByRole('button', { name: 'Copy', exact: true }).first().click()
    await dialog.getByRole('button', { name: 'I have copied it' }).click()
    await page.getByText('The secret before signs too, until').waitFor()
    expect((await stored(id)).previousSecretUntil).not.toBeNull()
  })

  test('deleting asks, and says what is lost', async () => {
    const { url } = await application()
    await webhook(url)
    const page = await stage.open(`/webhooks/${(await all())[0]?.id}`)
    await page.getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await page.getByText('What is on its way to it now is given up.').waitFor()
    await page.getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('No webhook yet').waitFor()
    expect(await all()).toEqual([])
  })

  test('a read key sees everything and changes nothing', async () => {
    const { url } = await application()
    const id = await webhook(url)
    await stage.hub().send(instagramMessage('seen'))
    await finished(id, 1)
    const key = await stage.hub().api<{ key: string }>('/api/v1/keys', { name: 'reader', role: 'read' })
    const page = await stage.open('/webhooks', { apiKey: key.body.key })
    expect(await page.getByRole('button', { name: 'Add a webhook' }).isDisabled()).toBe(true)
    await page.getByRole('link', { name: url }).click()
    for (const name of ['Send a test', 'Pause', 'Edit', 'Replace the secret…'])
      expect(await page.getByRole('button', { name }).isDisabled()).toBe(true)
    await page.getByRole('tab', { name: 'Log' }).click()
    await page.getByRole('button', { name: /message\.received/ }).click()
    expect(await page.getByRole('button', { name: 'Send again', exact: true }).isDisabled()).toBe(true)
    await page.goto(`/webhooks/${id}/edit`)
    expect(await page.getByLabel('Address').isDisabled()).toBe(true)
  })
})
