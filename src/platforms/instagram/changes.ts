import { filled, flag, id, type JsonRecord, number, record, string } from '../json.ts'
import { fingerprint, naturalKey } from '../key.ts'
import type { ChangeContext } from '../meta/dialect.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { personOf } from '../meta/parties.ts'

/** What one change (`field` and `value`) says. */
export function changeDraft({ change, account }: ChangeContext): Draft | Unknown {
  const field = filled(change.field)
  const value = record(change.value)
  if (!value) return unknown('a change whose value is not an object', field)
  switch (field) {
    case 'comments':
      return commentDraft(value, account, false)
    case 'live_comments':
      return commentDraft(value, account, true)
    case 'mentions':
      return mentionDraft(value)
    case 'story_insights':
      return insightsDraft(value)
    case 'media':
      return mediaDraft(value)
    default:
      return unknown('an unknown field', field)
  }
}

function commentDraft(value: JsonRecord, account: string, live: boolean): Draft | Unknown {
  const commentId = id(value.id) ?? id(value.comment_id)
  if (commentId === undefined) return unknown('a comment without an id', live ? 'live_comments' : 'comments')
  const media = record(value.media)
  const mediaId = media && id(media.id)
  const author = personOf(value.from)
  return {
    type: 'comment.created',
    key: naturalKey(live ? 'live_comment' : 'comment', commentId),
    time: value.created_time ?? value.timestamp,
    senderId: author?.id,
    conversationKey: mediaId,
    data: {
      commentId,
      platform: 'instagram',
      content: string(value.text) ?? '',
      author,
      mediaId,
      mediaType: media && filled(media.media_product_type),
      parentId: id(value.parent_id),
      adId: media && id(media.ad_id),
      adTitle: media && filled(media.ad_title),
      originalMediaId: media && id(media.original_media_id),
      live: flag(live),
      self: flag(author?.id !== undefined && author.id === account),
    },
  }
}

function mentionDraft(value: JsonRecord): Draft | Unknown {
  const commentId = id(value.comment_id)
  const mediaId = id(value.media_id)
  const mentionId = commentId ?? mediaId
  if (mentionId === undefined) return unknown('a mention that does not say where', 'mentions')
  return {
    type: 'mention.created',
    key: naturalKey('mention', mediaId ?? '', commentId ?? ''),
    conversationKey: mediaId,
    data: { mentionId, platform: 'instagram', source: commentId ? 'comment' : 'post', mediaId, commentId },
  }
}

// The figures of one story may come again with other values; that is news.
function insightsDraft(value: JsonRecord): Draft | Unknown {
  const mediaId = id(value.media_id)
  if (mediaId === undefined) return unknown('story figures without a media id', 'story_insights')
  const figures = Object.entries(value).flatMap(([name, figure]) =>
    name !== 'media_id' && number(figure) !== undefined ? [[camelCase(name), figure] as const] : [],
  )
  return {
    type: 'story.insights',
    key: naturalKey('story_insights', mediaId, fingerprint(value)),
    data: { mediaId, platform: 'instagram', metrics: Object.fromEntries(figures) },
  }
}

function mediaDraft(value: JsonRecord): Draft | Unknown {
  const mediaId = id(value.id) ?? id(value.media_id)
  if (mediaId === undefined) return unknown('a media change without an id', 'media')
  const author = personOf(value.from) ?? personOf(value.owner) ?? personOf({ username: value.username })
  return {
    type: 'media.published',
    key: naturalKey('media', mediaId),
    time: value.created_time ?? value.timestamp,
    conversationKey: mediaId,
    data: {
      mediaId,
      platform: 'instagram',
      mediaType: filled(value.media_type) ?? filled(value.media_product_type),
      content: filled(value.caption),
      url: filled(value.permalink),
      mediaUrl: filled(value.media_url),
      author,
    },
  }
}

function camelCase(name: string): string {
  const [first = '', ...rest] = name.split('_')
  return first + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
}
