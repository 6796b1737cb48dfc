import type { Document } from './operations.ts'
import { declare, doc, member, nameOf, type Schema, typeOf } from './types.ts'

/** The types of `data`, by the type of the event, from the `webhooks` of the document; nothing when it has none. */
export function renderEventData({ webhooks = {} }: Document): string[] {
  const rows = Object.entries(webhooks).map(([type, { post }]) => {
    const [{ schema } = {}] = Object.values(post?.requestBody?.content ?? {})
    return `${doc(post?.summary)}${member(type)}: ${typeOf(schema?.properties?.data)}`
  })
  if (rows.length === 0) return []
  return [
    `${doc('The `data` of each type of event.')}export interface EventData {\n${rows.join('\n')}\n}`,
    `${doc('A type of event.')}export type EventTypeName = keyof EventData`,
    `${doc('A type of event with the data it has: `type` tells them apart.')}export type TypedData = { [Type in EventTypeName]: { type: Type; data: EventData[Type] } }[EventTypeName]`,
  ]
}

/** A named schema as exported types; one that holds an event knows its `data` by its `type`. */
export function declareNamed(document: Document, name: string, schema: Schema): string {
  const held = document.webhooks && dataOf(schema)
  if (!held) return declare(name, schema)
  const { type: _, data, ...rest } = schema.properties ?? {}
  const { description, ...others } = { ...schema, properties: rest }
  const head = doc(description, data?.description)
  if (held === 'always') return `${head}export type ${name} = TypedData & ${typeOf(others)}`
  const bare = `${name}WithoutData`
  const properties = { type: { $ref: 'EventTypeName' }, ...rest }
  return `${declare(bare, { ...others, properties })}\n\n${head}export type ${name} = TypedData & ${bare}`
}

/** Whether rows of this schema are events whose `data` can be left out. */
export function leavesOutData(document: Document, schema: Schema | undefined): boolean {
  const target = document.webhooks && schema?.$ref && document.components?.schemas?.[nameOf(schema.$ref)]
  return typeof target === 'object' && dataOf(target) === 'sometimes'
}

/** Whether it holds an event, whose `type` says what its `data` is. */
function dataOf({ properties, required }: Schema): 'always' | 'sometimes' | undefined {
  const { type, data } = properties ?? {}
  if (type?.type !== 'string' || !data || typeOf(data) !== 'unknown') return undefined
  return required?.includes('data') ? 'always' : 'sometimes'
}
