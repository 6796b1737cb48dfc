import { count, filled, id, string } from '../json.ts'
import { fingerprint, naturalKey } from '../key.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { commentDraft } from './comment.ts'
import { type FeedItem, occasion, timeOfItem } from './feed-item.ts'
import { mediaDraft } from './media.ts'

/** What happened on a Page: to a post, a comment, a reaction or a review. */
export function feedDraft(feed: FeedItem): Draft | Unknown {
  if (feed.verb === undefined) return unknown('an unknown verb', feed.field)
  if (feed.verb === 'follow') return followerDraft(feed)
  switch (feed.item) {
    case 'comment':
      return commentDraft(feed)
    case 'like':
      return feed.postId === undefined && feed.commentId === undefined
        ? followerDraft(feed)
        : reactionDraft(feed, 'like')
    case 'reaction':
      return reactionDraft(feed, filled(feed.value.reaction_type))
    case 'rating':
      return reviewDraft(feed)
    default:
      return mediaDraft(feed)
  }
}

// Who likes the Page itself follows it. Older versions write the person's id as a number too long for JSON: nobody
// can say then who it was.
function followerDraft({ verb, author, value, entryTime, field }: FeedItem): Draft | Unknown {
  if (author === undefined && value.user_id === undefined) return unknown('a follower without an id', field)
  const removed = verb === 'remove'
  if (!removed && verb !== 'add' && verb !== 'follow') return unknown('an unknown verb', field)
  return {
    type: removed ? 'follower.removed' : 'follower.added',
    key: naturalKey(
      'follower',
      author?.id ?? '',
      removed ? 'remove' : 'add',
      id(value.created_time) ?? entryTime,
      author?.id === undefined ? fingerprint(value) : '',
    ),
    time: value.created_time,
    senderId: author?.id,
    data: { platform: 'facebook', follower: author ?? {} },
  }
}

function reactionDraft(feed: FeedItem, reaction: string | undefined): Draft | Unknown {
  const { verb, author, value, postId, commentId, item, field, entryTime } = feed
  const target = commentId ?? postId
  if (target === undefined) return unknown('a reaction that does not say to what', field)
  if (reaction === undefined) return unknown('a reaction that does not say which', field)
  if (verb !== 'add' && verb !== 'edit' && verb !== 'remove') return unknown('an unknown verb', field)
  const data = {
    platform: 'facebook',
    target: commentId === undefined ? 'media' : 'comment',
    mediaId: postId,
    commentId,
    reaction,
    author,
    changed: verb === 'edit' ? true : undefined,
  }
  return {
    type: verb === 'remove' ? 'reaction.deleted' : 'reaction.created',
    key: naturalKey(
      'feed_reaction',
      postId ?? '',
      commentId ?? '',
      item,
      author?.id ?? '',
      verb,
      reaction,
      // It can be set and taken back any number of times.
      id(value.created_time) ?? entryTime,
    ),
    time: value.created_time,
    senderId: author?.id,
    conversationKey: postId ?? target,
    data,
  }
}

function reviewDraft(feed: FeedItem): Draft | Unknown {
  const { verb, author, value, field } = feed
  const reviewId = id(value.open_graph_story_id)
  if (reviewId === undefined) return unknown('a review without an id', field)
  if (verb !== 'add' && verb !== 'edit' && verb !== 'remove') return unknown('an unknown verb', field)
  const common = {
    key: naturalKey('review', reviewId, verb, ...occasion(feed)),
    time: timeOfItem(feed),
    senderId: author?.id,
    conversationKey: reviewId,
  }
  const about = { reviewId, platform: 'facebook', author }
  if (verb === 'remove') return { ...common, type: 'review.deleted', data: about }
  const recommendation = filled(value.recommendation_type)?.toUpperCase()
  const data = {
    ...about,
    content: string(value.review_text) ?? '',
    rating: count(value.rating) || undefined,
    recommended: recommendation === 'POSITIVE' ? true : recommendation === 'NEGATIVE' ? false : undefined,
  }
  return { ...common, type: verb === 'add' ? 'review.created' : 'review.edited', data }
}
