import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const PREFIX = 'hubbub_'
/** The library looks at the lag of the event loop a hundred times a second, also while nothing happens; the lag at a scrape stays. */
const NEVER_MS = 2 ** 31 - 1
const SAMPLED_LAG = ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99'] as const

/** The hub's metrics, on a registry of its own. Durations are seconds. */
export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: PREFIX, eventLoopMonitoringPrecision: NEVER_MS })
  for (const figure of SAMPLED_LAG) registry.removeSingleMetric(`${PREFIX}nodejs_eventloop_lag_${figure}_seconds`)
  const registers = [registry]
  return {
    registry,
    eventsReceived: new Counter({
      name: 'hubbub_events_received_total',
      help: 'Events stored, by platform.',
      labelNames: ['platform'],
      registers,
    }),
    /** Events of each workspace that were stored already; of no use to an operator, and so in no metric. */
    duplicates: new Map<string, number>(),
    eventsDuplicate: new Counter({
      name: 'hubbub_events_duplicate_total',
      help: 'Events that were stored already.',
      labelNames: ['platform'],
      registers,
    }),
    rejected: new Counter({
      name: 'hubbub_requests_rejected_total',
      help: 'Refused platform requests, by cause.',
      labelNames: ['platform', 'cause'],
      registers,
    }),
    unavailable: new Counter({
      name: 'hubbub_requests_unavailable_total',
      help: 'Platform requests answered 503, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    processDuration: new Histogram({
      name: 'hubbub_process_duration_seconds',
      help: 'From receipt of an event to its deliveries being stored.',
      buckets: SECONDS,
      registers,
    }),
    eventsFailed: new Counter({
      name: 'hubbub_events_failed_total',
      help: 'Events that failed to process, after their retries.',
      registers,
    }),
    deliveryDuration: new Histogram({
      name: 'hubbub_delivery_duration_seconds',
      help: 'Time an application took to answer.',
      buckets: SECONDS,
      registers,
    }),
    attempts: new Counter({
      name: 'hubbub_delivery_attempts_total',
      help: 'Delivery attempts, by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    queueDepth: new Gauge({
      name: 'hubbub_queue_depth',
      help: 'Rows waiting, by queue.',
      labelNames: ['queue'],
      registers,
    }),
    queueAge: new Gauge({
      name: 'hubbub_queue_oldest_due_seconds',
      help: 'How long the oldest due row has been waiting, by queue.',
      labelNames: ['queue'],
      registers,
    }),
  }
}
