import type { MessageKind } from '../../events/types/message.ts'
import { filled, flag, id, type JsonRecord, list, present, record, shallow, string } from '../json.ts'
import { isoTime } from '../meta/time.ts'
import { cardOf } from './cards.ts'
import { decimal } from './decimal.ts'

/** What a message consists of, in the catalogue's words. */
export interface Content {
  readonly kind: MessageKind
  readonly content: string
  readonly attachments: readonly object[]
  readonly [more: string]: unknown
}

const MEDIA = {
  image: 'image',
  video: 'video',
  video_note: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'file',
  sticker: 'sticker',
} as const

/** The content of a message; a type that is not known yet gives `other`, for somebody wrote all the same. */
export function contentOf(message: JsonRecord): Content {
  const type = filled(message.type) ?? ''
  switch (type) {
    case 'text':
      return { kind: 'text', content: string(record(message.text)?.body) ?? '', attachments: [] }
    case 'image':
    case 'video':
    case 'video_note':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return mediaOf(MEDIA[type], record(message[type]) ?? {}, type === 'voice')
    case 'location':
      return locationOf(record(message.location) ?? {})
    case 'contacts':
      return { kind: 'contact', content: '', attachments: list(message.contacts).map(cardOf) }
    case 'button':
      return buttonOf(record(message.button) ?? {})
    case 'interactive':
      return interactiveOf(record(message.interactive) ?? {})
    case 'order':
      return orderOf(record(message.order) ?? {})
    case 'system':
      return { kind: 'system', content: string(record(message.system)?.body) ?? '', attachments: [] }
    case 'unsupported':
    case 'unknown':
      return {
        kind: 'unsupported',
        platformType: filled(record(message.unsupported)?.type),
        content: '',
        attachments: [],
      }
    case 'ephemeral':
      return { kind: 'ephemeral', content: '', attachments: [] }
    default:
      return { kind: 'other', platformType: type, content: string(record(message.text)?.body) ?? '', attachments: [] }
  }
}

function mediaOf(kind: (typeof MEDIA)[keyof typeof MEDIA], media: JsonRecord, voice: boolean): Content {
  const attachment = {
    type: kind,
    id: id(media.id),
    url: filled(media.url) ?? filled(media.link),
    mimeType: filled(media.mime_type),
    fileName: filled(media.filename),
    sha256: filled(media.sha256),
    voice: voice ? true : flag(media.voice),
    animated: flag(media.animated),
  }
  return { kind, content: string(media.caption) ?? '', attachments: [attachment] }
}

function locationOf(location: JsonRecord): Content {
  const attachment = {
    type: 'location',
    latitude: decimal(location.latitude),
    longitude: decimal(location.longitude),
    title: filled(location.name),
    address: filled(location.address),
    url: filled(location.url),
  }
  return { kind: 'location', content: '', attachments: [attachment] }
}

function buttonOf(button: JsonRecord): Content {
  const title = filled(button.text)
  return {
    kind: 'quick_reply',
    content: title ?? '',
    attachments: [],
    quickReply: { payload: string(button.payload), title },
  }
}

function interactiveOf(interactive: JsonRecord): Content {
  const type = filled(interactive.type)
  const reply = (type === undefined ? undefined : record(interactive[type])) ?? {}
  const title = filled(reply.title)
  switch (type) {
    case undefined:
      return { kind: 'interactive', content: '', attachments: [] }
    case 'nfm_reply': {
      const body = filled(reply.body)
      const answer = { type: 'form_reply', id: filled(reply.name), title: body, values: valuesOf(reply.response_json) }
      return { kind: 'interactive', content: body ?? '', attachments: [], interactive: answer }
    }
    case 'call_permission_reply': {
      const values = {
        response: filled(reply.response),
        permanent: typeof reply.is_permanent === 'boolean' ? reply.is_permanent : undefined,
        expiresAt: isoTime(reply.expiration_timestamp),
        source: filled(reply.response_source),
      }
      return { kind: 'interactive', content: '', attachments: [], interactive: { type, values } }
    }
    default:
      return {
        kind: 'interactive',
        content: title ?? '',
        attachments: [],
        interactive: { type, id: filled(reply.id), title, description: filled(reply.description) },
      }
  }
}

// The answers come as JSON within the JSON, in whatever shape the form's author chose.
function valuesOf(text: unknown): unknown {
  if (typeof text !== 'string') return shallow(text)
  try {
    return shallow(JSON.parse(text))
  } catch {
    return text
  }
}

function orderOf(order: JsonRecord): Content {
  const items = list(order.product_items).flatMap((item) => {
    const product = record(item)
    const productId = product && id(product.product_retailer_id)
    if (!product || productId === undefined) return []
    return [
      {
        productId,
        quantity: decimal(product.quantity),
        price: decimal(product.item_price),
        currency: filled(product.currency),
      },
    ]
  })
  return {
    kind: 'order',
    content: string(order.text) ?? '',
    attachments: [],
    order: { catalogId: id(order.catalog_id), items },
  }
}

/** What a message answers, or where it came from, in the catalogue's words. */
export function contextOf(message: JsonRecord) {
  const context = record(message.context)
  const messageId = context && id(context.id)
  const often = flag(context?.frequently_forwarded)
  return {
    replyTo: messageId === undefined ? undefined : { messageId },
    referral: referralOf(message.referral, context?.referred_product),
    forwarded: flag(context?.forwarded) ?? often,
    frequentlyForwarded: often,
  }
}

function referralOf(value: unknown, product: unknown) {
  const given = record(value)
  const referred = record(product)
  if (!given && !referred) return undefined
  const source = given && filled(given.source_type)
  const sourceId = given && id(given.source_id)
  return present({
    source,
    url: given && filled(given.source_url),
    adId: source === 'post' ? undefined : sourceId,
    mediaId: source === 'post' ? sourceId : undefined,
    adTitle: given && filled(given.headline),
    adBody: given && filled(given.body),
    photoUrl: given && (filled(given.image_url) ?? filled(given.thumbnail_url)),
    videoUrl: given && filled(given.video_url),
    clickId: given && id(given.ctwa_clid),
    productId: referred && id(referred.product_retailer_id),
    catalogId: referred && id(referred.catalog_id),
  })
}
