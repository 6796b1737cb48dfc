import type { MessageKind } from '../../events/types/message.ts'
import { count, filled, flag, id, type JsonRecord, list, number, record, string } from '../json.ts'

/** What a message consists of. */
export interface Content {
  readonly kind: MessageKind
  readonly platformType?: string | undefined
  readonly attachments: readonly object[]
}

const file = (given: JsonRecord) => ({
  id: id(given.file_id),
  mimeType: filled(given.mime_type),
  fileName: filled(given.file_name),
  size: count(given.file_size),
  durationMs: milliseconds(given.duration),
})

/** Seconds as milliseconds. */
function milliseconds(value: unknown): number | undefined {
  const seconds = number(value)
  return seconds === undefined || seconds < 0 ? undefined : Math.round(seconds * 1000)
}

/** The largest of the sizes that a photo comes in. */
function largest(sizes: unknown): JsonRecord | undefined {
  const all = list(sizes).map(record)
  return all.reduce((best, size) => ((number(size?.width) ?? 0) >= (number(best?.width) ?? 0) ? size : best), all[0])
}

/** In the order in which they are looked for: an animation has a `document` too, a venue a `location`. */
const READERS: Readonly<Record<string, (value: unknown, message: JsonRecord) => Content | undefined>> = {
  photo: (value) => one('image', largest(value), (photo) => ({ type: 'image', ...file(photo) })),
  animation: (value) => one('video', record(value), (given) => ({ type: 'video', ...file(given), title: 'animation' })),
  video: (value) => one('video', record(value), (given) => ({ type: 'video', ...file(given) })),
  video_note: (value) =>
    one('video', record(value), (given) => ({ type: 'video', ...file(given), title: 'video note' })),
  audio: (value) =>
    one('audio', record(value), (given) => ({ type: 'audio', ...file(given), title: filled(given.title) })),
  voice: (value) => one('audio', record(value), (given) => ({ type: 'audio', ...file(given), voice: true })),
  document: (value) => one('file', record(value), (given) => ({ type: 'file', ...file(given) })),
  sticker: (value) =>
    one('sticker', record(value), (given) => ({
      type: 'sticker',
      ...file(given),
      stickerId: id(given.file_unique_id),
      packageId: id(given.set_name),
      animated: flag(given.is_animated === true || given.is_video === true),
      keywords: filled(given.emoji) === undefined ? undefined : [filled(given.emoji)],
    })),
  venue: (value) =>
    one('location', record(value), (given) => ({
      type: 'location',
      ...place(given.location),
      title: filled(given.title),
      address: filled(given.address),
    })),
  location: (value) => one('location', record(value), () => ({ type: 'location', ...place(value) })),
  contact: (value) =>
    one('contact', record(value), (given) => ({
      type: 'contact',
      contact: {
        name: [filled(given.first_name), filled(given.last_name)].filter(Boolean).join(' ') || undefined,
        phones: [{ number: string(given.phone_number) ?? '', platformId: id(given.user_id) }],
      },
    })),
  poll: (value) => other('poll', filled(record(value)?.question)),
  dice: (value) =>
    other('dice', [filled(record(value)?.emoji), string(record(value)?.value)].filter(Boolean).join(' ')),
  story: (value) => one('story', record(value), (given) => ({ type: 'story', mediaId: id(given.id) })),
  game: (value) => other('game', filled(record(value)?.title)),
  invoice: (value) => other('invoice', filled(record(value)?.title)),
  paid_media: () => other('paid_media', undefined),
  checklist: (value) => other('checklist', filled(record(value)?.title)),
  giveaway: () => other('giveaway', undefined),
}

/** The members that make a message one of contents. */
export const CONTENT_MEMBERS = Object.keys(READERS)

export function contentOf(message: JsonRecord): Content {
  for (const [member, read] of Object.entries(READERS)) {
    if (message[member] === undefined) continue
    const content = read(message[member], message)
    if (!content) continue
    const album = id(message.media_group_id)
    if (album === undefined) return content
    return {
      ...content,
      attachments: content.attachments.map((attachment) => ({ ...attachment, album: { id: album } })),
    }
  }
  if (string(message.text)) return { kind: 'text', attachments: [] }
  return { kind: 'unsupported', attachments: [] }
}

function one(
  kind: MessageKind,
  given: JsonRecord | undefined,
  read: (given: JsonRecord) => object,
): Content | undefined {
  return given ? { kind, attachments: [read(given)] } : undefined
}

function other(platformType: string, title: string | undefined): Content {
  return { kind: 'other', platformType, attachments: [{ type: 'other', platformType, title }] }
}

function place(value: unknown) {
  const given = record(value)
  return { latitude: number(given?.latitude), longitude: number(given?.longitude) }
}
