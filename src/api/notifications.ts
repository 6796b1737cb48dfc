import type { Params } from '../codes/sentence.ts'
import { workCause } from '../codes/webhooks.ts'
import { timeOfId } from '../events/ids.ts'
import { publicIdOf } from '../events/public-id.ts'
import { OUTCOME_UNKNOWN } from '../send/failed-event.ts'
import { listNotifications, type NotificationRow } from '../store/events/notifications.ts'
import type { ApiInstance } from './app.ts'
import type { StoreContext } from './context.ts'
import { callerOf } from './guard.ts'
import { pageAnswer, pageRequest } from './params.ts'
import { pageOf } from './schemas/common.ts'
import {
  NOTIFICATION_TYPES,
  NOTIFICATIONS,
  type NotificationBody,
  NotificationQuery,
  NotificationSchema,
  type NotificationType,
} from './schemas/notifications.ts'
import { isRecord, parseStored } from './views.ts'

const MAX_TEXT = 500
/** Of `account.updated`: platforms tell of good and of bad news by it. */
const BAD_NEWS = /policy|block|restrict|disabl|suspend|violat|flag|reject|\bban|\b(red|low)\b/i
const GOOD_NEWS = /^un|reinstat|lift|approv/i

export function notificationRoutes(app: ApiInstance, ctx: StoreContext): void {
  app.get(
    '/api/v1/notifications',
    {
      schema: {
        operationId: 'listNotifications',
        tags: ['Events'],
        summary: 'What a person should know, newest first',
        description:
          'Made from stored events, and kept as long as they are. A page may hold fewer than `limit` and still have a next one.',
        querystring: NotificationQuery,
        response: { 200: pageOf(NotificationSchema) },
      },
    },
    async (request) => {
      const { workspaceId } = callerOf(request)
      const { type } = request.query
      const wanted = {
        types: type === undefined ? NOTIFICATION_TYPES : NOTIFICATION_TYPES.filter((each) => each === type),
        failed: type === undefined || type === 'event.failed',
      }
      const page = await listNotifications(ctx.database.db, workspaceId, wanted, pageRequest(request.query))
      const { data, nextCursor } = pageAnswer(page, notificationsOf)
      return { data: data.flat().filter((each) => type === undefined || each.type === type), nextCursor }
    },
  )
}

/** What an event tells of: itself, and that it could not be processed. */
function notificationsOf(row: NotificationRow): NotificationBody[] {
  const parsed = row.data === null ? undefined : parseStored(row.data)
  const data = isRecord(parsed) ? parsed : {}
  const eventId = publicIdOf('event', row.id)
  const common = {
    eventId,
    at: timeOfId(row.id).toISOString(),
  }
  const about = { platform: row.platform, ...(row.account_name === null ? {} : { accountName: row.account_name }) }
  const told: NotificationBody[] = []
  if (row.failed)
    told.push({
      ...common,
      id: `${eventId}.failed`,
      type: 'event.failed',
      severity: 'warning',
      params: { ...about, eventType: row.type, error: (row.error ?? '').slice(0, MAX_TEXT) },
      reason: workCause('processing_failed', { said: (row.error ?? '').slice(0, MAX_TEXT) }),
    })
  if (isNotification(row.type) && (row.type !== 'account.updated' || isBadNews(data)))
    told.push({
      ...common,
      id: eventId,
      type: row.type,
      severity: severityOf(row.type, data),
      params: { ...plainMembers(data), ...about },
      reason: reasonOf(row.type, data),
    })
  return told
}

function isNotification(type: string): type is NotificationType {
  return Object.hasOwn(NOTIFICATIONS, type)
}

function severityOf(type: NotificationType, { code, severity }: Readonly<Record<string, unknown>>) {
  // A user disconnected it on purpose.
  if (type === 'account.disconnected' && code === 'by_user') return 'info'
  if (type === 'crisis.detected' && (severity === 'low' || severity === 'medium')) return 'warning'
  return NOTIFICATIONS[type]
}

/** Why, with its code; of events that an older version stored the code is `other`. */
function reasonOf(type: NotificationType, data: Readonly<Record<string, unknown>>): NotificationBody['reason'] {
  if (type === 'message.failed') {
    const { error: said, errorCode: platformCode, code } = plainMembers(data)
    const cause = code === OUTCOME_UNKNOWN ? 'message_unknown' : 'message_failed'
    return typeof said === 'string' ? workCause(cause, { said, platformCode: String(platformCode) }) : null
  }
  if (typeof data.reason !== 'string' || !REASONED.has(type)) return null
  const detail = data.reason.slice(0, MAX_TEXT)
  const { code = 'other', params = { said: detail } } = data
  return { code: String(code), params: isRecord(params) ? paramsOf(params) : {}, detail }
}

/** Events whose `reason` is the hub's. */
const REASONED: ReadonlySet<NotificationType> = new Set(['account.disconnected', 'webhook.disabled'])

function isBadNews({ change, status }: Readonly<Record<string, unknown>>): boolean {
  return BAD_NEWS.test(`${change} ${status}`) && !GOOD_NEWS.test(String(status))
}

function paramsOf(given: Readonly<Record<string, unknown>>): Params {
  const isParam = (value: unknown) => typeof value === 'string' || typeof value === 'number' || Array.isArray(value)
  return Object.fromEntries(Object.entries(given).filter(([, value]) => isParam(value))) as Params
}

function plainMembers(data: Readonly<Record<string, unknown>>): NotificationBody['params'] {
  const params: NotificationBody['params'] = {}
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === 'string') params[name] = value.slice(0, MAX_TEXT)
    else if (typeof value === 'number' || typeof value === 'boolean') params[name] = value
  }
  return params
}
