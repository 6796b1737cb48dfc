import { type Content, createChecks } from '../checks.ts'
import { PlatformError } from '../error.ts'
import type { JsonRecord } from '../json.ts'
import type { OutboundMessage } from '../outbound.ts'
import { buttons, listOf, quickReplies } from './interactive.ts'

export const MAX_TEXT_CHARACTERS = 4096
const MAX_CAPTION = 1024
/** The official description of the API says 5, though other pages of it speak of more. */
const MAX_CONTACTS = 5

const checks = createChecks('whatsapp', 'WhatsApp')

/**
 * The body of `POST /{phone number id}/messages`.
 * @throws PlatformError `invalid` naming what WhatsApp lacks or misses, `window` when only a template may be sent.
 */
export function render(message: OutboundMessage): JsonRecord {
  const { content, replyTo, outsideWindow } = message
  if (content.type === 'mark_seen' || content.type === 'typing') {
    checks.absent({ replyTo })
    return readMark(content)
  }
  const body = bodyOf(content)
  if (outsideWindow && content.type !== 'template')
    throw new PlatformError(
      'whatsapp',
      'window',
      'the last message of the person is more than 24 hours old: only an approved template may be sent now',
    )
  if (content.type === 'reaction') checks.absent({ replyTo })
  return {
    messaging_product: 'whatsapp',
    ...recipient(message.to),
    ...body,
    ...(replyTo !== undefined && { context: { message_id: replyTo } }),
  }
}

/** A phone number, an id without one (`US.1349…`), or else a group. */
function recipient(to: string): JsonRecord {
  if (/^[A-Z]{2}\.[0-9A-Za-z.]+$/.test(to)) return { recipient_type: 'individual', recipient: to }
  return { recipient_type: /^\+?[\d ()-]+$/.test(to) ? 'individual' : 'group', to }
}

/** Reading and typing are one call; the sign goes away by itself after 25 seconds or with the answer. */
function readMark({ type, messageId, ...rest }: Content<'mark_seen' | 'typing'>): JsonRecord {
  if ('on' in rest && rest.on === false) checks.refuse('ends the typing sign by itself: `on: false` cannot be sent')
  if (messageId === undefined) checks.refuse(`needs the \`messageId\` of a received message for ${type}`)
  return {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: messageId,
    ...(type === 'typing' && { typing_indicator: { type: 'text' } }),
  }
}

function bodyOf(content: OutboundMessage['content']): JsonRecord {
  switch (content.type) {
    case 'text':
      checks.length('text', content.text, MAX_TEXT_CHARACTERS)
      return { type: 'text', text: { body: content.text, preview_url: content.previewUrl ?? false } }
    case 'image':
    case 'video':
      checks.absent({ previewUrl: content.previewUrl })
      return { type: content.type, [content.type]: { ...media(content), ...caption(content.caption) } }
    case 'audio':
      return { type: 'audio', audio: media(content) }
    case 'file': {
      const { filename } = content
      const document = { ...media(content), ...caption(content.caption), ...(filename !== undefined && { filename }) }
      return { type: 'document', document }
    }
    case 'sticker':
      checks.absent({ packageId: content.packageId, stickerId: content.stickerId })
      return { type: 'sticker', sticker: media(content) }
    case 'location':
      return { type: 'location', location: location(content) }
    case 'contacts':
      checks.count('contacts', content.contacts, MAX_CONTACTS)
      return { type: 'contacts', contacts: content.contacts.map(contact) }
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: content.messageId, emoji: content.emoji ?? '' } }
    case 'quick_replies':
      return { type: 'interactive', interactive: quickReplies(content, checks) }
    case 'buttons':
      return { type: 'interactive', interactive: buttons(content, checks) }
    case 'list':
      return { type: 'interactive', interactive: listOf(content, checks) }
    case 'template':
      return { type: 'template', template: template(content) }
    default:
      return checks.refuse(`takes no messages of type ${content.type}`)
  }
}

function media({ type, url, mediaId }: Content<'image' | 'video' | 'audio' | 'file' | 'sticker'>): JsonRecord {
  if (url !== undefined && mediaId !== undefined) checks.refuse('takes either `url` or `mediaId`, not both')
  if (url === undefined && mediaId === undefined) checks.refuse(`needs the \`url\` or the \`mediaId\` of the ${type}`)
  return url === undefined ? { id: mediaId } : { link: url }
}

function caption(text: string | undefined): JsonRecord {
  checks.length('caption', text, MAX_CAPTION)
  return text === undefined ? {} : { caption: text }
}

/** Coordinates go out as text, as the official description has them. */
function location({ latitude, longitude, name, address }: Content<'location'>): JsonRecord {
  return {
    latitude: String(latitude),
    longitude: String(longitude),
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
  }
}

function contact({ name, phones, emails, organisation }: Content<'contacts'>['contacts'][number]): JsonRecord {
  return {
    // One part of the name beside the whole is required.
    name: { formatted_name: name, first_name: name.split(' ')[0] || name },
    ...(phones?.length && { phones: phones.map((phone) => ({ phone })) }),
    ...(emails?.length && { emails: emails.map((email) => ({ email })) }),
    ...(organisation !== undefined && { org: { company: organisation } }),
  }
}

function template({ name, language, components }: Content<'template'>): JsonRecord {
  return {
    name,
    language: { policy: 'deterministic', code: language },
    ...(components?.length && { components }),
  }
}
