import type { EndpointRegistry } from '../endpoints/registry.ts'
import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Leased } from '../queue/schedule.ts'
import type { AttemptRecord } from '../store/attempts/record.ts'
import type { DeliveryJob } from '../store/deliveries/claim.ts'
import type { MakeAttempts } from './attempt.ts'
import type { Recorder } from './recorder.ts'

interface WorkDependencies {
  readonly endpoints: EndpointRegistry
  readonly attempts: MakeAttempts
  readonly recorder: Recorder<AttemptRecord>
  /** Forgets these deliveries: their lease runs out, and they are claimed again. */
  settle(ids: readonly string[]): void
  readonly log: Logger
}

/** Sends a batch of the queue: deliveries of one endpoint that go out together. */
export function createWork({ endpoints, attempts, recorder, settle, log }: WorkDependencies) {
  return async (batch: readonly Leased<DeliveryJob>[], signal: AbortSignal): Promise<void> => {
    const jobs = batch.map(({ job }) => job)
    const endpoint = jobs[0] && endpoints.byId(jobs[0].endpointId)
    if (!endpoint) return settle(batch.map(({ id }) => id))
    try {
      const records = await attempts(endpoint, jobs, signal)
      for (const [index, { id }] of jobs.entries()) {
        const record = records[index]
        if (record) recorder.add(record)
        // The queue still holds what a stop cut off, and gives it back.
        else if (!signal.aborted) settle([id])
      }
    } catch (error) {
      // Only a fault of the hub comes here.
      log.error({ deliveries: batch.map(({ id }) => id), error: messageOf(error) }, 'deliveries could not be sent')
      settle(batch.map(({ id }) => id))
    }
  }
}
