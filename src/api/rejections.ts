import { timeOfId } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import { hintOf } from '../ingest/rejection-hints.ts'
import type { LastRejection } from '../store/rejections/last.ts'
import { countRejections, listRejections, type RejectionRow } from '../store/rejections/rejections.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pageAnswer, pageRequest, rangeOf } from './params.ts'
import { RejectionPage, RejectionQuery } from './schemas/admin.ts'
import { isRecord, parseStored } from './views.ts'

const DAY_MS = 86_400_000

/** The last refused request, in short. */
export function lastRejectionView({ id, cause, detail }: LastRejection) {
  return { at: timeOfId(id).toISOString(), cause, detail, hint: hintOf(cause) }
}

export function rejectionRoutes(app: ApiInstance, ctx: StoreContext): void {
  const { db } = ctx.database
  app.get(
    '/api/v1/rejections',
    {
      schema: {
        operationId: 'listRejections',
        tags: ['Rejections'],
        summary: 'Refused platform requests and why, newest first',
        description: 'Rows are sampled in a flood (`weight` says how many one stands for); `counts` are complete.',
        querystring: RejectionQuery,
        response: { 200: RejectionPage },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { platform, cause } = request.query
      const filter = {
        ...(platform === undefined ? {} : { platform }),
        ...(cause === undefined ? {} : { cause }),
        ...rangeOf(request.query),
      }
      const page = await listRejections(db, workspaceId, filter, pageRequest(request.query))
      const counts = await countRejections(db, workspaceId, {
        ...filter,
        since: filter.since ?? new Date(Date.now() - DAY_MS),
      })
      return {
        ...pageAnswer(page, rejectionView),
        counts: counts.map((row) => ({ ...row, hint: hintOf(row.cause) })),
      }
    },
  )
}

function rejectionView(row: RejectionRow) {
  const headers = parseStored(row.headers)
  return {
    id: publicIdOf('rejection', row.id),
    receivedAt: timeOfId(row.id).toISOString(),
    platform: row.platform,
    account: row.account,
    route: row.route,
    cause: row.cause,
    detail: row.detail,
    hint: hintOf(row.cause),
    remoteAddress: row.remote_address,
    headers: isRecord(headers) ? headers : {},
    bodySize: row.body_size,
    bodySample: row.body_sample,
    weight: row.weight,
  }
}
