import type { SampleOptions } from '../webhook.ts'
import { fileId, message, number, type Parts, partsOf, SAMPLE_BOT, uniqueId, update } from './sample-parts.ts'

export { SAMPLE_BOT }

type Maker = (parts: Parts) => unknown

const file = (more: object = {}) => ({ file_id: fileId(), file_unique_id: uniqueId(), file_size: 48_211, ...more })
const from =
  (members: (parts: Parts) => object): Maker =>
  (parts) =>
    update('message', message(parts, members(parts)))
const inGroup = (members: (parts: Parts) => object): Maker =>
  from((parts) => ({ chat: parts.group, ...members(parts) }))
const of =
  (field: string, value: (parts: Parts) => object): Maker =>
  (parts) =>
    update(field, value(parts))
const photo = () => [file({ width: 90, height: 60 }), file({ width: 1280, height: 853 })]
const MEDIA: Readonly<Record<string, () => object>> = {
  image: () => ({ photo: photo() }),
  video: () => ({ video: file({ width: 640, height: 360, duration: 12, mime_type: 'video/mp4' }) }),
  audio: () => ({ voice: file({ duration: 4, mime_type: 'audio/ogg' }) }),
}
const place = { latitude: 52.520008, longitude: 13.404954 }
const business = 'Tc1bXoAAAgADAAEC'
const member = (parts: Parts, status: string) => ({ user: parts.person, status })

const MAKERS: Readonly<Record<string, Maker>> = {
  message: from((parts) => {
    const media =
      parts.options.mediaUrl === undefined ? undefined : (MEDIA[parts.options.mediaType ?? 'image'] ?? MEDIA.image)
    return media ? { ...media(), caption: parts.options.text } : { text: parts.text('Hi! Do you have this in blue?') }
  }),
  'message-entities': from(() => ({
    text: '/start @yourbrand_bot see https://example.com',
    entities: [
      { type: 'bot_command', offset: 0, length: 6 },
      { type: 'mention', offset: 7, length: 14 },
      { type: 'url', offset: 26, length: 19 },
    ],
  })),
  'message-group': inGroup((parts) => ({ text: parts.text('Is anybody there?') })),
  'message-reply': from((parts) => ({
    text: parts.text('Yes, please'),
    reply_to_message: message(parts, { from: parts.bot, text: 'Shall we send it?' }),
  })),
  'message-forwarded': from((parts) => ({
    text: parts.text('Look at this'),
    forward_origin: { type: 'hidden_user', sender_user_name: 'Jane', date: parts.now - 60 },
  })),
  'message-image': from(() => ({ photo: photo(), caption: 'This one' })),
  'message-album': from(() => ({
    media_group_id: String(number()),
    photo: photo(),
  })),
  'message-video': from(() => MEDIA.video?.() ?? {}),
  'message-video-note': from(() => ({ video_note: file({ length: 240, duration: 6 }) })),
  'message-audio': from(() => ({
    audio: file({ duration: 181, title: 'Song', performer: 'Band', mime_type: 'audio/mpeg', file_name: 'song.mp3' }),
  })),
  'message-voice': from(() => MEDIA.audio?.() ?? {}),
  'message-file': from(() => ({ document: file({ file_name: 'order.pdf', mime_type: 'application/pdf' }) })),
  'message-animation': from(() => {
    const animation = file({ width: 320, height: 240, duration: 3, mime_type: 'video/mp4' })
    return { animation, document: animation }
  }),
  'message-sticker': from(() => ({
    sticker: file({
      type: 'regular',
      width: 512,
      height: 512,
      is_animated: true,
      is_video: false,
      emoji: '👍',
      set_name: 'Thumbs',
    }),
  })),
  'message-location': from(() => ({ location: place })),
  'message-venue': from(() => ({
    venue: { location: place, title: 'Your Brand', address: 'Alexanderplatz 1' },
    location: place,
  })),
  'message-contact': from(() => ({
    contact: { phone_number: '+4915112345678', first_name: 'Jane', last_name: 'Doe', user_id: 7100000002 },
  })),
  'message-poll': inGroup(() => ({
    poll: {
      id: String(number()),
      question: 'Which colour?',
      options: [
        { text: 'Blue', voter_count: 0 },
        { text: 'Red', voter_count: 0 },
      ],
      total_voter_count: 0,
      is_closed: false,
      is_anonymous: true,
      type: 'regular',
      allows_multiple_answers: false,
    },
  })),
  'message-dice': from(() => ({ dice: { emoji: '🎲', value: 5 } })),
  'message-story': from((parts) => ({ story: { chat: parts.chat, id: number() } })),
  'message-edit': of('edited_message', (parts) =>
    message(parts, { edit_date: parts.now + 30, text: parts.text('Hi! Do you have this in red?') }),
  ),
  'channel-post': of('channel_post', (parts) => ({
    message_id: number(),
    chat: { id: -1007300000001, type: 'channel', title: 'News' },
    sender_chat: { id: -1007300000001, type: 'channel', title: 'News' },
    date: parts.now,
    text: parts.text('New in store'),
  })),
  'channel-edit': of('edited_channel_post', (parts) => ({
    message_id: number(),
    chat: { id: -1007300000001, type: 'channel', title: 'News' },
    date: parts.now,
    edit_date: parts.now + 30,
    text: parts.text('New in store today'),
  })),
  postback: of('callback_query', (parts) => ({
    id: String(number()),
    from: parts.person,
    chat_instance: '-4872317460912345678',
    data: 'HOURS',
    message: message(parts, {
      from: parts.bot,
      text: 'How can we help?',
      reply_markup: { inline_keyboard: [[{ text: 'Opening hours', callback_data: 'HOURS' }]] },
    }),
  })),
  reaction: of('message_reaction', (parts) => ({
    chat: parts.chat,
    message_id: number(),
    user: parts.person,
    date: parts.now,
    old_reaction: [],
    new_reaction: [{ type: 'emoji', emoji: '❤' }],
  })),
  unreaction: of('message_reaction', (parts) => ({
    chat: parts.chat,
    message_id: number(),
    user: parts.person,
    date: parts.now,
    old_reaction: [{ type: 'emoji', emoji: '❤' }],
    new_reaction: [],
  })),
  'member-joined': of('chat_member', (parts) => ({
    chat: parts.group,
    from: parts.person,
    date: parts.now,
    old_chat_member: member(parts, 'left'),
    new_chat_member: member(parts, 'member'),
  })),
  'member-left': of('chat_member', (parts) => ({
    chat: parts.group,
    from: parts.person,
    date: parts.now,
    old_chat_member: member(parts, 'member'),
    new_chat_member: member(parts, 'left'),
  })),
  'bot-added': of('my_chat_member', (parts) => ({
    chat: parts.group,
    from: parts.person,
    date: parts.now,
    old_chat_member: { user: parts.bot, status: 'left' },
    new_chat_member: { user: parts.bot, status: 'member' },
  })),
  blocked: of('my_chat_member', (parts) => ({
    chat: parts.chat,
    from: parts.person,
    date: parts.now,
    old_chat_member: { user: parts.bot, status: 'member' },
    new_chat_member: { user: parts.bot, status: 'kicked', until_date: 0 },
  })),
  unblocked: of('my_chat_member', (parts) => ({
    chat: parts.chat,
    from: parts.person,
    date: parts.now,
    old_chat_member: { user: parts.bot, status: 'kicked', until_date: 0 },
    new_chat_member: { user: parts.bot, status: 'member' },
  })),
  'service-title': inGroup(() => ({ new_chat_title: 'Good customers' })),
  'service-members': inGroup((parts) => ({ new_chat_members: [parts.person] })),
  'service-payment': from(() => ({
    successful_payment: { currency: 'EUR', total_amount: 2000, invoice_payload: 'order-1042' },
  })),
  'business-connection': of('business_connection', (parts) => ({
    id: uniqueId(),
    user: parts.person,
    user_chat_id: parts.person.id,
    date: parts.now,
    is_enabled: true,
    rights: { can_reply: true },
  })),
  'business-message': of('business_message', (parts) =>
    message(parts, { business_connection_id: business, text: parts.text('Are you open on Sunday?') }),
  ),
  'business-echo': of('business_message', (parts) =>
    message(parts, {
      business_connection_id: business,
      from: { id: 7400000001, is_bot: false, first_name: 'Owner' },
      text: parts.text('Yes, from ten'),
    }),
  ),
  'business-edit': of('edited_business_message', (parts) =>
    message(parts, { business_connection_id: business, edit_date: parts.now + 9, text: parts.text('Open on Monday?') }),
  ),
  'business-deleted': of('deleted_business_messages', (parts) => ({
    business_connection_id: business,
    chat: parts.chat,
    message_ids: [number(), number()],
  })),
  'poll-answer': of('poll_answer', (parts) => ({ poll_id: String(number()), user: parts.person, option_ids: [1] })),
  'poll-state': of('poll', () => ({
    id: String(number()),
    question: 'Which colour?',
    options: [
      { text: 'Blue', voter_count: 1 },
      { text: 'Red', voter_count: 2 },
    ],
    total_voter_count: 3,
    is_closed: true,
    is_anonymous: true,
    type: 'regular',
    allows_multiple_answers: false,
  })),
  'reaction-count': of('message_reaction_count', (parts) => ({
    chat: { id: -1007300000001, type: 'channel', title: 'News' },
    message_id: number(),
    date: parts.now,
    reactions: [{ type: { type: 'emoji', emoji: '❤' }, total_count: 8 }],
  })),
  'inline-query': of('inline_query', (parts) => ({
    id: String(number()),
    from: parts.person,
    query: parts.text('blue'),
    offset: '',
  })),
  'unknown-update': of('something_new', (parts) => ({ from: parts.person })),
}

/** The kinds of made-up updates. */
export const SAMPLES: readonly string[] = Object.keys(MAKERS)

/** What callers of earlier systems ask for on every platform. */
const OTHER_NAMES: Readonly<Record<string, string>> = { messages: 'message' }

/** An update of that kind with fresh ids, or undefined for an unknown kind. */
export function sample(kind: string, options: SampleOptions = {}): unknown {
  const name = Object.hasOwn(OTHER_NAMES, kind) ? (OTHER_NAMES[kind] ?? kind) : kind
  return Object.hasOwn(MAKERS, name) ? MAKERS[name]?.(partsOf(options)) : undefined
}
