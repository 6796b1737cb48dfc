import type { Parts, SampleMaker } from '../meta/sample-parts.ts'
import {
  about,
  file,
  groupId,
  idsOfPerson,
  media,
  message,
  messageItem,
  nextSecond,
  numberBody,
  PHONE,
} from './sample-parts.ts'

const MIME: Readonly<Record<string, string>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/mpeg',
  document: 'application/pdf',
  sticker: 'image/webp',
}

const text = about('messages', (parts) => {
  const { mediaUrl, mediaType, text: caption } = parts.options
  const type = mediaUrl === undefined ? 'text' : mediaType === 'file' ? 'document' : (mediaType ?? 'image')
  const content =
    mediaUrl === undefined
      ? { body: parts.text('Hi, do you ship to Norway?') }
      : media(parts, MIME[type] ?? 'application/octet-stream', caption === undefined ? {} : { caption })
  return { messages: [messageItem(parts, type, { [type]: content })] }
})

const context = (parts: Parts) => ({ context: { from: PHONE, id: parts.mid() } })

/** Samples of what comes in `messages` and `message_echoes`. */
export const MESSAGE_SAMPLES: Readonly<Record<string, SampleMaker>> = {
  messages: text,
  message: text,
  'message-image': file('image', 'image/jpeg', { caption: 'This one' }),
  'message-video': file('video', 'video/mp4'),
  'message-audio': file('audio', 'audio/mpeg', { voice: false }),
  'message-voice': file('audio', 'audio/ogg; codecs=opus', { voice: true }),
  'message-document': file('document', 'application/pdf', { filename: 'invoice.pdf' }),
  'message-sticker': file('sticker', 'image/webp', { animated: false }),
  'message-location': message('location', () => ({
    location: { latitude: 59.9139, longitude: 10.7522, name: 'Oslo S', address: 'Jernbanetorget 1, Oslo' },
  })),
  'message-contacts': message('contacts', () => ({
    contacts: [
      {
        name: { formatted_name: 'Ada Berg', first_name: 'Ada', last_name: 'Berg' },
        org: { company: 'Berg & Co' },
        phones: [{ phone: '+1 555-010-0177', wa_id: '15550100177', type: 'WORK' }],
        emails: [{ email: 'ada@example.com', type: 'WORK' }],
      },
    ],
  })),
  'message-reply': message('text', (parts) => ({
    ...context(parts),
    text: { body: parts.text('Yes, that one') },
  })),
  'message-forwarded': message('text', (parts) => ({
    context: { forwarded: true },
    text: { body: parts.text('Did you see this?') },
  })),
  'message-ad': message('text', (parts) => ({
    text: { body: parts.text('Is this still available?') },
    referral: {
      source_url: 'https://fb.me/spring',
      source_type: 'ad',
      source_id: parts.objectId(),
      headline: 'Spring collection',
      body: 'New in store',
      media_type: 'image',
      image_url: 'https://example.com/ad.jpg',
      ctwa_clid: parts.mid(),
    },
  })),
  'message-product': message('text', (parts) => ({
    context: {
      from: PHONE,
      id: parts.mid(),
      referred_product: { catalog_id: parts.objectId(), product_retailer_id: 'sku-1' },
    },
    text: { body: parts.text('Which sizes are there?') },
  })),
  'message-group': message('text', (parts) => ({
    group_id: groupId(parts),
    text: { body: parts.text('When do we meet?') },
  })),
  'message-unsupported': message('unsupported', () => ({
    unsupported: { type: 'poll' },
    errors: [{ code: 131051, title: 'Message type unknown', error_data: { details: 'It is not supported.' } }],
  })),
  'quick-reply': message('button', (parts) => ({
    ...context(parts),
    button: { payload: 'TRACK_ORDER', text: parts.text('Track my order') },
  })),
  'button-reply': message('interactive', (parts) => ({
    ...context(parts),
    interactive: { type: 'button_reply', button_reply: { id: 'hours', title: parts.text('Opening hours') } },
  })),
  'list-reply': message('interactive', (parts) => ({
    ...context(parts),
    interactive: {
      type: 'list_reply',
      list_reply: { id: 'express', title: parts.text('Express'), description: 'Tomorrow' },
    },
  })),
  'form-reply': message('interactive', (parts) => ({
    ...context(parts),
    interactive: {
      type: 'nfm_reply',
      nfm_reply: { name: 'flow', body: 'Sent', response_json: JSON.stringify({ flow_token: 'booking', seats: '2' }) },
    },
  })),
  'call-permission': message('interactive', (parts) => ({
    ...context(parts),
    interactive: {
      type: 'call_permission_reply',
      call_permission_reply: {
        response: 'accept',
        is_permanent: false,
        expiration_timestamp: nextSecond() + 604_800,
        response_source: 'user_action',
      },
    },
  })),
  order: message('order', (parts) => ({
    order: {
      catalog_id: parts.objectId(),
      text: parts.text('As a gift, please'),
      product_items: [{ product_retailer_id: 'sku-1', quantity: 2, item_price: 19.5, currency: 'EUR' }],
    },
  })),
  reaction: message('reaction', (parts) => ({
    reaction: { message_id: parts.mid(), emoji: '\u2764\ufe0f' },
  })),
  unreaction: message('reaction', (parts) => ({
    reaction: { message_id: parts.mid(), emoji: '' },
  })),
  'message-edit': message('edit', (parts) => ({
    edit: {
      original_message_id: parts.mid(),
      message: { type: 'text', text: { body: parts.text('Hi, do you ship to Sweden?') } },
    },
  })),
  'message-deleted': message('revoke', (parts) => ({
    revoke: { original_message_id: parts.mid() },
  })),
  'number-changed': message('system', () => ({
    from_user_id: undefined,
    system: { type: 'user_changed_number', body: 'John Doe changed their number', wa_id: '15550100124' },
  })),
  'identity-changed': message('system', () => ({
    system: { type: 'customer_identity_changed', body: 'The security code of John Doe changed' },
  })),
  welcome: message('request_welcome', () => ({})),
  smb_message_echoes: echo('text', (parts) => ({
    text: { body: parts.text('Yes, we do.') },
  })),
  echo: echo('text', (parts) => ({ text: { body: parts.text('Yes, we do.') } })),
  'echo-edit': echo('edit', (parts) => ({
    edit: { original_message_id: parts.mid(), message: { type: 'text', text: { body: parts.text('Yes, daily.') } } },
  })),
  'echo-deleted': echo('revoke', (parts) => ({
    revoke: { original_message_id: parts.mid() },
  })),
  standby: about('standby', (parts) => ({
    messages: [messageItem(parts, 'text', { text: { body: parts.text('Is anybody there?') } })],
  })),
  errors: (parts) => {
    const details = 'Too many messages were sent within a short time.'
    const errors = [{ code: 130429, title: 'Rate limit hit', error_data: { details } }]
    return numberBody(parts, 'messages', { errors }, nextSecond())
  },
}

function echo(type: string, members: (parts: Parts) => object): SampleMaker {
  return about('smb_message_echoes', (parts) => {
    const { phone, userId } = idsOfPerson(parts)
    const from = { from: PHONE, from_user_id: undefined, to: phone, to_user_id: userId }
    return { message_echoes: [messageItem(parts, type, { ...from, ...members(parts) })] }
  })
}
