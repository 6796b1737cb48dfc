import { type TSchema, Type } from 'typebox'
import { CATALOGUE, EVENT_TYPES, type EventType } from '../events/catalogue.ts'
import { PLATFORMS } from '../platforms/index.ts'
import { record } from '../platforms/json.ts'
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
    data: { ...withPlatforms(schema), title: dataNameOf(type) },
  })
  return {
    tags: ['Deliveries'],
    summary: description,
    requestBody: { required: true, content: { 'application/json': { schema: body } } },
    responses: { '2XX': { description: 'Taken.' } },
  }
}

/** The catalogue takes any platform; the document lists those of this hub. */
function withPlatforms(schema: TSchema): TSchema {
  const ids = PLATFORMS.map(({ id }) => id)
  const listed: Readonly<Record<string, object>> = {
    platform: { enum: ids },
    platforms: { items: { type: 'string', enum: ids } },
  }
  const properties = Object.entries(record(record(schema)?.properties) ?? {}).map(
    ([name, member]) => [name, name in listed ? { ...record(member), ...listed[name] } : member] as const,
  )
  return { ...schema, properties: Object.fromEntries(properties) }
}

/** `message.received` → `MessageReceivedData`. */
function dataNameOf(type: EventType): string {
  return `${type.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}Data`
}
