import type { Content } from '../checks.ts'
import type { JsonRecord } from '../json.ts'
import type { OutboundContent, OutboundMessage } from '../outbound.ts'
import { MAX } from './limits.ts'
import { buttons, carousel, listOf } from './menus.ts'
import type { LineMessage, TextMessage } from './messages.ts'
import { QUOTING, rawMessage } from './raw-message.ts'
import { postback } from './tap-actions.ts'
import { atMost, atMostShown, fetched, refused } from './text.ts'

/** Contents that become a message in the chat; the others are actions. */
export type MessageContent = Exclude<OutboundContent, { type: 'mark_seen' | 'typing' }>

/**
 * The message object that LINE takes.
 * @throws PlatformError of kind `invalid` for what LINE lacks or would refuse; nothing was sent.
 */
export function render(
  content: MessageContent,
  { replyTo, quoteToken }: Pick<OutboundMessage, 'replyTo' | 'quoteToken'> = {},
): LineMessage | JsonRecord {
  const message = content.type === 'native' ? rawMessage(content.message) : rendered(content)
  if (quoteToken === undefined) {
    if (replyTo !== undefined)
      throw refused('LINE quotes by token: give the quoteToken that came with the message, not only its id.')
    return message
  }
  if (!QUOTING.includes(String(message.type)))
    throw refused(`On LINE only a text or a sticker can quote a message, not a ${content.type} message.`)
  return { quoteToken, ...message }
}

function rendered(content: Exclude<MessageContent, { type: 'native' }>): LineMessage {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: atMost(MAX.text, 'The text', content.text) }
    case 'image':
      return { type: 'image', ...pictured(content, content.previewUrl ?? content.url) }
    case 'video':
      return { type: 'video', ...pictured(content, content.previewUrl) }
    case 'audio':
      return audio(content)
    case 'sticker':
      return sticker(content)
    case 'location':
      return location(content)
    case 'quick_replies':
      return quickReplies(content)
    case 'buttons':
      return buttons(content)
    case 'list':
      return listOf(content)
    case 'carousel':
      return carousel(content)
    case 'file':
      throw refused('LINE accounts cannot send files. Send a text or a button with the address of the file.')
    case 'contacts':
      throw refused('LINE has no contact cards. Send the details as text.')
    case 'reaction':
      throw refused('LINE accounts cannot react to messages.')
    case 'template':
      throw refused(
        'Approved templates are a thing of WhatsApp. On LINE any message can be sent; see `buttons`, `carousel` and `native`.',
      )
  }
}

function pictured(content: Content<'image' | 'video'>, preview: string | undefined) {
  const originalContentUrl = addressOf(content)
  if (content.caption !== undefined)
    throw refused(`On LINE ${content.type}s have no caption. Send the text as a message of its own.`)
  if (preview === undefined)
    throw refused('LINE needs previewUrl for a video: the https address of a still, JPEG or PNG.')
  return { originalContentUrl, previewImageUrl: fetched(MAX.url, 'previewUrl', preview) }
}

function addressOf({ type, url, mediaId }: Content<'image' | 'video' | 'audio'>): string {
  if (mediaId !== undefined)
    throw refused('LINE keeps no uploaded media: give the https address of the file as url, not a mediaId.')
  if (url === undefined) throw refused(`LINE needs the https address of the ${type} as url.`)
  return fetched(MAX.url, 'url', url)
}

function audio(content: Content<'audio'>): LineMessage {
  const originalContentUrl = addressOf(content)
  if (content.durationMs === undefined) throw refused('LINE needs durationMs for audio: its length in milliseconds.')
  return { type: 'audio', originalContentUrl, duration: content.durationMs }
}

function sticker({ url, mediaId, packageId, stickerId }: Content<'sticker'>): LineMessage {
  if (url !== undefined || mediaId !== undefined || packageId === undefined || stickerId === undefined)
    throw refused('LINE sends its own stickers only: give packageId and stickerId, and neither url nor mediaId.')
  return { type: 'sticker', packageId, stickerId }
}

function location({ latitude, longitude, name, address }: Content<'location'>): LineMessage {
  const coordinates = `${latitude}, ${longitude}`
  return {
    type: 'location',
    title: atMost(MAX.place, 'The name of the place', name ?? address ?? coordinates),
    address: atMost(MAX.place, 'The address of the place', address ?? coordinates),
    latitude,
    longitude,
  }
}

function quickReplies({ text, replies }: Content<'quick_replies'>): TextMessage {
  const items = replies.map(({ title, payload, imageUrl }) => ({
    type: 'action' as const,
    ...(imageUrl === undefined ? {} : { imageUrl: fetched(MAX.url, 'imageUrl', imageUrl) }),
    action: postback(atMostShown(MAX.templateLabel, `The reply "${title}"`, title), payload),
  }))
  return { type: 'text', text: atMost(MAX.text, 'The text', text), quickReply: { items } }
}
