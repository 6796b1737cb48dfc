import { type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type JsonRecord, shallow } from '../json.ts'
import { MAX } from './limits.ts'
import { refused } from './text.ts'

const text = (maxLength = MAX.text as number) => Type.String({ minLength: 1, maxLength })
const url = Type.String({ pattern: '^https://', maxLength: MAX.url })
const altText = text(MAX.altText)
const typed = Type.Object({ type: Type.String({ minLength: 1 }) })

/** What LINE needs to have of each type of message; the rest is for LINE to judge. */
const NEEDED: Readonly<Record<string, TSchema>> = {
  text: Type.Object({ text: text() }),
  textV2: Type.Object({ text: text() }),
  sticker: Type.Object({ packageId: text(), stickerId: text() }),
  image: Type.Object({ originalContentUrl: url, previewImageUrl: url }),
  video: Type.Object({ originalContentUrl: url, previewImageUrl: url }),
  audio: Type.Object({ originalContentUrl: url, duration: Type.Integer({ minimum: 1 }) }),
  location: Type.Object({
    title: text(MAX.place),
    address: text(MAX.place),
    latitude: Type.Number(),
    longitude: Type.Number(),
  }),
  imagemap: Type.Object({
    baseUrl: url,
    altText,
    baseSize: Type.Object({ width: Type.Integer(), height: Type.Integer() }),
    actions: Type.Array(typed, { minItems: 1, maxItems: 50 }),
  }),
  template: Type.Object({ altText, template: typed }),
  flex: Type.Object({ altText, contents: typed }),
  coupon: Type.Object({ couponId: text() }),
}

/** Types of message that can quote another. */
export const QUOTING: readonly string[] = ['text', 'textV2', 'sticker']

/**
 * A message object as the Messaging API takes it, passed through.
 * @throws PlatformError when its type is unknown or a member that LINE needs is missing or of the wrong kind.
 */
export function rawMessage(message: JsonRecord): JsonRecord {
  const { type } = message
  const schema = typeof type === 'string' && Object.hasOwn(NEEDED, type) ? NEEDED[type] : undefined
  if (!schema) throw refused(`message.type must be one of: ${Object.keys(NEEDED).join(', ')}.`)
  const [fault] = Value.Errors(schema, message)
  if (fault) throw refused(`message${fault.instancePath.replaceAll('/', '.')} ${fault.message} (LINE ${type} message).`)
  if (shallow(message) !== message) throw refused('message is nested too deep.')
  return message
}
