import { isRecord } from './views.ts'

/** Moves schemas that have a one-word title to `components.schemas` and refers to them, so that each is written once. */
export function hoistSchemas<Document extends object>(document: Document): Document {
  const schemas: Record<string, unknown> = {}
  const texts = new Map<string, string>()

  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit)
    if (!isRecord(node)) return node
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]))
    const { title } = copy
    if (typeof title !== 'string' || copy.type !== 'object' || !/^[A-Z][A-Za-z]+$/.test(title)) return copy
    const text = JSON.stringify(copy)
    const known = texts.get(title)
    if (known !== undefined && known !== text) return copy
    texts.set(title, text)
    schemas[title] = copy
    return { $ref: `#/components/schemas/${title}` }
  }

  const visited = Object.fromEntries(
    Object.entries(document).map(([key, value]) => [key, key === 'paths' ? visit(value) : value]),
  )
  const components = isRecord(visited.components) ? visited.components : {}
  return { ...document, ...visited, components: { ...components, schemas } }
}
