import type { AttachmentType } from '../../events/types/attachment.ts'
import { filled, id, type JsonRecord, list, number, record } from '../json.ts'

const TYPES: ReadonlyMap<string, AttachmentType> = new Map([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['file', 'file'],
  ['like_heart', 'sticker'],
  ['sticker', 'sticker'],
  ['animated_media', 'sticker'],
  ['location', 'location'],
  ['share', 'share'],
  ['fallback', 'link'],
  ['reel', 'reel'],
  ['ig_reel', 'reel'],
  ['ig_post', 'post'],
  ['ig_story', 'story'],
  ['story_mention', 'story_mention'],
  ['template', 'template'],
  ['generic_template', 'template'],
  ['product', 'product'],
  ['product_template', 'product'],
  ['ephemeral', 'ephemeral'],
  ['unsupported_type', 'unsupported'],
])

export interface Attachment {
  readonly type: AttachmentType
  readonly [member: string]: unknown
}

/** The attachments of a message in the catalogue's words; [] when it has none. */
export function attachmentsOf(message: JsonRecord): Attachment[] {
  const given = list(message.attachments)
  if (given.length === 0) return []
  return given.map((item) => attachmentOf(record(item) ?? {}))
}

function attachmentOf(item: JsonRecord): Attachment {
  const platformType = filled(item.type)
  const payload = record(item.payload) ?? {}
  const stickerId = id(payload.sticker_id)
  const type = typeOf(platformType, stickerId)
  const coordinates = record(payload.coordinates)
  const generic = record(payload.generic)
  const product = record(payload.product)
  const elements = payload.elements ?? generic?.elements ?? product?.elements
  return {
    type,
    platformType: type === 'other' ? platformType : undefined,
    id: id(payload.attachment_id),
    url: filled(payload.url) ?? filled(item.url),
    title: filled(payload.title) ?? filled(item.title) ?? (type === 'template' ? filled(payload.text) : undefined),
    mediaId: id(payload.ig_post_media_id) ?? id(payload.reel_video_id) ?? id(payload.story_media_id),
    stickerId,
    latitude: coordinates && number(coordinates.lat),
    longitude: coordinates && number(coordinates.long),
    templateType: filled(payload.template_type) ?? (generic ? 'generic' : product ? 'product' : undefined),
    elements: Array.isArray(elements) ? elements : undefined,
    buttons: Array.isArray(payload.buttons) ? payload.buttons : undefined,
  }
}

// Messenger sends stickers as pictures.
function typeOf(platformType: string | undefined, stickerId: string | undefined): AttachmentType {
  const type = TYPES.get(platformType ?? '') ?? 'other'
  return type === 'image' && stickerId !== undefined ? 'sticker' : type
}
