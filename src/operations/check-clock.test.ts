import { pino } from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { describeStore } from '../../test/support/databases.ts'
import { checkClock } from './check-clock.ts'

describeStore('a clock', (store) => {
  afterEach(() => {
    vi.useRealTimers()
  })
  const warnings = async () => {
    const lines: string[] = []
    await checkClock(store.database(), pino({ level: 'warn' }, { write: (line) => void lines.push(line) }))
    return lines.join('')
  }

  it('that is not the one of the server is warned of', async () => {
    expect(await warnings()).toBe('')
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 60_000)
    expect(await warnings()).toContain('NTP')
  })
})
