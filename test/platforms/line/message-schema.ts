import { type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { closed, link, oneOf, optional, text, variants } from '../shape.ts'

const utf16 = (limit: number): TSchema => Type.String({ minLength: 1, maxUtf16: limit })
const https = (maxLength = 2000): TSchema => Type.String({ format: 'uri', pattern: '^https://', maxLength })
const address = (maxLength = 1000): TSchema => Type.String({ pattern: '^(https?|line|tel|mailto):', maxLength })
const label = optional(utf16(40))

const action = (type: string, more: TProperties): TObject => closed({ type: Type.Literal(type), label, ...more })

const actions = variants('type', [
  action('message', { text: utf16(300) }),
  action('postback', {
    data: Type.String({ maxLength: 300 }),
    displayText: optional(utf16(300)),
    text: optional(utf16(300)),
    inputOption: optional(oneOf('closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice')),
    fillInText: optional(utf16(300)),
  }),
  action('uri', { uri: address(), altUri: optional(closed({ desktop: optional(address()) })) }),
  action('datetimepicker', {
    data: Type.String({ maxLength: 300 }),
    mode: oneOf('date', 'time', 'datetime'),
    initial: optional(text()),
    max: optional(text()),
    min: optional(text()),
  }),
  action('clipboard', { clipboardText: utf16(1000) }),
  action('camera', {}),
  action('cameraRoll', {}),
  action('location', {}),
])

const quickReply = optional(
  closed({
    items: Type.Array(closed({ type: Type.Literal('action'), imageUrl: optional(https()), action: actions }), {
      minItems: 1,
      maxItems: 13,
    }),
  }),
)
const sender = optional(closed({ name: optional(utf16(20)), iconUrl: optional(https()) }))

const message = (type: string, more: TProperties): TObject =>
  closed({ type: Type.Literal(type), quickReply, sender, ...more })

const buttons = (maxItems: number, minItems = 1) => Type.Array(actions, { minItems, maxItems })
const column = closed({
  thumbnailImageUrl: optional(https()),
  imageBackgroundColor: optional(text()),
  title: optional(utf16(40)),
  text: utf16(120),
  defaultAction: optional(actions),
  actions: buttons(3),
})
const templates = variants('type', [
  closed({
    type: Type.Literal('buttons'),
    thumbnailImageUrl: optional(https()),
    imageAspectRatio: optional(oneOf('rectangle', 'square')),
    imageSize: optional(oneOf('cover', 'contain')),
    imageBackgroundColor: optional(text()),
    title: optional(utf16(40)),
    text: utf16(160),
    defaultAction: optional(actions),
    actions: buttons(4),
  }),
  closed({ type: Type.Literal('confirm'), text: utf16(240), actions: buttons(2, 2) }),
  closed({
    type: Type.Literal('carousel'),
    columns: Type.Array(column, { minItems: 1, maxItems: 10 }),
    imageAspectRatio: optional(oneOf('rectangle', 'square')),
    imageSize: optional(oneOf('cover', 'contain')),
  }),
  closed({
    type: Type.Literal('image_carousel'),
    columns: Type.Array(closed({ imageUrl: https(), action: actions }), { minItems: 1, maxItems: 10 }),
  }),
])

const box = Type.Object({ type: oneOf('box', 'image', 'video') })
const bubble = closed({
  type: Type.Literal('bubble'),
  size: optional(oneOf('nano', 'micro', 'deca', 'hecto', 'kilo', 'mega', 'giga')),
  direction: optional(oneOf('ltr', 'rtl')),
  header: optional(box),
  hero: optional(box),
  body: optional(box),
  footer: optional(box),
  styles: optional(Type.Object({})),
  action: optional(actions),
})
const flex = variants('type', [
  bubble,
  closed({ type: Type.Literal('carousel'), contents: Type.Array(bubble, { minItems: 1, maxItems: 12 }) }),
])

const area = closed({
  x: Type.Integer({ minimum: 0 }),
  y: Type.Integer({ minimum: 0 }),
  width: Type.Integer({ minimum: 1 }),
  height: Type.Integer({ minimum: 1 }),
})
const tappable = variants('type', [
  closed({ type: Type.Literal('uri'), label: optional(utf16(50)), linkUri: address(), area }),
  closed({ type: Type.Literal('message'), label: optional(utf16(50)), text: utf16(400), area }),
  closed({ type: Type.Literal('clipboard'), label: optional(utf16(50)), clipboardText: utf16(1000), area }),
])

const emoji = closed({ index: Type.Integer({ minimum: 0 }), productId: text(), emojiId: text() })
const quoteToken = optional(text())

/** One message object. */
export const lineMessage = variants('type', [
  message('text', { text: utf16(5000), emojis: optional(Type.Array(emoji, { maxItems: 20 })), quoteToken }),
  message('textV2', { text: utf16(5000), substitution: optional(Type.Object({})), quoteToken }),
  message('sticker', { packageId: text(), stickerId: text(), quoteToken }),
  message('image', { originalContentUrl: https(), previewImageUrl: https() }),
  message('video', { originalContentUrl: https(), previewImageUrl: https(), trackingId: optional(text(100)) }),
  message('audio', { originalContentUrl: https(), duration: Type.Integer({ minimum: 1 }) }),
  message('location', {
    title: utf16(100),
    address: utf16(100),
    latitude: Type.Number({ minimum: -90, maximum: 90 }),
    longitude: Type.Number({ minimum: -180, maximum: 180 }),
  }),
  message('imagemap', {
    baseUrl: https(),
    altText: utf16(1500),
    baseSize: closed({ width: Type.Integer({ minimum: 1 }), height: Type.Integer({ minimum: 1 }) }),
    video: optional(Type.Object({})),
    actions: Type.Array(tappable, { minItems: 1, maxItems: 50 }),
  }),
  message('template', { altText: utf16(1500), template: templates }),
  message('flex', { altText: utf16(1500), contents: flex }),
  message('coupon', { couponId: text(), deliveryTag: optional(text(30)) }),
])

const messages = Type.Array(lineMessage, { minItems: 1, maxItems: 5 })
const notificationDisabled = optional(Type.Boolean())
const customAggregationUnits = optional(Type.Array(Type.String({ pattern: '^[a-zA-Z0-9_]{1,30}$' }), { maxItems: 1 }))

export const replyInput = closed({ replyToken: text(), messages, notificationDisabled })
export const pushInput = closed({ to: text(), messages, notificationDisabled, customAggregationUnits })
export const multicastInput = closed({
  to: Type.Array(text(), { minItems: 1, maxItems: 500 }),
  messages,
  notificationDisabled,
  customAggregationUnits,
})
export const broadcastInput = closed({ messages, notificationDisabled })
export const endpointInput = closed({ endpoint: link(500) })
