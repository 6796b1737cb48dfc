import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false }
const text = (description: string, maxLength = 4096) => Type.String({ minLength: 1, maxLength, description })
const url = (description: string) => Type.String({ format: 'uri', maxLength: 2048, description })
const optional = Type.Optional

/** A file to send: one of `url` (public, fetched by the platform) or `mediaId` (uploaded to the platform before). */
const media = {
  url: optional(url('Public address that the platform fetches.')),
  mediaId: optional(text('Id of media uploaded to the platform.', 512)),
}

const Button = Type.Union([
  Type.Object(
    { type: Type.Literal('reply'), title: text('Shown.', 300), payload: text('Comes back as message.postback.', 1000) },
    closed,
  ),
  Type.Object({ type: Type.Literal('url'), title: text('Shown.', 300), url: url('Opened.') }, closed),
  Type.Object(
    { type: Type.Literal('call'), title: text('Shown.', 300), phone: text('With country code.', 30) },
    closed,
  ),
])

const Element = Type.Object(
  {
    title: text('Headline.', 400),
    subtitle: optional(text('Line below.', 1000)),
    imageUrl: optional(url('Picture.')),
    url: optional(url('Opened by a tap.')),
    buttons: optional(Type.Array(Button, { maxItems: 3 })),
  },
  closed,
)

const json = (description: string) => Type.Record(Type.String(), Type.Unknown(), { description })
const kind = <T extends string>(name: T) => ({ type: Type.Literal(name) })

/** What can be sent; which platform takes what is in its capabilities. */
export const OutboundContent = Type.Union([
  Type.Object({ ...kind('text'), text: text('Plain text.', 10_000), previewUrl: optional(Type.Boolean()) }, closed),
  Type.Object(
    {
      ...kind('image'),
      ...media,
      caption: optional(text('Below it.', 1024)),
      previewUrl: optional(url('A small version, where the platform asks for one.')),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('video'),
      ...media,
      caption: optional(text('Below it.', 1024)),
      previewUrl: optional(url('A still, where the platform asks for one.')),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('audio'),
      ...media,
      durationMs: optional(Type.Integer({ minimum: 1, description: 'Some platforms need it.' })),
    },
    closed,
  ),
  Type.Object(
    { ...kind('file'), ...media, caption: optional(text('Below it.', 1024)), filename: optional(text('Shown.', 240)) },
    closed,
  ),
  Type.Object(
    {
      ...kind('sticker'),
      ...media,
      packageId: optional(text('Of a sticker that the platform has.', 30)),
      stickerId: optional(text('Of a sticker that the platform has.', 30)),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('location'),
      latitude: Type.Number({ minimum: -90, maximum: 90 }),
      longitude: Type.Number({ minimum: -180, maximum: 180 }),
      name: optional(text('Of the place.', 1000)),
      address: optional(text('Of the place.', 1000)),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('contacts'),
      contacts: Type.Array(
        Type.Object(
          {
            name: text('Full name.', 200),
            phones: optional(Type.Array(text('With country code.', 30), { maxItems: 10 })),
            emails: optional(Type.Array(text('Address.', 200), { maxItems: 10 })),
            organisation: optional(text('Company.', 200)),
          },
          closed,
        ),
        { minItems: 1, maxItems: 50 },
      ),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('reaction'),
      messageId: text('The message reacted to.', 512),
      emoji: Type.Union([text('One emoji.', 40), Type.Null()], { description: 'null takes the reaction back.' }),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('quick_replies'),
      text: text('The question.', 2000),
      replies: Type.Array(
        Type.Object(
          { title: text('Shown.', 40), payload: text('Comes back.', 1000), imageUrl: optional(url('Icon.')) },
          closed,
        ),
        { minItems: 1, maxItems: 13 },
      ),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('buttons'),
      text: text('Body.', 2000),
      header: optional(text('Above it.', 60)),
      footer: optional(text('Below it.', 60)),
      buttons: Type.Array(Button, { minItems: 1, maxItems: 4 }),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('list'),
      text: text('Body.', 2000),
      header: optional(text('Above it.', 60)),
      footer: optional(text('Below it.', 60)),
      buttonText: text('Opens the list.', 20),
      sections: Type.Array(
        Type.Object(
          {
            title: optional(text('Of the section.', 24)),
            rows: Type.Array(
              Type.Object(
                {
                  id: text('Comes back.', 200),
                  title: text('Shown.', 24),
                  description: optional(text('Below it.', 72)),
                },
                closed,
              ),
              { minItems: 1, maxItems: 10 },
            ),
          },
          closed,
        ),
        { minItems: 1, maxItems: 10 },
      ),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('carousel'),
      altText: optional(text('Shown in notifications, where there is no room for the elements.', 400)),
      elements: Type.Array(Element, { minItems: 1, maxItems: 10 }),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('template'),
      name: text('Of the approved template.', 512),
      language: text('Code, e.g. en_US.', 20),
      components: optional(Type.Array(json("A component as the platform's own API takes it."), { maxItems: 20 })),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('native'),
      message: json('One message as the own API of the platform takes it; see the page of the platform.'),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('mark_seen'),
      messageId: optional(text('The message read, or its token, where the platform asks for one.', 512)),
    },
    closed,
  ),
  Type.Object(
    {
      ...kind('typing'),
      on: optional(Type.Boolean({ default: true })),
      messageId: optional(text('The message being answered, where the platform asks for it.', 512)),
      seconds: optional(Type.Integer({ minimum: 5, maximum: 60, description: 'How long, where the platform asks.' })),
    },
    closed,
  ),
])
export type OutboundContent = Static<typeof OutboundContent>
export type OutboundType = OutboundContent['type']

/** A message on its way to a platform. */
export interface OutboundMessage {
  /** The platform's id of the person, group or room. */
  readonly to: string
  readonly content: OutboundContent
  /** Platform id of the message quoted. */
  readonly replyTo?: string
  /** The quote token of the message quoted, where the platform quotes by a token. */
  readonly quoteToken?: string
  /** A token to answer with free of charge, still alive. */
  readonly replyToken?: string
  /** A person wrote it, who may answer for longer than a program. */
  readonly humanAgent?: boolean
  /** The window for answers is closed. */
  readonly outsideWindow?: boolean
  /** Stable per message (a UUID). */
  readonly idempotencyKey: string
}
