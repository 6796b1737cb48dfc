import type { AttachmentType } from '../../events/types/attachment.ts'
import { filled, id, type JsonRecord, list } from '../json.ts'
import { naturalKey } from '../key.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { type FeedItem, occasion, timeOfItem } from './feed-item.ts'

/** The words that Instagram has for the same. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['photo', 'IMAGE'],
  ['video', 'VIDEO'],
])

/** What was done to a post: a status, photo, video, album, share, event, or whatever else has an id. */
export function mediaDraft(feed: FeedItem): Draft | Unknown {
  const { verb, value, item, author, field, self, url } = feed
  const partId = partIdOf(feed)
  const mediaId = feed.postId ?? partId
  if (mediaId === undefined) return unknown('a post without an id', field)
  if (verb === undefined || verb === 'follow') return unknown('an unknown verb', field)
  const unpublished = isFalse(value.published) ? true : undefined
  const draft = {
    // A draft and its publication are two facts.
    key: naturalKey(
      'post',
      mediaId,
      partId ?? '',
      item,
      verb,
      ...occasion(feed),
      verb === 'add' && unpublished ? 'unpublished' : '',
    ),
    time: timeOfItem(feed),
    senderId: author?.id,
    conversationKey: mediaId,
  }
  const about = {
    mediaId,
    platform: 'facebook',
    mediaType: MEDIA_TYPES.get(item) ?? (item === '' ? undefined : item.toUpperCase()),
    author,
    self,
  }
  if (verb === 'remove') return { ...draft, type: 'media.deleted', data: about }
  const attachments = attachmentsOf(feed)
  const data = {
    ...about,
    content: filled(value.message) ?? filled(value.story),
    url,
    mediaUrl: attachments.find(({ type }) => type === 'image' || type === 'video')?.url,
    attachments: attachments.length > 0 ? attachments : undefined,
    unpublished,
  }
  const hiddenNow = value.is_hidden === true ? true : undefined
  switch (verb) {
    case 'add':
      return { ...draft, type: 'media.published', data: { ...data, hidden: hiddenNow } }
    case 'edit':
      return { ...draft, type: 'media.edited', data: { ...data, hidden: hiddenNow } }
    case 'hide':
    case 'unhide':
      return { ...draft, type: 'media.edited', data: { ...data, hidden: verb === 'hide' } }
    default:
      return {
        ...draft,
        type: 'media.edited',
        data: { ...data, restriction: verb, reason: filled(value.video_flag_reason) },
      }
  }
}

/** The photo, video or other thing itself: a post may have several. */
function partIdOf({ value }: FeedItem): string | undefined {
  return (
    id(value.photo_id) ??
    id(value.video_id) ??
    id(value.album_id) ??
    id(value.share_id) ??
    id(value.event_id) ??
    id(value.reel_id)
  )
}

function isFalse(value: unknown): boolean {
  return value === 0 || value === false
}

interface File {
  readonly type: AttachmentType
  readonly id?: string | undefined
  readonly url?: string | undefined
}

function attachmentsOf({ item, value }: FeedItem): File[] {
  return [...linked(item, value), ...pictures(value)]
}

function linked(item: string, value: JsonRecord): File[] {
  const url = filled(value.link)
  if (item === 'photo') return filesOf('image', id(value.photo_id), url)
  if (item === 'video') return filesOf('video', id(value.video_id), url)
  return filesOf('link', undefined, url)
}

function filesOf(type: AttachmentType, fileId: string | undefined, url: string | undefined): File[] {
  return fileId === undefined && url === undefined ? [] : [{ type, id: fileId, url }]
}

function pictures(value: JsonRecord): File[] {
  const urls = list(value.photos).flatMap((url) => filesOf('image', undefined, filled(url)))
  const ids = list(value.photo_ids).flatMap((photo) => filesOf('image', id(photo), undefined))
  return [...urls, ...ids]
}
