import { HubError } from '../errors.ts'
import type { ApiInstance } from './app.ts'
import type { ApiContext } from './context.ts'
import { callerOf } from './guard.ts'
import { momentOf } from './params.ts'
import { StatsQuery, StatsSchema } from './schemas/admin.ts'
import { createStatsReader } from './stats-reader.ts'

const HOUR_MS = 3_600_000
const MAX_WINDOW_MS = 31 * 24 * HOUR_MS

export function statsRoutes(app: ApiInstance, ctx: ApiContext): void {
  const readStats = createStatsReader(ctx)
  app.get(
    '/api/v1/stats',
    {
      schema: {
        operationId: 'getStats',
        tags: ['Statistics'],
        summary: 'Counts, rates, latency, queues, by type, account and hour',
        description:
          'Of hours with very many events only the newest are looked into and scaled up (`estimated`). Past hours are remembered.',
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
          ? until - 24 * HOUR_MS
          : momentOf(request.query.since, 'query/since').getTime()
      if (since >= until) throw new HubError('invalid_request', 'query/since must lie before query/until.')
      if (until - since > MAX_WINDOW_MS)
        throw new HubError('invalid_request', 'The window may hold 31 days at the most.')
      return await readStats(workspaceId, new Date(since), new Date(Math.min(until, now)))
    },
  )
}
