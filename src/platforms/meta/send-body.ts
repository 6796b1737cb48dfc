import type { Checks, Content } from '../checks.ts'
import { PlatformError } from '../error.ts'
import type { JsonRecord } from '../json.ts'
import type { OutboundMessage } from '../outbound.ts'

/** Limits of the Send API that Instagram and Messenger share. */
const TITLE = 20
const PAYLOAD = 1000
const TEMPLATE_TEXT = 640
const ELEMENT_TEXT = 80

/** How the two differ in the messages they take. */
export interface SendDialect {
  readonly checks: Checks
  readonly callButtons: boolean
  readonly quickReplyImages: boolean
}

/**
 * The request body for a message. Outside the 24-hour window the human agent tag is set, if a person wrote it.
 * @throws PlatformError `window` when no person did.
 */
export function messageBody(
  platform: string,
  { to, replyTo, outsideWindow, humanAgent }: OutboundMessage,
  message: JsonRecord,
  messagingType: 'RESPONSE' | undefined,
): JsonRecord {
  if (outsideWindow && !humanAgent)
    throw new PlatformError(
      platform,
      'window',
      'the last message of the person is more than 24 hours old: only a person may answer now, with humanAgent, within 7 days',
    )
  return {
    recipient: { id: to },
    ...(outsideWindow
      ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
      : messagingType && { messaging_type: messagingType }),
    message,
    ...(replyTo !== undefined && { reply_to: { mid: replyTo } }),
  }
}

/** The request body for a reaction, a read mark or the typing sign. */
export function actionBody(
  { to, replyTo }: OutboundMessage,
  content: Content<'reaction' | 'mark_seen' | 'typing'>,
  checks: Checks,
  reactionName: (emoji: string) => string = (emoji) => emoji,
): JsonRecord {
  checks.absent({ replyTo })
  const recipient = { id: to }
  if (content.type === 'mark_seen') return { recipient, sender_action: 'mark_seen' }
  if (content.type === 'typing') return { recipient, sender_action: content.on === false ? 'typing_off' : 'typing_on' }
  const { messageId, emoji } = content
  return emoji === null
    ? { recipient, sender_action: 'unreact', payload: { message_id: messageId } }
    : { recipient, sender_action: 'react', payload: { message_id: messageId, reaction: reactionName(emoji) } }
}

/** `quick_replies` beside a text. */
export function quickReplies({ replies }: Content<'quick_replies'>, { checks, quickReplyImages }: SendDialect) {
  checks.count('quick replies', replies, 13)
  return replies.map(({ title, payload, imageUrl }) => {
    checks.length('quick reply title', title, TITLE)
    checks.length('quick reply payload', payload, PAYLOAD)
    if (!quickReplyImages) checks.absent({ imageUrl })
    return { content_type: 'text', title, payload, ...(imageUrl !== undefined && { image_url: imageUrl }) }
  })
}

/** The button template. */
export function buttonTemplate(content: Content<'buttons'>, dialect: SendDialect): JsonRecord {
  const { text, header, footer } = content
  dialect.checks.absent({ header, footer })
  dialect.checks.length('text above buttons', text, TEMPLATE_TEXT)
  return template({ template_type: 'button', text, buttons: buttons(content.buttons, dialect) })
}

/** The generic template: one card, or several side by side. */
export function genericTemplate({ elements }: Content<'carousel'>, dialect: SendDialect): JsonRecord {
  const { checks } = dialect
  checks.count('cards', elements, 10)
  const cards = elements.map(({ title, subtitle, imageUrl, url, buttons: given }) => {
    checks.length('card title', title, ELEMENT_TEXT)
    checks.length('card subtitle', subtitle, ELEMENT_TEXT)
    if (subtitle === undefined && imageUrl === undefined && url === undefined && !given?.length)
      checks.refuse('needs more than a title on a card: a subtitle, an imageUrl, a url or buttons')
    return {
      title,
      ...(subtitle !== undefined && { subtitle }),
      ...(imageUrl !== undefined && { image_url: imageUrl }),
      ...(url !== undefined && { default_action: { type: 'web_url', url } }),
      ...(given?.length && { buttons: buttons(given, dialect) }),
    }
  })
  return template({ template_type: 'generic', elements: cards })
}

function template(payload: JsonRecord): JsonRecord {
  return { attachment: { type: 'template', payload } }
}

function buttons(given: Content<'buttons'>['buttons'], { checks, callButtons }: SendDialect): JsonRecord[] {
  checks.count('buttons', given, 3)
  return given.map((button) => {
    checks.length('button title', button.title, TITLE)
    if (button.type === 'url') return { type: 'web_url', url: button.url, title: button.title }
    if (button.type === 'reply') {
      checks.length('button payload', button.payload, PAYLOAD)
      return { type: 'postback', title: button.title, payload: button.payload }
    }
    if (!callButtons) checks.refuse('has no buttons that call')
    const phone = button.phone.replace(/[\s().-]/g, '')
    if (!/^\+\d+$/.test(phone)) checks.refuse('needs a phone number with + and the country code')
    return { type: 'phone_number', title: button.title, payload: phone }
  })
}
