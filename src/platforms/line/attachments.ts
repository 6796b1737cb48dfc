import type { AttachmentType } from '../../events/types/attachment.ts'
import { count, filled, flag, id, type JsonRecord, list, number, present, record } from '../json.ts'

export interface Attachment {
  readonly type: AttachmentType
  readonly [member: string]: unknown
}

const ANIMATED: ReadonlySet<unknown> = new Set(['ANIMATION', 'ANIMATION_SOUND', 'POPUP', 'POPUP_SOUND'])

/** What a message carries besides text, in the catalogue's words; undefined for a text. */
export function attachmentOf(message: JsonRecord): Attachment | undefined {
  switch (message.type) {
    case 'text':
      return undefined
    case 'image':
      return { type: 'image', ...contentOf(message), album: albumOf(message.imageSet) }
    case 'video':
      return { type: 'video', ...contentOf(message), durationMs: count(message.duration) }
    case 'audio':
      return { type: 'audio', ...contentOf(message), durationMs: count(message.duration) }
    case 'file':
      return { type: 'file', ...contentOf(message), fileName: filled(message.fileName), size: count(message.fileSize) }
    case 'location':
      return {
        type: 'location',
        title: filled(message.title),
        address: filled(message.address),
        latitude: number(message.latitude),
        longitude: number(message.longitude),
      }
    case 'sticker':
      return {
        type: 'sticker',
        stickerId: id(message.stickerId),
        packageId: id(message.packageId),
        animated: flag(ANIMATED.has(message.stickerResourceType)),
        keywords: keywordsOf(message.keywords),
      }
    default:
      return { type: 'other', platformType: filled(message.type) }
  }
}

/** LINE hands a file out under the id of its message, unless the sender's own server keeps it. */
function contentOf(message: JsonRecord) {
  const provider = record(message.contentProvider)
  if (provider?.type !== 'external') return { id: id(message.id) }
  return { url: filled(provider.originalContentUrl), previewUrl: filled(provider.previewImageUrl) }
}

function albumOf(value: unknown) {
  const set = record(value)
  const setId = set && id(set.id)
  return setId === undefined ? undefined : { id: setId, index: count(set?.index), total: count(set?.total) }
}

function keywordsOf(value: unknown): readonly string[] | undefined {
  const words = list(value).filter((word) => typeof word === 'string')
  return words.length > 0 ? words : undefined
}

/** The places in a text where LINE's own pictures stand; undefined when there are none. */
export function emojisOf(value: unknown) {
  const emojis = list(value).flatMap((given) => {
    const emoji = record(given)
    if (!emoji) return []
    const [emojiId, productId] = [id(emoji.emojiId), id(emoji.productId)]
    const [index, length] = [count(emoji.index), count(emoji.length)]
    if (emojiId === undefined || productId === undefined || index === undefined || length === undefined) return []
    return [{ emojiId, productId, index, length }]
  })
  return emojis.length > 0 ? emojis : undefined
}

/** Who is mentioned where in a text; undefined when nobody is. */
export function mentionsOf(value: unknown) {
  const mentions = list(record(value)?.mentionees).flatMap((given) => {
    const mentionee = record(given)
    const [index, length] = [count(mentionee?.index), count(mentionee?.length)]
    if (!mentionee || index === undefined || length === undefined) return []
    const who = present({
      id: id(mentionee.userId),
      all: flag(mentionee.type === 'all'),
      self: flag(mentionee.isSelf),
    })
    return [{ ...who, index, length }]
  })
  return mentions.length > 0 ? mentions : undefined
}
