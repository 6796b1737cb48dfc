import { expect, it } from 'vitest'
import { StoreUnavailableError } from './errors.ts'
import { createGate } from './gate.ts'

const opened = (patienceMs?: number) => {
  const gate = createGate<string>(patienceMs)
  gate.open('connection')
  return gate
}

/** Takes the gate in that lane when its turn comes, notes it, and gives it back. */
const pass = async (gate: ReturnType<typeof opened>, lane: 'hot' | 'normal', order: string[], name: string) => {
  const lease = await gate.acquire(lane)
  order.push(name)
  lease.release()
}

it('lets hot statements go before everything that waits', async () => {
  const gate = opened(60_000)
  const holder = await gate.acquire('normal')
  const order: string[] = []
  const all = [
    pass(gate, 'normal', order, 'normal 1'),
    pass(gate, 'normal', order, 'normal 2'),
    pass(gate, 'hot', order, 'hot 1'),
    pass(gate, 'hot', order, 'hot 2'),
  ]
  holder.release()
  await Promise.all(all)
  expect(order).toEqual(['hot 1', 'hot 2', 'normal 1', 'normal 2'])
})

it('lets what has waited long enough go before hot statements', async () => {
  const gate = opened(-1)
  const holder = await gate.acquire('hot')
  const order: string[] = []
  const all = [pass(gate, 'normal', order, 'normal'), pass(gate, 'hot', order, 'hot')]
  holder.release()
  await Promise.all(all)
  expect(order).toEqual(['normal', 'hot'])
})

it('rejects a turn that does not come in time, and gives the next one', async () => {
  const gate = opened()
  const holder = await gate.acquire('normal')
  await expect(gate.acquire('hot', 5)).rejects.toMatchObject({ reason: 'timeout' })
  const next = gate.acquire('hot')
  holder.release()
  expect((await next).connection).toBe('connection')
})

it('rejects everything that waits when it is shut, and what comes after, until it is opened', async () => {
  const gate = opened()
  await gate.acquire('normal')
  const waiting = gate.acquire('hot')
  gate.shut(new StoreUnavailableError('away', 'gone'))
  await expect(waiting).rejects.toMatchObject({ reason: 'away' })
  await expect(gate.acquire('hot')).rejects.toMatchObject({ reason: 'away' })
  gate.open('another')
  expect((await gate.acquire('hot')).connection).toBe('another')
})

it('ignores the release of a lease from before it was shut', async () => {
  const gate = opened()
  const old = await gate.acquire('normal')
  gate.shut(new StoreUnavailableError('away', 'gone'))
  gate.open('another')
  await gate.acquire('normal')
  old.release()
  await expect(gate.acquire('hot', 5)).rejects.toMatchObject({ reason: 'timeout' })
})

it('is drained when the last holder is done', async () => {
  const gate = opened()
  const holder = await gate.acquire('normal')
  let drained = false
  const draining = gate.drained().then(() => {
    drained = true
  })
  await Promise.resolve()
  expect(drained).toBe(false)
  holder.release()
  await draining
})
