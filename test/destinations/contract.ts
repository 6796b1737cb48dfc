import { inspect } from 'node:util'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ANSWER_CODES, NO_ANSWER_CODES } from '../../src/codes/attempts.ts'
import { INPUT_CODES } from '../../src/codes/input.ts'
import type { Destination, RenderedDelivery, Sender, Sent } from '../../src/destinations/destination.ts'
import { createNet, type Net } from '../../src/destinations/net.ts'
import { createGuard } from '../../src/lib/net/guard.ts'
import { type Answer, type DestinationKit, type Place, WAIT_MS } from './place.ts'

const SECRETS = { current: 'the-current-secret', previous: 'the-previous-secret' }
const MAX_LOGGED_BYTES = 16_384

/** What every kind of destination must hold to. */
export function destinationContract(destination: Destination, kit: DestinationKit): void {
  const { unusable, lacks = [] } = kit
  const max = destination.batch?.max ?? 1
  let place: Place
  let net: Net
  let sender: Sender
  let deliveries = 0

  const open = ({ timeoutMs = 5000, network = net } = {}) =>
    destination.open({ config: place.config, secrets: SECRETS, timeoutMs, net: network })
  const delivery = (): RenderedDelivery => ({
    id: `dlv_${++deliveries}`,
    eventType: 'message.received',
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify({ text: `สวัสดี 👋 "${deliveries}"` })),
    at: Date.now(),
  })
  const batchOf = (size: number) => Array.from({ length: size }, delivery)
  const send = async (batch = [delivery()], signal = new AbortController().signal) => {
    const sent = await sender.send(batch, signal)
    expect(sent).toHaveLength(batch.length)
    for (const each of sent) expectWellFormed(destination, each)
    return sent
  }
  const sendOne = async () => (await send())[0]
  const answersWith = (answer: Answer) => it.skipIf(lacks.includes(answer))

  beforeEach(async () => {
    place = await kit.start()
    net = createNet({ guard: createGuard(['127.0.0.0/8']), userAgent: 'Hubbub/test' })
    sender = open()
  })
  afterEach(async () => {
    place.release()
    await sender.close()
    await net.close()
    await place.stop()
  })

  describe(`${destination.kind}: settings`, () => {
    it('fit the schema, which has no member "kind" and takes no other members', () => {
      expect(Value.Check(destination.config, place.config)).toBe(true)
      expect(Value.Check(destination.config, { ...place.config, more: 1 })).toBe(false)
      expect(destination.config.properties).not.toHaveProperty('kind')
    })

    it('that can be used have no fault, and an address in the form of a URL', () => {
      expect(destination.faultOf(place.config, net.guard)).toBeUndefined()
      expect(URL.canParse(destination.addressOf(place.config))).toBe(true)
    })

    it.each(unusable)('%j are refused at %s', (config, pointer) => {
      expect(Value.Check(destination.config, config)).toBe(true)
      const fault = destination.faultOf(config, net.guard)
      expect(fault?.pointer).toBe(pointer)
      expect(Object.keys(INPUT_CODES)).toContain(fault?.code)
    })

    it('have secrets of their kind: each made one is another and may be used', () => {
      const made = [destination.secret.generate(), destination.secret.generate()]
      expect(new Set(made).size).toBe(2)
      for (const secret of made) expect(destination.secret.faultOf(secret)).toBeUndefined()
    })
  })

  describe(`${destination.kind}: an attempt`, () => {
    it('brings the delivery, byte for byte, under its id', async () => {
      const sent = delivery()
      expect(await send([sent])).toMatchObject([{ outcome: 'delivered' }])
      expect(place.received).toEqual([{ id: sent.id, body: sent.body.toString() }])
    })

    it('is tried again where the place cannot take it now', async () => {
      place.answer('fail')
      expect(await sendOne()).toMatchObject({ outcome: 'retry' })
    })

    answersWith('wait')('says how long the place wants to be left alone', async () => {
      place.answer('wait')
      expect(await sendOne()).toMatchObject({ outcome: 'retry', retryAfterMs: WAIT_MS })
    })

    answersWith('refuse')(
      'fails for good where the place will never take it, and does not disable the webhook',
      async () => {
        place.answer('refuse')
        const sent = await sendOne()
        expect(sent).toMatchObject({ outcome: 'failed' })
        expect(sent && 'disable' in sent && sent.disable).toBeFalsy()
      },
    )

    answersWith('gone')('disables the webhook where the place wants nothing more', async () => {
      place.answer('gone')
      expect(await sendOne()).toMatchObject({ outcome: 'failed', disable: true })
    })

    answersWith('long')('keeps the beginning of a long answer', async () => {
      place.answer('long')
      const sent = await sendOne()
      expect(sent).toMatchObject({ outcome: 'delivered' })
      expect(sent && 'log' in sent && sent.log.body?.length).toBeGreaterThan(0)
    })

    it('ends within the timeout where no answer comes', async () => {
      place.answer('hang')
      const impatient = open({ timeoutMs: 200 })
      const startedAt = performance.now()
      const [sent] = await impatient.send([delivery()], new AbortController().signal)
      expect(sent).toMatchObject({ outcome: 'retry', code: 'timeout' })
      expect(performance.now() - startedAt).toBeLessThan(2000)
      await impatient.close()
    })

    it('is tried again where the place is away', async () => {
      await place.stop()
      expect(await sendOne()).toMatchObject({ outcome: 'retry', code: 'connection' })
      place = await kit.start()
    })

    it('fails for good, and reaches nothing, where the guard forbids the address', async () => {
      const network = createNet({ guard: createGuard([]), userAgent: 'Hubbub/test' })
      const guarded = open({ network })
      const [sent] = await guarded.send([delivery()], new AbortController().signal)
      expect(sent).toMatchObject({ outcome: 'failed', code: 'blocked' })
      expect(place.received).toEqual([])
      await guarded.close()
      await network.close()
    })

    it('works again after one that failed', async () => {
      place.answer('fail', 'take')
      expect((await sendOne())?.outcome).toBe('retry')
      expect((await sendOne())?.outcome).toBe('delivered')
    })

    it('is one of many at a time, each with its own outcome', async () => {
      const batches = Array.from({ length: 32 }, () => [delivery()])
      const sent = await Promise.all(batches.map((batch) => send(batch)))
      expect(sent.flat().every(({ outcome }) => outcome === 'delivered')).toBe(true)
      expect(place.received.map(({ id }) => id).sort()).toEqual(
        batches
          .flat()
          .map(({ id }) => id)
          .sort(),
      )
    })
  })

  describe(`${destination.kind}: a batch`, () => {
    it(`of ${max} arrives in its order`, async () => {
      const batch = batchOf(max)
      const sent = await send(batch)
      expect(sent.map(({ outcome }) => outcome)).toEqual(batch.map(() => 'delivered'))
      expect(place.received.map(({ id }) => id)).toEqual(batch.map(({ id }) => id))
    })

    it.skipIf(max < 3)('has an outcome for each delivery, in their order', async () => {
      place.answer('take', 'fail', 'take')
      const sent = await send(batchOf(3))
      expect(sent.map(({ outcome }) => outcome)).toEqual(['delivered', 'retry', 'delivered'])
    })
  })

  describe(`${destination.kind}: a stop`, () => {
    it('cuts off what is under way: it does not count', async () => {
      place.answer('hang')
      const stop = new AbortController()
      const sending = send([delivery()], stop.signal)
      await place.waitFor(1)
      stop.abort()
      expect(await sending).toEqual([{ outcome: 'aborted' }])
    })

    it('before an attempt lets nothing out', async () => {
      expect(await send(batchOf(max), AbortSignal.abort())).toEqual(batchOf(max).map(() => ({ outcome: 'aborted' })))
      expect(place.received).toEqual([])
    })

    it('by close lets what is under way end, and nothing begin', async () => {
      place.answer('hang')
      const sending = send()
      await place.waitFor(1)
      let closed = false
      const closing = sender.close().then(() => {
        closed = true
      })
      expect(await send()).toEqual([{ outcome: 'aborted' }])
      expect(closed).toBe(false)
      place.release()
      expect(await sending).toMatchObject([{ outcome: 'delivered' }])
      await closing
      await sender.close()
    })
  })

  describe(`${destination.kind}: secrets`, () => {
    it('are in no outcome, no log and no address', async () => {
      const possible = (['take', 'fail', 'wait', 'refuse', 'gone', 'long'] as const).filter(
        (each) => !lacks.includes(each),
      )
      const shown: unknown[] = [destination.addressOf(place.config), sender]
      for (const answer of possible) {
        place.answer(answer)
        const sent = await send()
        shown.push(sent, ...sent.map((each) => ('log' in each ? each.log.body?.toString() : '')))
      }
      await place.stop()
      shown.push(await send())
      place = await kit.start()
      const text = inspect(shown, { depth: 20, maxStringLength: null })
      for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret)
    })
  })
}

/** An outcome has all that the log of attempts needs, and nothing that it cannot keep. */
function expectWellFormed(destination: Destination, sent: Sent): void {
  if (sent.outcome === 'aborted') return
  const { statusCode, headers = {}, body } = sent.log
  if (statusCode !== undefined) expect(Number.isInteger(statusCode)).toBe(true)
  for (const value of Object.values(headers)) expect(typeof value).toBe('string')
  if (body) {
    expect(Buffer.isBuffer(body)).toBe(true)
    expect(body.length).toBeLessThanOrEqual(MAX_LOGGED_BYTES)
  }
  if (sent.outcome === 'delivered') return
  expect(Object.keys({ ...ANSWER_CODES, ...NO_ANSWER_CODES, ...destination.codes })).toContain(sent.code)
  expect(sent.detail).toMatch(/^[^\p{Cc}]{1,600}$/u)
  if (sent.outcome === 'retry') expect(sent.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0)
}
