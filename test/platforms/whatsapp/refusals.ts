import { type Case, form, type Parts } from '../meta/refusals/cases.ts'

/** Messages of WhatsApp. */
export const whatsappCases = ({ ids, wa, issued }: Parts): Case[] => [
  [
    "a foreign account's token",
    'whatsapp',
    {
      ...wa({ type: 'text', text: { body: 'x' } }),
      token: issued('system', '99', ['whatsapp_business_messaging']),
    },
    '100/33',
  ],
  [
    'no messaging_product',
    'whatsapp',
    { body: { to: '15550100123', type: 'text', text: { body: 'x' } } },
    '100',
    /messaging_product/,
  ],
  [
    'a misspelt member at WhatsApp',
    'whatsapp',
    wa({ type: 'text', text: { bdy: 'x' } }),
    '100',
    /Unexpected key "bdy" on param "text"/,
  ],
  ['an unknown type', 'whatsapp', wa({ type: 'poll', poll: {} }), '100'],
  [
    'nobody to send to',
    'whatsapp',
    { body: { messaging_product: 'whatsapp', type: 'text', text: { body: 'x' } } },
    '100',
    /parameter to/,
  ],
  ['a number that is none', 'whatsapp', wa({ to: 'Ada', type: 'text', text: { body: 'x' } }), '131009'],
  ['its own number', 'whatsapp', wa({ to: '+1 555-010-0999', type: 'text', text: { body: 'x' } }), '131021'],
  ['4097 characters', 'whatsapp', wa({ type: 'text', text: { body: 'x'.repeat(4097) } }), '131009'],
  [
    'four buttons at WhatsApp',
    'whatsapp',
    wa({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'x' },
        action: { buttons: Array(4).fill({ type: 'reply', reply: { id: '1', title: 'T' } }) },
      },
    }),
    '131009',
  ],
  [
    'a caption on a sound',
    'whatsapp',
    wa({ type: 'audio', audio: { link: 'https://example.com/a.mp3', caption: 'x' } }),
    '100',
    /Unexpected key "caption"/,
  ],
  ['a file that was not uploaded', 'whatsapp', wa({ type: 'image', image: { id: '4711' } }), '131009'],
  ['outside of the window at WhatsApp', 'whatsapp', wa({ type: 'text', text: { body: 'x' } }), '131047'],
  [
    'an unknown template',
    'whatsapp',
    wa({ type: 'template', template: { name: 'nope', language: { code: 'en_US' } } }),
    '132001',
  ],
  [
    'a template in another language',
    'whatsapp',
    wa({ type: 'template', template: { name: 'hello_world', language: { code: 'de' } } }),
    '132001',
  ],
  [
    'too few parameters',
    'whatsapp',
    wa({ type: 'template', template: { name: 'order_shipped', language: { code: 'en_US' } } }),
    '132000',
  ],
  [
    'a read mark for an unknown message',
    'whatsapp',
    { body: { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.x' } },
    '131009',
  ],
  [
    'a type of file that is not taken',
    'whatsapp',
    { path: `/${ids.phone}/media`, body: form('image/svg+xml') },
    '100',
    /image\/svg\+xml/,
  ],
]
