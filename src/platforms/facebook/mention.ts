import { filled } from '../json.ts'
import { naturalKey } from '../key.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { feedDraft } from './feed.ts'
import type { FeedItem } from './feed-item.ts'

/** Somebody mentions the Page in a post or a comment; what is done to it later is an event of the post or comment. */
export function mentionDraft(feed: FeedItem): Draft | Unknown {
  const { verb, postId, commentId, author, value, url } = feed
  if (value.verb !== undefined && verb !== 'add') return feedDraft(feed)
  const mentionId = commentId ?? postId
  if (mentionId === undefined) return unknown('a mention that does not say where', 'mention')
  return {
    type: 'mention.created',
    key: naturalKey('mention', postId ?? '', commentId ?? ''),
    time: value.created_time,
    senderId: author?.id,
    conversationKey: postId ?? mentionId,
    data: {
      mentionId,
      platform: 'facebook',
      source: commentId === undefined ? 'post' : 'comment',
      content: filled(value.message),
      author,
      mediaId: postId,
      commentId,
      url,
    },
  }
}
