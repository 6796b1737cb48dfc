import type { StoredEvent } from '../events/stored.ts'
import type { CommentFacts } from '../store/comments/keep.ts'
import { type Data, editOf, jsonOf, textOf } from './values.ts'

/** Ids of platforms are far shorter; what is longer would not fit the index. */
const MAX_ID_LENGTH = 500

/** What an event says of a comment; undefined: nothing. */
export function commentFactsOf(
  event: StoredEvent,
  data: Data,
  contactId: string | undefined,
): CommentFacts | undefined {
  const { accountId, occurredAt: at } = event
  const commentId = textOf(data.commentId)
  if (accountId === undefined || !commentId || commentId.length > MAX_ID_LENGTH) return undefined
  const about = {
    id: event.id,
    accountId,
    commentId,
    mediaId: textOf(data.mediaId),
    parentId: textOf(data.parentId),
    url: textOf(data.url),
    contactId,
  }
  switch (event.type) {
    case 'comment.created':
      return {
        ...about,
        made: {
          at,
          author: jsonOf(data.author),
          own: data.self === true,
          live: data.live === true,
          eventId: event.id,
        },
        text: { value: textOf(data.content) ?? '', at: undefined },
        attachments: { value: jsonOf(data.attachments) ?? '[]', at: undefined },
      }
    case 'comment.edited': {
      const hidden = typeof data.hidden === 'boolean' ? { value: data.hidden, at } : undefined
      const text = editOf(data.content, at)
      // One that was only hidden says its text all the same, on some platforms.
      return {
        ...about,
        text,
        attachments: editOf(jsonOf(data.attachments), at),
        hidden,
        editedAt: hidden ? undefined : at,
      }
    }
    case 'comment.deleted':
      return { ...about, deletedAt: at }
    default:
      return undefined
  }
}
