import { invalid } from '../codes/input.ts'
import { createStatsReader } from '../stats/reader.ts'
import { BUCKET_MINUTES, MINUTE_MS, windowOf } from '../stats/window.ts'
import type { ApiInstance } from './app.ts'
import type { MetricsContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { momentOf } from './params.ts'
import { StatsQuery, StatsSchema } from './schemas/stats.ts'

const DEFAULT_WINDOW_MS = BUCKET_MINUTES.day * MINUTE_MS
const MAX_WINDOW_MS = 31 * BUCKET_MINUTES.day * MINUTE_MS
const MAX_POINTS = 800

export function statsRoutes(app: ApiInstance, ctx: StoreContext & MetricsContext): void {
  const readStats = createStatsReader(ctx.database, ctx.metrics)
  app.get(
    '/api/v1/stats',
    {
      schema: {
        operationId: 'getStats',
        tags: ['Statistics'],
        summary: 'Counts, rates, latency, queues, by type, account and time',
        description: 'Every figure is exact. The window is rounded to buckets; `since` and `until` say to which.',
        querystring: StatsQuery,
        response: { 200: StatsSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const now = Date.now()
      const until = request.query.until === undefined ? now : momentOf(request.query.until, 'query/until').getTime()
      const since =
        request.query.since === undefined
          ? until - DEFAULT_WINDOW_MS
          : momentOf(request.query.since, 'query/since').getTime()
      if (since >= until) throw invalid('query/since', 'not_before', { other: 'query/until' })
      if (until - since > MAX_WINDOW_MS) throw invalid('query/since', 'window_too_long', { days: 31 })
      const window = windowOf(since, Math.min(until, now), request.query.bucket, new Date(now))
      const points = (window.until.getTime() - window.since.getTime()) / (BUCKET_MINUTES[window.bucket] * MINUTE_MS)
      if (points > MAX_POINTS) throw invalid('query/bucket', 'too_many_buckets', { limit: MAX_POINTS })
      return await readStats(workspaceId, window, new Date(now))
    },
  )
}
