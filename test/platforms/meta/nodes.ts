import { type Call, inputOf } from '../exchange.ts'
import type { World } from '../world.ts'
import { badParameter, graphError } from './errors.ts'
import { type Field, parseFields } from './fields.ts'
import type { NodeKind } from './kinds.ts'
import { NODE_TYPES } from './node-types.ts'
import { Edge, Ref } from './refs.ts'

/** A node with the fields asked for, or the ones it has without asking. @throws Refusal for a field it has not. */
export function readNode(world: World, call: Call, kind: NodeKind, id: string, fields?: readonly Field[]): object {
  const type = NODE_TYPES[kind]
  const wanted = fields ?? type.defaults.map((name): Field => ({ name, args: {}, fields: undefined }))
  const found: Record<string, unknown> = {}
  for (const { name, args, fields: inner } of wanted) {
    const getter = type.fields[name]
    if (!getter)
      throw badParameter(`Tried accessing nonexisting field (${name}) on node type (${type.name})`, call.host)
    const value = getter(id, { world, host: call.host, args, call })
    const shown = expand(world, call, value, inner, args)
    if (shown !== undefined) found[name] = shown
  }
  return { ...found, id: type.fields.id?.(id, { world, host: call.host, args: {}, call }) ?? id }
}

function expand(
  world: World,
  call: Call,
  value: unknown,
  fields: readonly Field[] | undefined,
  args: Readonly<Record<string, string>>,
): unknown {
  if (value instanceof Ref) return readNode(world, call, value.kind, value.id, fields)
  if (value instanceof Edge) return readEdge(world, call, value, fields, args)
  return value
}

const PAGE_SIZE = 25

/** A page of nodes; `after` and `limit` move through them. */
export function readEdge(
  world: World,
  call: Call,
  edge: Edge,
  fields?: readonly Field[],
  args: Readonly<Record<string, unknown>> = {},
): object {
  const limit = Math.min(Number(args.limit ?? PAGE_SIZE), 100)
  const after = typeof args.after === 'string' ? Number(Buffer.from(args.after, 'base64url').toString()) + 1 : 0
  const ids = edge.ids.slice(after, after + limit)
  const cursor = (index: number) => Buffer.from(String(index)).toString('base64url')
  const more = after + limit < edge.ids.length
  const data = ids.map((id) => ({ ...readNode(world, call, edge.kind, id, fields), ...edge.extra.get(id) }))
  if (ids.length === 0) return { data }
  const cursors = { before: cursor(after), after: cursor(after + ids.length - 1) }
  const next = `${world.url(call.host)}${call.path}?after=${cursors.after}&limit=${limit}`
  return { data, paging: { cursors, ...(more ? { next } : {}) } }
}

/** The `fields` of a request; undefined when it has none. @throws Refusal when they cannot be read. */
export function fieldsOf(call: Call): Field[] | undefined {
  const { fields } = inputOf(call)
  if (fields === undefined) return undefined
  try {
    return parseFields(String(fields))
  } catch (error) {
    throw graphError('2500', { host: call.host, message: `Syntax error "${String(error)}" in fields` })
  }
}
