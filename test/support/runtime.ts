import { newUuid } from '../../src/events/ids.ts'
import { createDatabaseClock } from '../../src/lib/clock.ts'
import type { QueueRuntime } from '../../src/queue/runtime.ts'

/** For stages that are alone in a test: they poll, and are never taken over. */
export function testRuntime(options: Partial<QueueRuntime> = {}): QueueRuntime {
  return { clock: createDatabaseClock(), owner: newUuid(), pollMs: 500, lapsed: () => false, ...options }
}
