import { type Content, createChecks } from '../checks.ts'
import type { JsonRecord } from '../json.ts'
import {
  actionBody,
  buttonTemplate,
  genericTemplate,
  messageBody,
  quickReplies,
  type SendDialect,
} from '../meta/send-body.ts'
import type { OutboundMessage } from '../outbound.ts'

export const MAX_TEXT_BYTES = 1000

const checks = createChecks('instagram', 'Instagram')
const dialect: SendDialect = { checks, callButtons: false, quickReplyImages: false }

/**
 * The body of `POST /{account}/messages`.
 * @throws PlatformError `invalid` naming what Instagram lacks or misses, `window` when the 24 hours are over.
 */
export function render(message: OutboundMessage): JsonRecord {
  const { content } = message
  if (content.type === 'reaction' || content.type === 'mark_seen' || content.type === 'typing')
    return actionBody(message, content, checks, reactionName)
  return messageBody('instagram', message, messageOf(content), undefined)
}

function messageOf(content: OutboundMessage['content']): JsonRecord {
  switch (content.type) {
    case 'text':
      return { text: textOf(content.text) }
    case 'image':
    case 'video':
      checks.absent({ caption: content.caption, previewUrl: content.previewUrl })
      return attachment(content)
    case 'audio':
      return attachment(content)
    case 'file':
      checks.absent({ caption: content.caption, filename: content.filename })
      return attachment(content)
    case 'sticker':
      return sticker(content)
    case 'quick_replies':
      return { text: textOf(content.text), quick_replies: quickReplies(content, dialect) }
    case 'buttons':
      return buttonTemplate(content, dialect)
    case 'carousel':
      return genericTemplate(content, dialect)
    default:
      return checks.refuse(`takes no messages of type ${content.type}`)
  }
}

function textOf(text: string): string {
  checks.length('text', text, MAX_TEXT_BYTES, 'bytes')
  return text
}

function attachment({ type, url, mediaId }: Content<'image' | 'video' | 'audio' | 'file'>): JsonRecord {
  checks.absent({ mediaId })
  if (url === undefined) checks.refuse(`needs the \`url\` of the ${type}`)
  return { attachment: { type, payload: { url } } }
}

function sticker({ stickerId, ...rest }: Content<'sticker'>): JsonRecord {
  checks.absent({ url: rest.url, mediaId: rest.mediaId, packageId: rest.packageId })
  if (stickerId !== 'like_heart') checks.refuse('has one sticker, stickerId `like_heart`')
  return { attachment: { type: 'like_heart' } }
}

/** The heart is the one reaction that Instagram's documents name by a word. */
function reactionName(emoji: string): string {
  return /^\u2764\uFE0F?$/.test(emoji) ? 'love' : emoji
}
