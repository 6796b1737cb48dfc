import { toPublicId } from '../events/ids.ts'
import { dedupKeyOf } from '../ingest/prepare.ts'
import { naturalKey } from '../platforms/key.ts'
import type { AccountRef } from '../store/accounts.ts'
import type { EventRow } from '../store/statements/insert-events.ts'
import { isAction } from './content.ts'

/** What the event of a message that was given up needs to know. */
interface FailedMessage {
  readonly id: string
  readonly conversationKey: string
  readonly recipient: string
  readonly type: string
  readonly attempts: number
}

/** The event `message.failed` of a message that the hub gave up to send; undefined for what is no message. */
export function failedEvent(
  eventId: string,
  message: FailedMessage,
  account: AccountRef,
  failure: { readonly code: string | undefined; readonly message: string },
  at: Date,
): EventRow | undefined {
  if (isAction(message.type)) return undefined
  const messageId = toPublicId('message', message.id)
  const data = JSON.stringify({
    messageId,
    conversationId: message.conversationKey,
    platform: account.platform,
    recipient: { id: message.recipient },
    error: failure.message,
    ...(failure.code === undefined ? {} : { errorCode: failure.code }),
  })
  return {
    id: eventId,
    platform: account.platform,
    accountId: account.id,
    type: 'message.failed',
    // One that is sent again by hand, and fails again, fails anew.
    dedupKey: dedupKeyOf(
      account.platform,
      account.externalId,
      naturalKey('given_up', messageId, `${message.attempts}`),
    ),
    occurredAt: at,
    receivedAt: at,
    senderId: account.externalId,
    conversationKey: message.conversationKey,
    data,
    raw: data,
  }
}
