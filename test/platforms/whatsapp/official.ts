import { type JsonRecord, list, record } from '../../../src/platforms/json.ts'
import type { Correction } from '../official/corrections.ts'
import type { OfficialDocuments } from '../official/documents.ts'

const members = (schema: JsonRecord, changes: JsonRecord): JsonRecord => ({
  ...schema,
  properties: { ...record(schema.properties), ...changes },
})
const withoutRequired = (schema: JsonRecord, ...names: string[]): JsonRecord => ({
  ...schema,
  required: list(schema.required).filter((name) => !names.includes(String(name))),
})
const secondPart = (schema: JsonRecord, change: (part: JsonRecord) => JsonRecord): JsonRecord => ({
  ...schema,
  allOf: list(schema.allOf).map((part, index) => (index === 1 ? change(record(part) ?? {}) : part)),
})

const BUTTON = {
  sub_type: {
    type: 'string',
    pattern: '^([Qq][Uu][Ii][Cc][Kk]_[Rr][Ee][Pp][Ll][Yy]|URL|url|CATALOG|catalog|FLOW|flow|COPY_CODE|copy_code)$',
  },
  index: {
    anyOf: [
      { type: 'integer', minimum: 0, maximum: 9 },
      { type: 'string', pattern: '^[0-9]$' },
    ],
  },
}

const CORRECTIONS: readonly Correction[] = [
  {
    schema: 'BaseMessageProperties',
    reason: 'its examples leave recipient_type out; a user id goes into recipient instead of to',
    correct: (schema) =>
      members(
        {
          ...withoutRequired(schema, 'recipient_type', 'to'),
          anyOf: [{ required: ['to'] }, { required: ['recipient'] }],
        },
        { recipient: { type: 'string' }, biz_opaque_callback_data: { type: 'string', maxLength: 512 } },
      ),
  },
  {
    schema: 'LocationMessage',
    reason: 'its examples have numbers for latitude and longitude',
    correct: (schema) =>
      secondPart(schema, (part) => {
        const location = record(record(part.properties)?.location) ?? {}
        const degrees = { type: ['string', 'number'] }
        return members(part, { location: members(location, { latitude: degrees, longitude: degrees }) })
      }),
  },
  {
    schema: 'LanguageObject',
    reason: 'its examples leave policy out',
    correct: (schema) => withoutRequired(schema, 'policy'),
  },
  {
    schema: 'TemplateComponent',
    reason: 'its examples have index 0, sub_type CATALOG and flow; the pattern of index is not one of an index',
    correct: (schema) => members(schema, BUTTON),
  },
  {
    schema: 'ButtonComponent',
    reason: 'as TemplateComponent',
    correct: (schema) => secondPart(schema, (part) => members(part, BUTTON)),
  },
  {
    schema: 'ButtonParameterObject',
    reason: 'its examples have actions; coupon codes are documented apart from it',
    correct: (schema) => {
      const mapping = record(record(schema.discriminator)?.mapping)
      const more = {
        action: '#/components/schemas/ButtonActionParameter',
        coupon_code: '#/components/schemas/ButtonCoupon',
      }
      return {
        ...members(schema, { type: { type: 'string' } }),
        discriminator: { propertyName: 'type', mapping: { ...mapping, ...more } },
      }
    },
  },
  {
    schema: 'DateTimeObject',
    reason: 'its examples have the parts of the date',
    correct: (schema) =>
      members(schema, {
        calendar: { type: 'string' },
        ...Object.fromEntries(
          ['year', 'month', 'day_of_month', 'day_of_week', 'hour', 'minute'].map((name) => [name, { type: 'integer' }]),
        ),
      }),
  },
  {
    schema: 'Message',
    reason: 'its examples have the read receipt, which has no type and nobody it goes to',
    correct: () => ({
      if: { required: ['status'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { $ref: '#/components/schemas/ReadReceipt' },
      else: { $ref: '#/components/schemas/TypedMessage' },
    }),
  },
  {
    schema: 'WhatsAppPhoneNumberStatus',
    reason: 'the status of a number in use is CONNECTED, in the document too (PhoneNumberInfo_1)',
    correct: (schema) => ({ ...schema, enum: [...list(schema.enum), 'CONNECTED', 'DISCONNECTED'] }),
  },
  {
    schema: 'InteractiveObject',
    reason: 'buttons that open an address are documented apart from it; its examples have order details',
    correct: (schema) => {
      const known = list(record(record(schema.properties)?.type)?.enum)
      return members(schema, {
        type: { type: 'string', enum: [...known, 'cta_url', 'order_details', 'order_status'] },
      })
    },
  },
  {
    schema: 'ActionObject',
    reason: 'buttons that open an address are documented apart from it; its examples have order details',
    correct: (schema) => ({
      ...schema,
      oneOf: [
        ...list(schema.oneOf),
        {
          required: ['name', 'parameters'],
          properties: {
            name: { enum: ['cta_url'] },
            parameters: {
              type: 'object',
              required: ['display_text', 'url'],
              properties: { display_text: { type: 'string', maxLength: 20 }, url: { type: 'string', format: 'uri' } },
              additionalProperties: false,
            },
          },
        },
        {
          required: ['name', 'parameters'],
          properties: { name: { enum: ['review_and_pay', 'review_order'] }, parameters: { type: 'object' } },
        },
      ],
    }),
  },
]

const parameter = (type: string, name: string, schema: JsonRecord): JsonRecord => ({
  type: 'object',
  required: ['type', name],
  properties: { type: { enum: [type] }, [name]: schema },
})

/** Schemas that the corrected ones speak of. */
const added = ({ Message }: JsonRecord): JsonRecord => ({
  TypedMessage: Message,
  ReadReceipt: {
    type: 'object',
    additionalProperties: false,
    required: ['messaging_product', 'status', 'message_id'],
    properties: {
      messaging_product: { enum: ['whatsapp'] },
      status: { enum: ['read'] },
      message_id: { type: 'string' },
      typing_indicator: {
        type: 'object',
        additionalProperties: false,
        required: ['type'],
        properties: { type: { enum: ['text'] } },
      },
    },
  },
  ButtonActionParameter: parameter('action', 'action', { type: 'object' }),
  ButtonCoupon: parameter('coupon_code', 'coupon_code', { type: 'string' }),
})

export const official: OfficialDocuments = {
  whatsapp: {
    file: 'facebook-openapi.business-messaging-api_v23.0.yaml',
    corrections: CORRECTIONS,
    added,
    queries: {
      '/{Version}/{WABA-ID}/message_templates': [
        'fields',
        'limit',
        'after',
        'before',
        'status',
        'language',
        'category',
      ],
    },
  },
}
