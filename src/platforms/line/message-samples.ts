import { body, event, messageId, type Parts, replyToken, token } from './sample-parts.ts'

/** A webhook event with a message, from the person unless a group or room is given. */
export function messageEvent<Message extends object, Source extends object>(
  parts: Parts,
  message: Message,
  source: Source,
) {
  return { type: 'message' as const, ...event(parts), source, replyToken: replyToken(), message }
}

export function textMessage<More extends object>(text: string, more: More) {
  return {
    id: messageId(),
    type: 'text' as const,
    quoteToken: token(),
    markAsReadToken: token(),
    text,
    ...more,
  }
}

/** Where the file is: with LINE, or at the address that was asked for. */
function contentProvider({ options: { mediaUrl } }: Parts) {
  if (mediaUrl === undefined) return { type: 'line' as const }
  return { type: 'external' as const, originalContentUrl: mediaUrl, previewImageUrl: mediaUrl }
}

const image = (parts: Parts) => ({
  id: messageId(),
  type: 'image' as const,
  quoteToken: token(),
  markAsReadToken: token(),
  contentProvider: contentProvider(parts),
})

const video = (parts: Parts) => ({
  id: messageId(),
  type: 'video' as const,
  quoteToken: token(),
  markAsReadToken: token(),
  duration: 42_000,
  contentProvider: contentProvider(parts),
})

const audio = (parts: Parts) => ({
  id: messageId(),
  type: 'audio' as const,
  markAsReadToken: token(),
  duration: 8500,
  contentProvider: contentProvider(parts),
})

const file = () => ({
  id: messageId(),
  type: 'file' as const,
  markAsReadToken: token(),
  fileName: 'order.pdf',
  fileSize: 48_213,
})

const sticker = <Kind extends string, More extends object>(stickerResourceType: Kind, more: More) => ({
  id: messageId(),
  type: 'sticker' as const,
  quoteToken: token(),
  markAsReadToken: token(),
  packageId: '446',
  stickerId: '1988',
  stickerResourceType,
  keywords: ['hello', 'wave'],
  ...more,
})

/** The file that the options ask for, else a text. */
function asked(parts: Parts) {
  const { mediaUrl, mediaType } = parts.options
  if (mediaUrl === undefined) return textMessage(parts.text('Do you deliver on Sundays?'), {})
  if (mediaType === 'video') return video(parts)
  return mediaType === 'audio' ? audio(parts) : image(parts)
}

/** Samples of what `message` events bring. */
export const MESSAGE_SAMPLES = {
  message: (parts: Parts) => body(parts, messageEvent(parts, asked(parts), parts.person)),
  'message-emoji': (parts: Parts) => {
    const emojis = [{ index: 7, length: 6, productId: '670e0cce840a8236ddd4ee4c', emojiId: '042' }]
    return body(parts, messageEvent(parts, textMessage('Thanks (moon)', { emojis }), parts.person))
  },
  'message-mention': (parts: Parts) => {
    const mentionees = [
      { index: 0, length: 10, type: 'user' as const, userId: parts.account, isSelf: true },
      { index: 11, length: 6, type: 'user' as const, userId: parts.person.userId, isSelf: false },
      { index: 18, length: 4, type: 'all' as const },
    ]
    const message = textMessage('@YourBrand @Alice @All where do we meet?', { mention: { mentionees } })
    return body(parts, messageEvent(parts, message, parts.group))
  },
  'message-quote': (parts: Parts) => {
    const message = textMessage(parts.text('Yes, that one'), { quotedMessageId: messageId() })
    return body(parts, messageEvent(parts, message, parts.person))
  },
  'message-group': (parts: Parts) =>
    body(parts, messageEvent(parts, textMessage(parts.text('Hello all'), {}), parts.group)),
  'message-room': (parts: Parts) =>
    body(parts, messageEvent(parts, textMessage(parts.text('Hello both'), {}), parts.room)),
  'message-image': (parts: Parts) => body(parts, messageEvent(parts, image(parts), parts.person)),
  'message-album': (parts: Parts) => {
    const id = token()
    const picture = (index: number) =>
      messageEvent(parts, { ...image(parts), imageSet: { id, index, total: 2 } }, parts.person)
    return body(parts, picture(1), picture(2))
  },
  'message-external': (parts: Parts) => {
    const mediaUrl = parts.options.mediaUrl ?? 'https://example.com/ticket.png'
    const options = { ...parts.options, mediaUrl }
    return body(parts, messageEvent(parts, image({ ...parts, options }), parts.person))
  },
  'message-video': (parts: Parts) => body(parts, messageEvent(parts, video(parts), parts.person)),
  'message-audio': (parts: Parts) => body(parts, messageEvent(parts, audio(parts), parts.person)),
  'message-file': (parts: Parts) => body(parts, messageEvent(parts, file(), parts.person)),
  'message-location': (parts: Parts) => {
    const place = { title: 'The shop', address: '1 Harbour Street', latitude: 59.9139, longitude: 10.7522 }
    const message = { id: messageId(), type: 'location' as const, markAsReadToken: token(), ...place }
    return body(parts, messageEvent(parts, message, parts.person))
  },
  'message-sticker': (parts: Parts) =>
    body(parts, messageEvent(parts, sticker('ANIMATION' as const, {}), parts.person)),
  'message-sticker-text': (parts: Parts) =>
    body(parts, messageEvent(parts, sticker('MESSAGE' as const, { text: parts.text('See you there') }), parts.person)),
  standby: (parts: Parts) =>
    body(parts, {
      type: 'message' as const,
      ...event(parts),
      mode: 'standby' as const,
      source: parts.person,
      message: textMessage(parts.text('Is anybody there?'), {}),
    }),
  redelivery: (parts: Parts) =>
    body(parts, {
      ...messageEvent(parts, textMessage(parts.text('Are you open?'), {}), parts.person),
      deliveryContext: { isRedelivery: true },
    }),
  messageEdited: (parts: Parts) =>
    body(parts, {
      type: 'messageEdited' as const,
      ...event(parts),
      source: parts.group,
      replyToken: replyToken(),
      message: textMessage(parts.text('Do you deliver on Mondays?'), {}),
    }),
  unsend: (parts: Parts) =>
    body(parts, {
      type: 'unsend' as const,
      ...event(parts),
      source: parts.person,
      unsend: { messageId: messageId() },
    }),
}
