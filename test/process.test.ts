import { afterAll, beforeAll, expect, it } from 'vitest'
import { newUuid, toPublicId } from '../src/events/ids.ts'
import { ROUTE } from '../src/process/handler.ts'
import { insertEventsWithin } from '../src/store/events/insert.ts'
import { firstWorkspace } from '../src/store/workspaces/workspaces.ts'
import { type Application, answering, startApplication } from './support/application.ts'
import { describeHub, eventually, instagramMessage, type TestHub } from './support/hub.ts'

interface EventView {
  id: string
  status: string
  error?: string | null
}

describeHub('an event that fails to process', (store) => {
  let hub: TestHub
  let target: Application
  let poisonous = true
  let tries = 0
  let hiccups = 0

  beforeAll(async () => {
    target = await startApplication()
    hub = await store.start({
      env: { WEBHOOK_RETRY_DELAY: '200' },
      handlers: [
        {
          name: 'test',
          wants: () => true,
          async prepare([event, ...others]) {
            // A batch fails as a whole; then each of its events is prepared by itself.
            if (others.length > 0) throw new Error('one by one')
            if (event?.data.includes('"hiccup"') && hiccups-- > 0) throw new Error('not yet')
            if (!poisonous || !event?.data.includes('poison')) return [ROUTE]
            tries++
            throw new Error('this one cannot be handled')
          },
        },
      ],
    })
    await hub.api('/api/v1/webhooks', { url: target.url, events: ['*'] })
  })
  afterAll(() => target.stop())

  const failed = () => hub.api<{ data: EventView[] }>('/api/v1/events?status=failed')

  it('does not hold up the others, is tried four times and then shown with its error', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => hub.send(instagramMessage(index === 7 ? 'poison' : `good ${index}`))),
    )
    await target.waitFor(19)
    const { body } = await eventually(failed, (answer) => answer.body.data.length === 1, 15_000)
    expect(tries).toBe(4)
    expect(body.data[0]?.error).toBe('this one cannot be handled')
    expect(target.received.some((request) => request.body.includes('poison'))).toBe(false)
  })

  it('can be run again once the fault is gone', async () => {
    poisonous = false
    const { body } = await failed()
    const retried = await hub.api(`/api/v1/events/${body.data[0]?.id}/retry`, {})
    expect(retried.status).toBeLessThan(300)
    await target.waitFor(20)
    expect((await failed()).body.data).toHaveLength(0)
  })
  it('holds up its own conversation at an endpoint that wants order, until it is given up', async () => {
    const ordered = await startApplication()
    await hub.api('/api/v1/webhooks', { url: ordered.url, events: ['message.received'], ordering: 'conversation' })
    hiccups = 2
    poisonous = true
    tries = 0
    await hub.send(instagramMessage('hiccup', { sender: '4711' }))
    await hub.send(instagramMessage('after the hiccup', { sender: '4711' }))
    await hub.send(instagramMessage('poison in order', { sender: '4712' }))
    await hub.send(instagramMessage('after what was given up', { sender: '4712' }))
    await ordered.waitFor(3, 15_000)
    const texts = ordered.received.map((request): string => JSON.parse(request.body).data.content)
    await ordered.stop()
    expect(texts.filter((text) => text.includes('hiccup'))).toEqual(['hiccup', 'after the hiccup'])
    expect(texts).toContain('after what was given up')
    expect(tries).toBe(4)
  })
})

describeHub('an event that is understood later', (store) => {
  let hub: TestHub
  const taking: Application[] = []
  beforeAll(async () => {
    hub = await store.start({ env: { DELIVERY_RETRY_SCHEDULE: '1h' } })
  })
  afterAll(() => Promise.all(taking.map((application) => application.stop())))
  const webhook = async (application: Application, events = ['*']) => {
    taking.push(application)
    return (await hub.api<{ id: string }>('/api/v1/webhooks', { url: application.url, events })).body.id
  }

  it('is delivered as what it is to those who got it as unhandled, or were still to get it', async () => {
    const [takes, fails, wantsUnhandled] = [
      await startApplication(),
      await startApplication(answering(500, 200)),
      await startApplication(),
    ]
    await webhook(takes)
    const failing = await webhook(fails)
    await webhook(wantsUnhandled, ['event.unhandled'])
    const id = newUuid()
    const { id: workspaceId } = await firstWorkspace(hub.database)
    const raw = JSON.stringify(instagramMessage('now I am understood'))
    await insertEventsWithin(hub.database.db, workspaceId, [
      {
        id,
        platform: 'instagram',
        accountId: undefined,
        type: 'event.unhandled',
        dedupKey: newUuid(),
        occurredAt: new Date(),
        receivedAt: new Date(),
        senderId: undefined,
        conversationKey: undefined,
        data: '{}',
        raw,
      },
    ])
    await Promise.all([takes.waitFor(1), fails.waitFor(1), wantsUnhandled.waitFor(1)])
    const states = async () =>
      (await hub.api<{ data: { status: string; attemptCount: number }[] }>(`/api/v1/deliveries?endpoint=${failing}`))
        .body.data
    await eventually(states, ([first]) => first?.attemptCount === 1)

    expect((await hub.api(`/api/v1/events/${toPublicId('event', id)}/retry`, {})).status).toBe(202)
    await Promise.all([takes.waitFor(2), fails.waitFor(2)])
    for (const { received } of [takes, fails]) {
      expect(received.map(({ headers }) => headers['x-webhook-event'])).toEqual(['event.unhandled', 'message.received'])
      expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
    }
    // What waited to be tried again as unhandled is not: it came as what it is.
    const both = await eventually(states, (all) => all.every(({ status }) => status !== 'pending'))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['delivered', 'failed'])
    expect(wantsUnhandled.received).toHaveLength(1)
  })
})
