import { type TProperties, type TSchema, Type } from 'typebox'

/** What the catalogue says of one event type. */
export interface EventDefinition {
  readonly description: string
  /** Schema of `data`. */
  readonly schema: TSchema
  /** A made-up `data` that the schema accepts, of `SOME_PLATFORM`. */
  readonly example: Readonly<Record<string, unknown>>
}

/**
 * An object that has these members and no others, so that a misspelt member shows in the tests. The title names it in the
 * API's document.
 */
export function shape<T extends TProperties>(properties: T, description?: string, title?: string) {
  const options = { ...(title ? { title } : {}), ...(description ? { description } : {}) }
  return Type.Object(properties, { additionalProperties: false, ...options })
}

export function define(description: string, properties: TProperties, example: Record<string, unknown>) {
  const schema = shape({ ...properties, ...addedTo(properties) }, description)
  return { description, schema, example } satisfies EventDefinition
}

/** What the hub adds to the data of an event that is about a conversation or a person. */
function addedTo(properties: TProperties): TProperties {
  const spoken = 'conversationId' in properties
  return {
    ...(spoken ? { conversation: optional(id('The conversation as the hub knows it (`conv_…`).')) } : {}),
    ...((spoken || 'author' in properties) && !('contact' in properties)
      ? { contact: optional(id('The person as the hub knows them (`con_…`).')) }
      : {}),
  }
}

export const text = (description: string) => Type.String({ description })
export const id = (description: string) => Type.String({ minLength: 1, description })
export const time = (description: string) =>
  Type.String({ format: 'date-time', description: `${description} ISO 8601.` })
export const flag = (description: string) => Type.Boolean({ description })
export const number = (description: string) => Type.Number({ description })
export const count = (description: string) => Type.Integer({ minimum: 0, description })
export const oneOf = (values: readonly string[], description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { description },
  )
export const optional = Type.Optional

/** Stands in examples for a platform: which there are is not of the events. `exampleOf` puts one in its place. */
export const SOME_PLATFORM = 'some_platform'

/** A text here: the list of platforms is not of the events. The API document adds it. */
export const platform = text('Where it happened.')
export const platforms = Type.Array(platform, { description: 'The platforms concerned.' })

const personMembers = {
  id: optional(id("The platform's id of the person; absent when the platform keeps it to itself.")),
  username: optional(text('Handle, without @.')),
  name: optional(text('Display name.')),
  phone: optional(text('Telephone number, as the platform writes it; it may be absent, or change.')),
}

export const person = (description: string) => shape(personMembers, description, 'Person')

export const author = shape(
  { ...personMembers, followers: optional(count('Followers, when known.')) },
  'Who wrote it.',
  'Author',
)

/** What the listening feature adds; absent until something computed it. */
export const sentiment = {
  sentiment: optional(oneOf(['positive', 'neutral', 'negative'], 'Tone, when it was computed.')),
  sentimentScore: optional(Type.Number({ minimum: -1, maximum: 1, description: 'From -1 (bad) to 1 (good).' })),
}

export const priority = optional(oneOf(['low', 'medium', 'high', 'urgent'], 'Urgency, when it was computed.'))

export const conversationId = optional(
  id('The conversation it belongs to: the id of the other person, or of the group; unique within the account.'),
)

export const replyToken = optional(text('With which to answer without charge, once and within about a minute.'))

export const referral = shape(
  {
    ref: optional(text('The `ref` given in the link or the ad.')),
    source: optional(text('Where the person came from, in the words of the platform, e.g. `ADS`, `SHORTLINK`.')),
    type: optional(text('What the platform calls it, e.g. `OPEN_THREAD`.')),
    url: optional(text('Address of the page, ad or post.')),
    adId: optional(id('The ad.')),
    adTitle: optional(text('Headline of the ad.')),
    adBody: optional(text('Text of the ad.')),
    photoUrl: optional(text('Picture of the ad.')),
    videoUrl: optional(text('Video of the ad.')),
    clickId: optional(id('Id of the click, for conversion reports.')),
    productId: optional(id('The product it began with.')),
    catalogId: optional(id('The catalogue of that product.')),
    mediaId: optional(id('The post it began with.')),
    beaconId: optional(id('The beacon the person came near to.')),
  },
  'How the person came to the conversation.',
  'Referral',
)
