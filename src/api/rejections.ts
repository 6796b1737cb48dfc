import { timeOfId } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { RejectionCause } from '../ingest/receiver.ts'
import type { LastRejection } from '../store/rejections/last.ts'
import { countRejections, listRejections, type RejectionRow } from '../store/rejections/rejections.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pageAnswer, pageRequest, rangeOf } from './params.ts'
import { RejectionPage, RejectionQuery } from './schemas/admin.ts'
import { isRecord, parseStored } from './views.ts'

const DAY_MS = 86_400_000

/** How to mend each cause of a rejection. */
export const HINTS: Readonly<Record<RejectionCause, string>> = {
  no_secret:
    'Set the secret of this platform (META_APP_SECRET, INSTAGRAM_APP_SECRET, LINE_CHANNEL_SECRET) and start the hub again, or connect the account with it.',
  no_signature:
    'The request carries no signature header: it did not come from the platform, or a proxy removed the header.',
  malformed_signature:
    'The signature must be `sha256=` and 64 hex digits in lower case (Meta), or base64 (LINE). Check what a proxy changes.',
  wrong_length: 'The signature was cut or extended on its way. Check what a proxy changes.',
  signature_mismatch:
    'The secret is another one than the platform signs with, or a proxy changed the body. Compare it in the dashboard: ' +
    'the app secret of Meta, with Instagram Login that of the Instagram app, with LINE that of the channel.',
  wrong_account: 'The body speaks of another account than the address it was sent to.',
  not_json: 'The body was signed correctly but is not JSON.',
  wrong_shape: 'The body was signed correctly but is of another product; check what the callback is subscribed to.',
  too_large: 'The body is over 5 MB; no platform sends that.',
  verification_failed:
    'The verify token in the app dashboard is another one than META_VERIFY_TOKEN, or the handshake was incomplete.',
}

/** How to mend a cause; causes of newer programs have no hint. */
export function hintOf(cause: string): string {
  return Object.hasOwn(HINTS, cause) ? HINTS[cause as RejectionCause] : 'See docs/errors.md.'
}

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
