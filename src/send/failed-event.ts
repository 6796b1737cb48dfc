import { toPublicId } from '../events/ids.ts'
import { naturalKey } from '../platforms/key.ts'
import type { AccountRef } from '../store/accounts/directory.ts'
import type { EventRow } from '../store/events/insert.ts'
import { isAction } from './content.ts'
import { ownEvent } from './own-event.ts'

/** Of a message that may have arrived all the same. */
export const OUTCOME_UNKNOWN = 'outcome_unknown'

/** What the event of a message that was given up needs to know. */
interface FailedMessage {
  readonly id: string
  readonly conversationKey: string
  readonly recipient: string
  readonly type: string
  readonly attempts: number
}

/** The event `message.failed` of a message that the hub gave up; undefined for what is no message. */
export function failedEvent(
  eventId: string,
  message: FailedMessage,
  account: AccountRef,
  failure: { readonly code: string | undefined; readonly message: string; readonly unknown: boolean },
  at: Date,
): EventRow | undefined {
  if (isAction(message.type)) return undefined
  const messageId = toPublicId('message', message.id)
  return ownEvent(eventId, account, {
    type: 'message.failed',
    // One that is sent again by hand, and fails again, has another event.
    key: naturalKey('given_up', messageId, `${message.attempts}`),
    conversationKey: message.conversationKey,
    at,
    data: {
      messageId,
      conversationId: message.conversationKey,
      platform: account.platform,
      recipient: { id: message.recipient },
      error: failure.message,
      ...(failure.code === undefined ? {} : { errorCode: failure.code }),
      ...(failure.unknown ? { code: OUTCOME_UNKNOWN } : {}),
    },
  })
}
