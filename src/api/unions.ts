import type { TSchema } from 'typebox'
import { isRecord } from './views.ts'

type Node = Readonly<Record<string, unknown>>

/**
 * The schema with each member that is a union of objects, told apart by a constant, narrowed to the object that the value
 * names: what is wrong with the value is then said of that one, and not of all.
 */
export function narrowed(schema: TSchema, value: unknown): TSchema {
  const { properties } = schema as Node
  if (!isRecord(properties) || !isRecord(value)) return schema
  const members = Object.entries(properties).map(([name, member]) => [name, narrowedMember(member, value[name])])
  return { ...schema, properties: Object.fromEntries(members) }
}

function narrowedMember(schema: unknown, value: unknown): unknown {
  const branches = branchesOf(schema).filter(({ type }) => type !== 'null')
  const tag = tagOf(branches)
  if (tag === undefined || !isRecord(value)) return schema
  const named = branches.find((branch) => constOf(branch, tag) === value[tag])
  if (named) return named
  const values = branches.map((branch) => constOf(branch, tag))
  return { type: 'object', required: [tag], properties: { [tag]: { enum: values } } }
}

function branchesOf(schema: unknown): Node[] {
  if (!isRecord(schema)) return []
  return Array.isArray(schema.anyOf) ? schema.anyOf.flatMap(branchesOf) : [schema]
}

/** The member that is a constant in each of the branches. */
function tagOf([first, ...others]: readonly Node[]): string | undefined {
  if (!first || !isRecord(first.properties)) return undefined
  const isConstant = (branch: Node, name: string) => constOf(branch, name) !== undefined
  return Object.keys(first.properties).find((name) => [first, ...others].every((branch) => isConstant(branch, name)))
}

function constOf({ properties }: Node, name: string): unknown {
  const member = isRecord(properties) ? properties[name] : undefined
  return isRecord(member) ? member.const : undefined
}
