import { type Static, Type } from 'typebox'
import { listQuery, nullable, publicId, ReasonSchema, Time } from './common.ts'

/** What is told of, and how bad it usually is. */
export const NOTIFICATIONS = {
  'webhook.failing': 'warning',
  'webhook.disabled': 'critical',
  'account.connected': 'info',
  'account.disconnected': 'critical',
  'account.updated': 'warning',
  'message.failed': 'warning',
  'post.failed': 'warning',
  'crisis.detected': 'critical',
  'trend.detected': 'info',
  'goal.achieved': 'info',
} as const
export type NotificationType = keyof typeof NOTIFICATIONS
export const NOTIFICATION_TYPES = Object.keys(NOTIFICATIONS) as readonly NotificationType[]

const type = Type.Enum([...NOTIFICATION_TYPES, 'event.failed'], {
  description: 'The type of the event that tells of it; `event.failed`: an event could not be processed.',
})

export const NotificationQuery = listQuery({ type: Type.Optional(type) })

export const NotificationSchema = Type.Object(
  {
    id: Type.String({ description: 'The same every time it is asked for.' }),
    type,
    severity: Type.Enum(['info', 'warning', 'critical']),
    at: Time(),
    params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
      description:
        'What a sentence about it needs: the plain members of the data (`url`, `reason`, `error`, `percent`, …), `platform`, and ' +
        '`accountName`; of `event.failed` its `eventType` and the `error`.',
    }),
    reason: nullable(ReasonSchema),
    eventId: publicId('event'),
  },
  { title: 'Notification' },
)
export type NotificationBody = Static<typeof NotificationSchema>
