import { Type } from 'typebox'
import { CATALOGUE, EVENT_TYPES, type EventType } from '../events/catalogue.ts'
import { nullable, publicId, Time } from './schemas/common.ts'
import { AccountRef } from './schemas/events.ts'

/** The document with what the hub sends in the format `standard`, by type of event (OpenAPI 3.1, `webhooks`). */
export function withWebhooks<Document extends object>(document: Document): Document {
  const webhooks = Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: describeDelivery(type) }]))
  return { ...document, webhooks }
}

function describeDelivery(type: EventType) {
  const { description, schema } = CATALOGUE[type]
  const body = Type.Object({
    id: publicId('event'),
    event: Type.Literal(type),
    timestamp: Time("When it happened, by the platform's clock."),
    workspaceId: publicId('workspace'),
    account: nullable(AccountRef),
    data: { ...schema, title: dataNameOf(type) },
  })
  return {
    tags: ['Deliveries'],
    summary: description,
    requestBody: { required: true, content: { 'application/json': { schema: body } } },
    responses: { '2XX': { description: 'Taken.' } },
  }
}

/** `message.received` → `MessageReceivedData`. */
function dataNameOf(type: EventType): string {
  return `${type.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}Data`
}
