import { type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { closed, link, oneOf, optional, text, variants } from '../shape.ts'

const product = Type.Literal('whatsapp')

const media = (more: TProperties = {}): TObject => closed({ id: optional(text()), link: optional(link()), ...more })
const caption = { caption: optional(text(1024)) }
const degrees = (limit: number) =>
  Type.Union([Type.Number({ minimum: -limit, maximum: limit }), Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' })])

const message = (type: string, content: TSchema): TObject =>
  closed({
    messaging_product: product,
    recipient_type: optional(oneOf('individual', 'group')),
    to: optional(text(64)),
    recipient: optional(text(128)),
    context: optional(closed({ message_id: text() })),
    biz_opaque_callback_data: optional(text(512)),
    type: Type.Literal(type),
    [type]: content,
  })

const header = optional(
  variants('type', [
    closed({ type: Type.Literal('text'), text: text(60), sub_text: optional(text(60)) }),
    closed({ type: Type.Literal('image'), image: media() }),
    closed({ type: Type.Literal('video'), video: media() }),
    closed({ type: Type.Literal('document'), document: media({ filename: optional(text(240)) }) }),
  ]),
)
const footer = optional(closed({ text: text(60) }))
const bodyText = (maxLength: number) => closed({ text: text(maxLength) })

const replyButton = closed({ type: Type.Literal('reply'), reply: closed({ id: text(256), title: text(20) }) })
const row = closed({ id: text(200), title: text(24), description: optional(text(72)) })
const section = closed({ title: optional(text(24)), rows: Type.Array(row, { minItems: 1, maxItems: 10 }) })
const products = closed({
  title: text(24),
  product_items: Type.Array(closed({ product_retailer_id: text() }), { minItems: 1, maxItems: 30 }),
})

const interactive = variants('type', [
  closed({
    type: Type.Literal('button'),
    header,
    body: bodyText(1024),
    footer,
    action: closed({ buttons: Type.Array(replyButton, { minItems: 1, maxItems: 3 }) }),
  }),
  closed({
    type: Type.Literal('list'),
    header: optional(closed({ type: Type.Literal('text'), text: text(60) })),
    body: bodyText(4096),
    footer,
    action: closed({ button: text(20), sections: Type.Array(section, { minItems: 1, maxItems: 10 }) }),
  }),
  closed({
    type: Type.Literal('cta_url'),
    header,
    body: bodyText(1024),
    footer,
    action: closed({
      name: Type.Literal('cta_url'),
      parameters: closed({ display_text: text(20), url: link() }),
    }),
  }),
  closed({
    type: Type.Literal('product'),
    body: optional(bodyText(1024)),
    footer,
    action: closed({ catalog_id: text(), product_retailer_id: text() }),
  }),
  closed({
    type: Type.Literal('product_list'),
    header,
    body: bodyText(1024),
    footer,
    action: closed({ catalog_id: text(), sections: Type.Array(products, { minItems: 1, maxItems: 10 }) }),
  }),
  closed({
    type: Type.Literal('flow'),
    header,
    body: bodyText(1024),
    footer,
    action: closed({ name: Type.Literal('flow'), parameters: Type.Record(Type.String(), Type.Unknown()) }),
  }),
])

const place = optional(oneOf('HOME', 'WORK'))
const contact = closed({
  name: closed({
    formatted_name: text(),
    first_name: optional(text()),
    last_name: optional(text()),
    middle_name: optional(text()),
    prefix: optional(text()),
    suffix: optional(text()),
  }),
  phones: optional(Type.Array(closed({ phone: text(), type: place, wa_id: optional(text()) }))),
  emails: optional(Type.Array(closed({ email: text(), type: place }))),
  urls: optional(Type.Array(closed({ url: link(), type: place }))),
  org: optional(closed({ company: optional(text()), department: optional(text()), title: optional(text()) })),
  addresses: optional(Type.Array(Type.Record(Type.String(), Type.String()))),
  birthday: optional(Type.String({ format: 'date' })),
})

const parameter = Type.Object({
  type: oneOf(
    'text',
    'currency',
    'date_time',
    'image',
    'video',
    'document',
    'payload',
    'action',
    'coupon_code',
    'location',
  ),
})
const component = closed({
  type: oneOf('header', 'body', 'button', 'HEADER', 'BODY', 'BUTTON'),
  sub_type: optional(text()),
  index: optional(Type.Union([Type.Integer({ minimum: 0, maximum: 9 }), Type.String({ pattern: '^[0-9]$' })])),
  parameters: optional(Type.Array(parameter)),
})

const typed = variants('type', [
  message('text', closed({ body: text(4096), preview_url: optional(Type.Boolean()) })),
  message('image', media(caption)),
  message('video', media(caption)),
  message('audio', media({ voice: optional(Type.Boolean()) })),
  message('document', media({ ...caption, filename: optional(text(240)) })),
  message('sticker', media()),
  message(
    'location',
    closed({
      latitude: degrees(90),
      longitude: degrees(180),
      name: optional(text(1000)),
      address: optional(text(1000)),
    }),
  ),
  message('contacts', Type.Array(contact, { minItems: 1, maxItems: 257 })),
  message('reaction', closed({ message_id: text(), emoji: Type.String({ maxLength: 40 }) })),
  message('interactive', interactive),
  message(
    'template',
    closed({
      name: text(512),
      language: closed({ code: text(20), policy: optional(oneOf('deterministic')) }),
      components: optional(Type.Array(component)),
    }),
  ),
])

const receipt = closed({
  messaging_product: product,
  status: Type.Literal('read'),
  message_id: text(),
  typing_indicator: optional(closed({ type: Type.Literal('text') })),
})

/** `POST /{phone}/messages`: a message, or the mark that one was read. */
export const whatsappSend: TSchema = Type.Unsafe({
  type: 'object',
  if: { required: ['status'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: receipt,
  else: typed,
})
