import { isRecord } from '../views.ts'
import type { Written } from './as-written.ts'
import { defined, fieldOf } from './names.ts'

type Names = Readonly<Record<string, unknown>>

const RANGES: Readonly<Record<string, string>> = {
  '24h': '24h',
  day: '24h',
  '7d': '7d',
  week: '7d',
  '30d': '30d',
  month: '30d',
}

export function fromOldStatsQuery(query: Names): Names {
  const { timeRange, period, startDate, endDate, since, until } = query
  const range = timeRange ?? period
  return defined({
    since: since ?? startDate ?? (typeof range === 'string' ? (RANGES[range] ?? range) : range),
    until: until ?? endDate,
  })
}

/** Where a query of earlier systems has the window of statistics. */
export const OLD_STATS_NAMES: Written['names'] = {
  query: { since: ['since', 'startDate', 'timeRange', 'period'], until: ['until', 'endDate'] },
}

/** Statistics with the names of earlier systems beside their own. */
export function toOldStats(stats: Names): Names {
  const events = isRecord(stats.events) ? stats.events : {}
  const deliveries = isRecord(stats.deliveries) ? stats.deliveries : {}
  const latency = isRecord(stats.latencyMs) ? stats.latencyMs : {}
  const queues = isRecord(stats.queues) && isRecord(stats.queues.process) ? stats.queues.process : {}
  const delivery = isRecord(latency.delivery) ? latency.delivery : {}
  const types = Array.isArray(stats.byType) ? stats.byType.filter(isRecord) : []
  return {
    ...stats,
    totalEvents: events.total,
    successRate: deliveries.successRate,
    averageProcessingTime: delivery.averageMs,
    errorCount: events.failed,
    eventsByType: types.map((row) => ({ eventType: fieldOf(row.type), type: row.type, count: row.count })),
    eventsByAccount: stats.byAccount,
    eventsOverTime: stats.overTime,
    queueLength: queues.depth,
    throughput: events.perMinute,
    latency: delivery,
  }
}
