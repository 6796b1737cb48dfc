import { filled, id, string } from '../json.ts'
import { naturalKey } from '../key.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { type FeedItem, occasion, timeOfItem } from './feed-item.ts'

/** What was done to a comment. */
export function commentDraft(feed: FeedItem): Draft | Unknown {
  const { commentId, verb, value, author, postId, field, url, self } = feed
  if (commentId === undefined) return unknown('a comment without an id', field)
  const parent = id(value.parent_id)
  const draft = {
    key: naturalKey('comment', commentId, verb ?? '', ...occasion(feed)),
    time: timeOfItem(feed),
    senderId: author?.id,
    conversationKey: postId,
  }
  const about = {
    commentId,
    platform: 'facebook',
    author,
    mediaId: postId,
    mediaType: field === 'ratings' ? 'RATING' : undefined,
    // The first answer to a post has the post as its parent.
    parentId: parent === postId ? undefined : parent,
    url,
  }
  const attachments = attachmentsOf(feed)
  switch (verb) {
    case 'add':
      return {
        ...draft,
        type: 'comment.created',
        data: { ...about, content: string(value.message) ?? '', attachments, self },
      }
    case 'edit':
      return { ...draft, type: 'comment.edited', data: { ...about, content: string(value.message), attachments } }
    case 'hide':
    case 'unhide':
      return {
        ...draft,
        type: 'comment.edited',
        data: { ...about, content: string(value.message), attachments, hidden: verb === 'hide' },
      }
    case 'remove':
      return { ...draft, type: 'comment.deleted', data: about }
    default:
      return unknown('an unknown verb', field)
  }
}

function attachmentsOf({ value }: FeedItem) {
  const files = (['photo', 'video'] as const).flatMap((member) => {
    const url = filled(value[member])
    return url === undefined ? [] : [{ type: member === 'photo' ? 'image' : 'video', url }]
  })
  return files.length > 0 ? files : undefined
}
