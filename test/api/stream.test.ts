import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { expect, it } from 'vitest'
import { newUuid, toPublicId } from '../../src/events/ids.ts'
import { API_KEY, describeHub, instagramMessage, type TestHub } from '../support/hub.ts'

interface Reader {
  readonly messages: readonly EventSourceMessage[]
  readonly comments: readonly string[]
  /** Resolves when so many messages came. */
  until(count: number): Promise<void>
  /** Resolves when the hub ends the stream. */
  readonly ended: Promise<void>
  leave(): void
}

async function read(hub: TestHub, query = '', headers: Record<string, string> = {}): Promise<Reader> {
  const stop = new AbortController()
  const response = await fetch(`${hub.url}/api/v1/events/stream${query}`, {
    headers: { 'x-api-key': API_KEY, ...headers },
    signal: stop.signal,
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const messages: EventSourceMessage[] = []
  const comments: string[] = []
  const waiting = new Set<() => void>()
  const parser = createParser({
    onEvent(message) {
      messages.push(message)
      for (const check of waiting) check()
    },
    onComment: (comment) => void comments.push(comment),
  })
  const ended = (async () => {
    try {
      for await (const chunk of response.body ?? []) parser.feed(Buffer.from(chunk).toString('utf8'))
    } catch {
      // The reader left.
    }
  })()
  return {
    messages,
    comments,
    ended,
    until: (count) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${messages.length} of ${count} messages came`)), 10_000)
        const check = () => {
          if (messages.length < count) return
          clearTimeout(timer)
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
    leave: () => stop.abort(),
  }
}

const texts = (reader: Reader) => reader.messages.map((message) => JSON.parse(message.data).data.content as string)

describeHub('the live stream', (store) => {
  it('shows what comes, goes on after a break, filters, and ends with the hub', async () => {
    const hub = await store.start()
    // A stream that may have others beside it runs two seconds behind, and begins there.
    await expect.poll(() => hub.database.alone(), { timeout: 15_000 }).toBe(true)
    const say = async (text: string) => expect((await hub.send(instagramMessage(text))).status).toBe(200)

    await say('before')
    const first = await read(hub)
    await say('one')
    await say('two')
    await first.until(2)
    expect(texts(first)).toEqual(['one', 'two'])
    const [one, two] = first.messages
    expect(one).toMatchObject({ event: 'message.received', id: expect.stringMatching(/^evt_/) })
    expect(JSON.parse(one?.data ?? '')).toMatchObject({
      id: one?.id,
      type: 'message.received',
      account: { platform: 'instagram' },
    })
    first.leave()

    await say('three')
    const again = await read(hub, '', { 'last-event-id': one?.id ?? '' })
    await again.until(2)
    expect(texts(again)).toEqual(['two', 'three'])
    again.leave()

    const byQuery = await read(hub, `?lastEventId=${two?.id}&type=message.*&account=17841400000000000`)
    const others = await read(hub, `?lastEventId=${two?.id}&type=comment.*`)
    await byQuery.until(1)
    expect(texts(byQuery)).toEqual(['three'])
    expect(others.messages).toEqual([])

    // An id that is gone still says when it was.
    const gone = await read(hub, `?lastEventId=${toPublicId('event', newUuid())}`)
    await say('four')
    await gone.until(1)
    expect(texts(gone)).toEqual(['four'])

    const many = Array.from({ length: 300 }, (_, n) => `many ${n}`)
    const all = await read(hub)
    await Promise.all(many.map(say))
    await all.until(300)
    expect(texts(all).sort()).toEqual([...many].sort())
    const ids = all.messages.map((message) => message.id ?? '')
    expect(ids).toEqual([...ids].sort())

    for (const query of ['?lastEventId=nonsense', '?type=nonsense', '?colour=red']) {
      const refused = await fetch(`${hub.url}/api/v1/events/stream${query}`, { headers: { 'x-api-key': API_KEY } })
      expect([query, refused.status]).toEqual([query, 400])
      await refused.body?.cancel()
    }
    await hub.stop()
    await Promise.all([byQuery.ended, others.ended, gone.ended, all.ended])
  })
})
