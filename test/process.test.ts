import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Application, startApplication } from './support/application.ts'
import { describeEachHub, eventually, instagramMessage, type TestHub } from './support/hub.ts'

interface EventView {
  id: string
  status: string
  error?: string | null
}

describeEachHub('an event that fails to process', (store) => {
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
        (event) => {
          if (event.data.includes('"hiccup"') && hiccups-- > 0) throw new Error('not yet')
          if (!poisonous || !event.data.includes('poison')) return
          tries++
          throw new Error('this one cannot be handled')
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

  it('can be run again once the fault is mended', async () => {
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
