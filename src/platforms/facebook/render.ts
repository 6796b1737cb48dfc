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

export const MAX_TEXT_CHARACTERS = 2000

const checks = createChecks('facebook', 'Messenger')
const dialect: SendDialect = { checks, callButtons: true, quickReplyImages: true }

/**
 * The body of `POST /{page}/messages`.
 * @throws PlatformError `invalid` naming what Messenger lacks or misses, `window` when the 24 hours are over.
 */
export function render(message: OutboundMessage): JsonRecord {
  const { content } = message
  if (content.type === 'reaction' || content.type === 'mark_seen' || content.type === 'typing')
    return actionBody(message, content, checks)
  return messageBody('facebook', message, messageOf(content), 'RESPONSE')
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
  checks.length('text', text, MAX_TEXT_CHARACTERS)
  return text
}

function attachment({ type, url, mediaId }: Content<'image' | 'video' | 'audio' | 'file'>): JsonRecord {
  if (url !== undefined && mediaId !== undefined) checks.refuse('takes either `url` or `mediaId`, not both')
  if (url !== undefined) return { attachment: { type, payload: { url } } }
  if (mediaId === undefined) checks.refuse(`needs the \`url\` or the \`mediaId\` of the ${type}`)
  return { attachment: { type, payload: { attachment_id: mediaId } } }
}
