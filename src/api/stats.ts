import { HubError } from '../errors.ts'
import { BUCKET_MS, type Bucket, createStatsReader } from '../stats/reader.ts'
import type { ApiInstance } from './app.ts'
import type { MetricsContext, StoreContext, WorkspaceContext } from './context.ts'
import { callerOf } from './guard.ts'
import { momentOf } from './params.ts'
import { StatsQuery, StatsSchema } from './schemas/stats.ts'

const DEFAULT_WINDOW_MS = 24 * BUCKET_MS.hour
const MAX_WINDOW_MS = 31 * BUCKET_MS.day
const WARM_UP_AFTER_MS = 1000
const MAX_POINTS = 800

export function statsRoutes(app: ApiInstance, ctx: StoreContext & WorkspaceContext & MetricsContext): void {
  const readStats = createStatsReader(ctx.database.db, ctx.metrics)
  // A day of a million events takes a second or two to read for the first time: nobody should have to wait for it.
  const warmUp = () => {
    const now = Date.now()
    const start = Math.floor((now - DEFAULT_WINDOW_MS) / BUCKET_MS.hour) * BUCKET_MS.hour
    readStats(ctx.workspaceId, new Date(start), new Date(now), 'hour').catch(() => undefined)
  }
  let warming: NodeJS.Timeout | undefined
  app.addHook('onListen', async () => {
    warming = setTimeout(warmUp, WARM_UP_AFTER_MS).unref()
  })
  app.addHook('onClose', async () => clearTimeout(warming))
  app.get(
    '/api/v1/stats',
    {
      schema: {
        operationId: 'getStats',
        tags: ['Statistics'],
        summary: 'Counts, rates, latency, queues, by type, account and time',
        description:
          'Of hours (or minutes) with very many events only the newest are looked into and scaled up (`estimated`). The past is remembered for some minutes.',
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
      if (since >= until) throw new HubError('invalid_request', 'query/since must lie before query/until.')
      if (until - since > MAX_WINDOW_MS)
        throw new HubError('invalid_request', 'The window may hold 31 days at the most.')
      const end = Math.min(until, now)
      const bucket = request.query.bucket ?? bucketFor(end - since)
      if ((end - since) / BUCKET_MS[bucket] > MAX_POINTS)
        throw new HubError('invalid_request', `query/bucket: the window has over ${MAX_POINTS} of them.`)
      const start = Math.floor(since / BUCKET_MS[bucket]) * BUCKET_MS[bucket]
      return await readStats(workspaceId, new Date(start), new Date(end), bucket)
    },
  )
}

function bucketFor(windowMs: number): Bucket {
  if (windowMs <= 100 * BUCKET_MS.minute) return 'minute'
  return windowMs <= 100 * BUCKET_MS.hour ? 'hour' : 'day'
}
