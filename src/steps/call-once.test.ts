import { describe, expect, it } from 'vitest'
import { createDatabaseClock } from '../lib/clock.ts'
import { PlatformError } from '../platforms/error.ts'
import { callOnce } from './call-once.ts'

const clock = createDatabaseClock()
const run = (prepare: () => Promise<string>, call: (prepared: string) => Promise<string>) =>
  callOnce('instagram', clock, { prepare, call })
const ready = async () => 'ready'
const refuse = (error: unknown) => async () => {
  throw error
}

describe('a call that is made once', () => {
  it('is done when it is answered', async () => {
    const result = await run(ready, async (prepared) => `${prepared}, sent`)
    expect(result).toEqual({ state: 'done', value: 'ready, sent', at: expect.any(Date) })
  })

  it('has failed when the platform refused it', async () => {
    const refusal = new PlatformError('instagram', 'invalid', 'no such field')
    expect(await run(ready, refuse(refusal))).toMatchObject({ state: 'failed', error: refusal })
  })

  it('is unknown when no answer came, or the hub itself failed after it was called', async () => {
    const cut = new PlatformError('instagram', 'unavailable', 'cut off', { outcomeUnknown: true, retryable: false })
    expect(await run(ready, refuse(cut))).toMatchObject({ state: 'unknown', error: cut })
    const fault = await run(ready, refuse(new TypeError('a fault')))
    expect(fault).toMatchObject({ state: 'unknown', error: { message: 'a fault', retryable: false } })
  })

  it('has failed, and can be tried again, when the hub failed before it was called', async () => {
    let calls = 0
    const result = await run(refuse(new Error('the store is away')), async () => `${++calls}`)
    expect(result).toMatchObject({ state: 'failed', error: { kind: 'unavailable', retryable: true } })
    expect(calls).toBe(0)
  })
})
