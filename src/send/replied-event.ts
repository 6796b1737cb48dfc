import { toPublicId } from '../events/ids.ts'
import { naturalKey } from '../platforms/key.ts'
import type { AccountRef } from '../store/accounts/directory.ts'
import type { EventRow } from '../store/events/insert.ts'
import { attachmentsOf, isAction, parseContent, wordsOf } from './content.ts'
import { ownEvent } from './own-event.ts'

/** What the event of a sent message needs to know. */
export interface SentMessage {
  readonly id: string
  readonly accountId: string
  readonly conversationKey: string
  readonly type: string
  readonly content: string
  readonly replyTo: string | undefined
  readonly sentBy: string
  readonly lastInboundAt: Date | undefined
  readonly lastMessageId: string | undefined
}

/**
 * The event `message.replied` of a message that was sent; undefined for what is no message. It has the key of the
 * platform's echo of the same message, so that there is only one of them.
 */
export function repliedEvent(
  eventId: string,
  message: SentMessage,
  account: AccountRef,
  platformMessageId: string | undefined,
  at: Date,
): EventRow | undefined {
  if (isAction(message.type)) return undefined
  const content = parseContent(message.content)
  const attachments = attachmentsOf(content)
  const messageId = platformMessageId ?? toPublicId('message', message.id)
  const inReplyTo = message.replyTo ?? message.lastMessageId
  const seconds = message.lastInboundAt && (at.getTime() - message.lastInboundAt.getTime()) / 1000
  return ownEvent(eventId, account, {
    type: 'message.replied',
    key: naturalKey('echo', messageId),
    conversationKey: message.conversationKey,
    at,
    data: {
      messageId,
      conversationId: message.conversationKey,
      platform: account.platform,
      replyContent: wordsOf(content),
      repliedBy: message.sentBy,
      ...(seconds !== undefined && seconds >= 0 ? { responseTime: Math.round(seconds * 1000) / 1000 } : {}),
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      ...(attachments.length > 0 ? { attachments } : {}),
    },
  })
}
