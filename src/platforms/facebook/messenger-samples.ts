import { MESSAGE_SAMPLES, NOTIFICATIONS_SAMPLE } from '../meta/message-samples.ts'
import { changesBody, message, messaging, messagingBody, type SampleMaker } from '../meta/sample-parts.ts'

const template = (payload: object) => message(() => ({ attachments: [{ type: 'template', payload }] }))

const delivery = messaging((parts) => ({
  ...parts.item({}),
  timestamp: undefined,
  delivery: { mids: [parts.mid()], watermark: parts.now },
}))

const read = messaging((parts) => parts.item({ read: { watermark: parts.now } }))

const referral = messaging((parts) =>
  parts.item({ referral: { ref: parts.text('summer-sale'), source: 'SHORTLINK', type: 'OPEN_THREAD' } }),
)

const optin = messaging((parts) => parts.item({ optin: { ref: parts.text('newsletter'), user_ref: parts.objectId() } }))

const linking = messaging((parts) =>
  parts.item({ account_linking: { status: 'linked', authorization_code: parts.text(parts.mid()) } }),
)

const feedback = messaging((parts) =>
  parts.item({
    messaging_feedback: {
      feedback_screens: [
        {
          screen_id: 0,
          questions: {
            service: { type: 'csat', payload: '5', follow_up: { type: 'free_form', payload: parts.text('Quick!') } },
          },
        },
      ],
    },
  }),
)

const gamePlay = messaging((parts) =>
  parts.item({
    game_play: {
      game_id: parts.objectId(),
      player_id: parts.objectId(),
      context_type: 'SOLO',
      locale: 'en_US',
      score: 820,
    },
  }),
)

const cart = messaging((parts) =>
  parts.item({
    order: {
      products: [
        {
          id: parts.objectId(),
          retailer_id: 'linen-shirt-m',
          name: 'Linen shirt',
          unit_price: 39.5,
          currency: 'EUR',
          quantity: 2,
        },
      ],
      note: parts.text('As a present, please'),
    },
  }),
)

const address = { street1: '12 Mill Lane', street2: '', city: 'Bergen', state: '', country: 'NO', postal_code: '5003' }

/** Samples of what comes in `messaging` and `standby`. */
export const MESSENGER_SAMPLES = {
  ...MESSAGE_SAMPLES,
  message_deliveries: delivery,
  message_reads: read,
  messaging_referrals: referral,
  messaging_optins: optin,
  messaging_account_linking: linking,
  messaging_feedback: feedback,
  messaging_game_plays: gamePlay,
  send_cart: cart,
  delivery,
  read,
  referral,
  optin,
  linking,
  feedback,
  'game-play': gamePlay,
  order: cart,
  'message-sticker': message((parts) => ({
    sticker_id: 369239263222822,
    attachments: [{ type: 'image', payload: { url: parts.fileUrl(), sticker_id: 369239263222822 } }],
  })),
  'message-location': message(() => ({
    attachments: [{ type: 'location', payload: { coordinates: { lat: 60.3913, long: 5.3221 } } }],
  })),
  'message-link': message((parts) => ({
    text: parts.text('https://example.com/lookbook'),
    attachments: [{ type: 'fallback', title: 'Lookbook', url: 'https://example.com/lookbook', payload: null }],
  })),
  'message-template': template({
    template_type: 'button',
    text: 'What next?',
    buttons: [{ type: 'postback', title: 'Track my order', payload: 'TRACK_ORDER' }],
  }),
  'message-product': message((parts) => ({
    text: parts.text('Which sizes are there?'),
    attachments: [
      {
        type: 'template',
        payload: {
          product: {
            elements: [{ id: parts.objectId(), retailer_id: 'linen-shirt-m', title: 'Linen shirt', subtitle: '39.50' }],
          },
        },
      },
    ],
  })),
  'message-nlp': message((parts) => ({
    text: parts.text('Can I come tomorrow at four?'),
    nlp: { traits: { wit$greetings: [{ confidence: 0.61, value: 'true' }] } },
  })),
  'message-prior': messaging((parts) => ({
    ...parts.message({ text: parts.text('Thanks for writing!') }),
    prior_message: { source: 'checkbox_plugin', identifier: parts.objectId() },
  })),
  'postback-old': messaging((parts) => parts.item({ postback: { payload: 'GET_STARTED' } })),
  'postback-referral': messaging((parts) =>
    parts.item({
      postback: {
        mid: parts.mid(),
        title: 'Get started',
        payload: 'GET_STARTED',
        referral: { ref: parts.text('summer-sale'), source: 'SHORTLINK', type: 'OPEN_THREAD' },
      },
    }),
  ),
  'optin-once': messaging((parts) =>
    parts.item({
      optin: { type: 'one_time_notif_req', payload: 'BACK_IN_STOCK', one_time_notif_token: parts.mid() },
    }),
  ),
  'optin-messages': NOTIFICATIONS_SAMPLE,
  'optin-stop': messaging((parts) =>
    parts.item({
      optin: {
        type: 'notification_messages',
        notification_messages_token: parts.mid(),
        notification_messages_status: 'STOP_NOTIFICATIONS',
      },
    }),
  ),
  unlinking: messaging((parts) => parts.item({ account_linking: { status: 'unlinked' } })),
  'standby-echo': (parts) =>
    messagingBody(
      parts,
      [
        parts.outgoing({
          message: { mid: parts.mid(), text: parts.text('One moment'), is_echo: true, app_id: 1517776481860111 },
        }),
      ],
      'standby',
    ),
  'app-roles': messaging((parts) => parts.item({ app_roles: { '1517776481860111': ['primary_receiver'] } })),
  payment: messaging((parts) =>
    parts.item({
      payment: {
        payload: 'ORDER_1042',
        requested_user_info: { shipping_address: address, contact_name: 'Kari Nordmann' },
        payment_credential: { provider_type: 'stripe', charge_id: parts.text(`ch_${parts.objectId()}`) },
        amount: { currency: 'EUR', amount: '79.00' },
      },
    }),
  ),
  'checkout-update': messaging((parts) =>
    parts.item({ checkout_update: { payload: 'ORDER_1042', shipping_address: { id: 1, ...address } } }),
  ),
  'dashboard-test': (parts) =>
    changesBody(parts, [
      {
        field: 'messages',
        value: {
          sender: { id: '12334' },
          recipient: { id: '23245' },
          timestamp: String(Math.floor(parts.now / 1000)),
          message: { mid: parts.mid(), text: parts.text('a test') },
        },
      },
    ]),
} satisfies Readonly<Record<string, SampleMaker>>
