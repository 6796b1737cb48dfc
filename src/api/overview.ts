import { LRUCache } from 'lru-cache'
import { hintOf } from '../ingest/rejection-hints.ts'
import { type Overview, readOverview } from '../stats/overview.ts'
import type { ApiInstance } from './app.ts'
import type { DestinationContext, StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { OverviewSchema } from './schemas/overview.ts'

/** Many pages may be open. */
const FRESH_MS = 2000

export function overviewRoutes(app: ApiInstance, ctx: StoreContext & DestinationContext): void {
  const known = new LRUCache<string, Promise<Overview>>({ max: 100, ttl: FRESH_MS })
  app.get(
    '/api/v1/overview',
    {
      schema: {
        operationId: 'getOverview',
        tags: ['Statistics'],
        summary: 'Whether everything is all right, and what to do about it',
        response: { 200: OverviewSchema },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const overview = known.get(workspaceId) ?? readOverview(ctx.database.db, workspaceId, ctx.destinations)
      known.set(workspaceId, overview, { noUpdateTTL: true })
      overview.catch(() => known.delete(workspaceId))
      return overviewView(await overview)
    },
  )
}

function overviewView({ rejections, ...overview }: Overview) {
  const { lastHour, topCause } = rejections
  return { ...overview, rejections: { lastHour, topCause: topCause && { ...topCause, hint: hintOf(topCause.cause) } } }
}
