import { filled, flag, id, type JsonRecord, number, record, string } from '../json.ts'
import { fingerprint, naturalKey } from '../key.ts'
import { type Draft, type Unknown, unknown } from './draft.ts'
import { messagingDraft } from './messaging.ts'

/** Fields that belong to `messaging`, but come as `changes` from the app dashboard's test button. */
const MESSAGING_FIELDS: ReadonlySet<string> = new Set([
  'messages',
  'message_edit',
  'message_edits',
  'message_echoes',
  'message_reactions',
  'messaging_postbacks',
  'messaging_referral',
  'messaging_referrals',
  'messaging_seen',
  'messaging_handover',
  'messaging_handovers',
  'messaging_optins',
  'messaging_policy_enforcement',
  'response_feedback',
  'standby',
])

export function isMessagingField(field: unknown): boolean {
  return typeof field === 'string' && MESSAGING_FIELDS.has(field)
}

/** What one change (`field` and `value`) says. */
export function changeDraft(change: JsonRecord, account: string): Draft | Unknown {
  const field = filled(change.field)
  if (field === undefined) return unknown('a change without a field')
  const value = record(change.value)
  if (!value) return unknown('a change whose value is not an object', field)
  if (MESSAGING_FIELDS.has(field)) return messagingDraft(value, account, field === 'standby')
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
  const author = authorOf(value.from)
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

function authorOf(value: unknown) {
  const from = record(value)
  if (!from) return undefined
  const [personId, username, name] = [id(from.id), filled(from.username), filled(from.name)]
  return personId || username || name ? { id: personId, username, name } : undefined
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
  const author = authorOf(value.from) ?? authorOf(value.owner) ?? authorOf({ username: value.username })
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
