import type { JsonRecord } from '../../../src/platforms/json.ts'
import type { DocumentName } from './documents.ts'

const parameter = (type: string, name: string, schema: JsonRecord): JsonRecord => ({
  type: 'object',
  required: ['type', name],
  properties: { type: { enum: [type] }, [name]: schema },
})

/** Schemas that the corrected ones speak of. */
export const ADDED: Readonly<Record<DocumentName, (schemas: JsonRecord) => JsonRecord>> = {
  line: () => ({}),
  'line-token': () => ({}),
  whatsapp: ({ Message }) => ({
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
  }),
}

/** Queries that are documented, and that the document leaves out. */
export const MORE_QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/{Version}/{WABA-ID}/message_templates': ['fields', 'limit', 'after', 'before', 'status', 'language', 'category'],
}
