import { Compile, type Validator } from 'typebox/compile'
import type { TestApi } from './support.ts'

type Node = Readonly<Record<string, unknown>>

/** What the document says of the answers, as a function that tells what is wrong with one. */
export function answersOf(api: TestApi): (method: string, url: string, status: number, body: unknown) => string[] {
  const document = api.server.swagger() as unknown as Node
  const validators = new Map<string, Validator>()
  return (method, url, status, body) => {
    const operation = operationOf(document, method, url)
    if (!operation) return [`${method} ${url} is not documented`]
    const response = at(at(operation, 'responses'), String(status))
    if (!response) return [`${method} ${url} does not document ${status}`]
    const content = at(response, 'content')
    const schema = at(Object.values(content ?? {})[0], 'schema')
    if (!schema) return []
    const key = `${method} ${url} ${status}`
    const validator = validators.get(key) ?? Compile(resolved(document, schema) as Node)
    validators.set(key, validator)
    return validator.Check(body)
      ? []
      : validator.Errors(body).map((fault) => `${key} ${fault.instancePath} ${fault.message}`)
  }
}

/** The operation of a method and an actual path. */
export function operationOf(document: Node, method: string, url: string): Node | undefined {
  const path = url.split('?', 1)[0] ?? ''
  const paths = Object.entries(at(document, 'paths') ?? {})
  const matching = paths
    .filter(([pattern]) => new RegExp(`^${pattern.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path))
    .sort(([a], [b]) => a.split('{').length - b.split('{').length)
  return at(matching[0]?.[1], method.toLowerCase())
}

/** The schema with its references replaced. */
export function resolved(document: Node, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((each) => resolved(document, each))
  if (typeof node !== 'object' || node === null) return node
  const { $ref } = node as Node
  if (typeof $ref === 'string') {
    const target = $ref
      .slice(2)
      .split('/')
      .reduce<unknown>((found, name) => at(found, name), document)
    if (target === undefined) throw new Error(`${$ref} refers to nothing`)
    return resolved(document, target)
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(document, value)]))
}

function at(node: unknown, name: string): Node | undefined {
  return typeof node === 'object' && node !== null ? ((node as Node)[name] as Node | undefined) : undefined
}
