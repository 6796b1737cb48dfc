import { isRecord } from './views.ts'

type Node = Record<string, unknown>

/**
 * Moves schemas that have a one-word title to `components.schemas` and refers to them, so that each is written once. What is
 * described differently in each place is described there, beside the reference (OpenAPI 3.1, 4.8.23).
 */
export function hoistSchemas<Document extends object>(document: Document): Document {
  const schemas: Record<string, Node> = {}
  const shapes = new Map<string, string>()
  const uses = new Map<string, { readonly reference: Node; readonly description: unknown }[]>()

  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit)
    if (!isRecord(node)) return node
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]))
    const { title, description, ...shape } = copy
    if (typeof title !== 'string' || copy.type !== 'object' || !/^[A-Z][A-Za-z]+$/.test(title)) return copy
    const text = JSON.stringify(shape)
    const known = shapes.get(title)
    if (known !== undefined && known !== text) return copy
    shapes.set(title, text)
    schemas[title] ??= { title, ...shape }
    const reference: Node = { $ref: `#/components/schemas/${title}` }
    // The framework describes some answers in their schema; that says nothing of the schema.
    const use = { reference, description: description === 'The answer.' ? undefined : description }
    uses.set(title, [...(uses.get(title) ?? []), use])
    return reference
  }

  const visited = Object.fromEntries(
    Object.entries(document).map(([key, value]) => [key, key === 'paths' || key === 'webhooks' ? visit(value) : value]),
  )
  for (const [title, places] of uses) {
    const descriptions = new Set(places.flatMap(({ description }) => description ?? []))
    if (descriptions.size === 1) Object.assign(schemas[title] ?? {}, { description: [...descriptions][0] })
    else for (const { reference, description } of places) if (description) Object.assign(reference, { description })
  }
  const components = isRecord(visited.components) ? visited.components : {}
  return { ...document, ...visited, components: { ...components, schemas } }
}
