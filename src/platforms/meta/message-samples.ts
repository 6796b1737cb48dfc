import { attachment, file, message, messaging, messagingBody, type SampleMaker } from './sample-parts.ts'

const text = message((parts) => {
  const { mediaUrl, mediaType, text } = parts.options
  if (mediaUrl === undefined) return { text: parts.text('Hi, do you ship to Norway?') }
  return { ...(text === undefined ? {} : { text }), attachments: [file(parts, mediaType ?? 'image')] }
})

const reaction = messaging((parts) =>
  parts.item({ reaction: { mid: parts.mid(), action: 'react', reaction: 'love', emoji: '\u2764\ufe0f' } }),
)

const postback = messaging((parts) =>
  parts.item({ postback: { mid: parts.mid(), title: parts.text('Opening hours'), payload: 'OPENING_HOURS' } }),
)

/** A person who allows notifications. */
export const NOTIFICATIONS_SAMPLE = messaging((parts) =>
  parts.item({
    optin: {
      type: 'notification_messages',
      title: parts.text('New arrivals'),
      payload: 'NEW_ARRIVALS',
      notification_messages_token: parts.mid(),
      notification_messages_frequency: 'WEEKLY',
      token_expiry_timestamp: parts.now + 270 * 86_400_000,
    },
  }),
)

/** Samples of what Instagram and Messenger send alike. */
export const MESSAGE_SAMPLES = {
  messages: text,
  message_reactions: reaction,
  messaging_postbacks: postback,
  message: text,
  reaction,
  postback,
  'message-image': attachment('image'),
  'message-video': attachment('video'),
  'message-audio': attachment('audio'),
  'message-file': attachment('file'),
  'message-album': message((parts) => ({
    attachments: [file(parts, 'image'), file(parts, 'video')],
  })),
  'message-unsupported': message(() => ({ is_unsupported: true })),
  'message-reply': message((parts) => ({
    text: parts.text('Yes, that one'),
    reply_to: { mid: parts.mid() },
  })),
  'message-ad': message((parts) => ({
    text: parts.text('Is this still available?'),
    referral: {
      ref: 'spring-ad',
      ad_id: parts.objectId(),
      source: 'ADS',
      type: 'OPEN_THREAD',
      ads_context_data: { ad_title: 'Spring collection', photo_url: 'https://example.com/ad.jpg' },
    },
  })),
  'quick-reply': message((parts) => ({
    text: parts.text('Track my order'),
    quick_reply: { payload: 'TRACK_ORDER' },
  })),
  'story-reply': message((parts) => ({
    text: parts.text('Love it!'),
    reply_to: { story: { id: parts.objectId(), url: file(parts, '').payload.url } },
  })),
  'message-deleted': message(() => ({ is_deleted: true })),
  'message-edit': messaging((parts) =>
    parts.item({ message_edit: { mid: parts.mid(), text: parts.text('Hi, do you ship to Sweden?'), num_edit: 1 } }),
  ),
  echo: messaging((parts) =>
    parts.outgoing({ message: { mid: parts.mid(), text: parts.text('Yes, we do.'), is_echo: true } }),
  ),
  'echo-deleted': messaging((parts) =>
    parts.outgoing({ message: { mid: parts.mid(), is_echo: true, is_deleted: true } }),
  ),
  unreaction: messaging((parts) => parts.item({ reaction: { mid: parts.mid(), action: 'unreact' } })),
  standby: (parts) => messagingBody(parts, [parts.message({ text: parts.text('Is anybody there?') })], 'standby'),
  'pass-thread-control': messaging((parts) =>
    parts.item({ pass_thread_control: { new_owner_app_id: '1517776481860111', metadata: 'from the bot' } }),
  ),
  'take-thread-control': messaging((parts) =>
    parts.item({ take_thread_control: { previous_owner_app_id: '1517776481860111', metadata: '' } }),
  ),
  'request-thread-control': messaging((parts) =>
    parts.item({ request_thread_control: { requested_owner_app_id: '263902037430900' } }),
  ),
  'policy-enforcement': (parts) =>
    messagingBody(parts, [
      {
        recipient: { id: parts.account },
        timestamp: parts.now,
        policy_enforcement: { action: 'block', reason: parts.text('Too many unsolicited messages.') },
      },
    ]),
  'response-feedback': messaging((parts) =>
    parts.item({ response_feedback: { feedback: 'Good response', mid: parts.mid() } }),
  ),
} satisfies Readonly<Record<string, SampleMaker>>
