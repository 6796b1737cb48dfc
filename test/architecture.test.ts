import { parseAst } from 'vite'
import { describe, expect, test } from 'vitest'
import { createDestinations } from '../src/destinations/index.ts'
import { importsOf, localImportsOf, sourcesOf, withoutComments } from './support/sources.ts'

const MAX_FUNCTION_LINES = 80

const BASE = ['lib', 'errors.ts', 'codes', 'log.ts']
/** What stages and services stand on. */
const SERVICE = [...BASE, 'events', 'metrics.ts', 'platforms', 'queue', 'routing', 'store']

/** What each folder of `src` may import, types included. Data flows one way: no stage imports a later one. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  'errors.ts': ['lib', 'codes'],
  codes: ['errors.ts'],
  'log.ts': ['lib'],
  'metrics.ts': ['lib'],
  'version.ts': [],
  events: ['lib'],
  platforms: ['lib', 'events', 'codes'],
  'config.ts': ['lib', 'errors.ts', 'platforms'],
  queue: [...BASE, 'metrics.ts'],
  store: [...BASE, 'events'],
  routing: ['lib', 'events', 'codes'],
  destinations: [...BASE, 'events'],
  limits: SERVICE,
  steps: SERVICE,
  operations: [...SERVICE, 'config.ts', 'version.ts'],
  setup: [...SERVICE, 'config.ts'],
  accounts: [...SERVICE, 'limits', 'jobs'],
  endpoints: [...SERVICE, 'destinations', 'operations'],
  jobs: SERVICE,
  ingest: [...SERVICE, 'accounts'],
  process: [...SERVICE, 'endpoints'],
  deliver: [...SERVICE, 'endpoints', 'destinations'],
  replay: [...SERVICE, 'endpoints'],
  // Features take part in processing by the interface of its handlers.
  inbox: [...SERVICE, 'process'],
  send: [...SERVICE, 'limits', 'process', 'inbox', 'steps'],
  stats: [...SERVICE, 'accounts', 'destinations'],
  retention: SERVICE,
  live: SERVICE,
  api: [
    ...[...SERVICE, 'config.ts', 'version.ts', 'accounts', 'dashboard', 'destinations', 'endpoints', 'ingest'],
    ...['limits', 'live', 'operations', 'process', 'replay', 'send', 'setup', 'stats'],
  ],
  dashboard: BASE,
  cli: [...BASE, 'config.ts', 'destinations', 'events', 'hub.ts', 'platforms', 'setup', 'store', 'version.ts'],
  'main.ts': ['cli'],
}

/** These put the parts together. */
const COMPOSITION = ['hub.ts', 'hub']

const SOURCES = sourcesOf('src')

/** The folder of `src` that a file lies in, or its name. */
function folderOf(name: string): string {
  return name.split('/')[1] ?? name
}

function arrows(): string[] {
  const found = SOURCES.flatMap((source) =>
    localImportsOf(source)
      .filter((target) => target.startsWith('src/') && folderOf(target) !== folderOf(source.name))
      .map((target) => `${folderOf(source.name)} -> ${folderOf(target)}`),
  )
  return [...new Set(found)].sort()
}

/** SQL, the `sql` tag, or a query of Kysely. */
function sqlIn(text: string): string | undefined {
  const code = withoutComments(text)
  const driver = importsOf(code).find((name) => /^(?:kysely|pg)(?:\/|$)/.test(name))
  const query = /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(/.exec(code)?.[0]
  const words =
    /['"`]\s*(?:select\s+(?:\w+\(|[^'"`]*\bfrom\b)|with\s+\w+\s+as\s*\(|insert\s+into\s+\w+|update\s+\w+\s+set|delete\s+from\s+\w+)/.exec(
      code,
    )?.[0]
  return driver ?? query ?? words
}

/** Outside its folder: an import from it, or its kind as a word of its own. */
function namesKind(source: (typeof SOURCES)[number], kind: string): boolean {
  const folder = `src/destinations/${kind}/`
  if (source.name.startsWith(folder) || source.name.startsWith('src/platforms/')) return false
  const isNamed = new RegExp(`['"\`]${kind}['"\`]`).test(withoutComments(source.text))
  return isNamed || localImportsOf(source).some((target) => target.startsWith(folder))
}

interface FunctionSize {
  readonly name: string
  readonly lines: number
}

function functionsIn(text: string): FunctionSize[] {
  const found: FunctionSize[] = []
  const visit = (node: unknown, outer: string): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, outer)
    if (!isNode(node)) return
    const name = nameOf(node.id) ?? nameOf(node.key) ?? outer
    if (/^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type))
      found.push({ name, lines: text.slice(node.start, node.end).split('\n').length })
    for (const child of Object.values(node)) visit(child, name)
  }
  visit(parseAst(text, { lang: 'ts' }).body, '')
  return found
}

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly id?: unknown
  readonly key?: unknown
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && 'name' in value && typeof value.name === 'string' ? value.name : undefined
}

/** Groups of files that reach each other by their imports. */
function cycles(): string[] {
  const graph = new Map(SOURCES.map((source) => [source.name, localImportsOf(source)]))
  const reached = new Map([...graph.keys()].map((name) => [name, reach(graph, name)]))
  const groups = [...graph.keys()].map((name) =>
    [...(reached.get(name) ?? [])].filter((other) => reached.get(other)?.has(name)).sort(),
  )
  return [...new Set(groups.filter((group) => group.length > 1).map((group) => group.join(', ')))]
}

function reach(graph: ReadonlyMap<string, readonly string[]>, from: string): Set<string> {
  const seen = new Set<string>()
  const open = [...(graph.get(from) ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(graph.get(next) ?? []))
  }
  return seen
}

describe('the sources of the hub', () => {
  test('import along the allowed arrows only', () => {
    const allowed = Object.entries(ALLOWED).flatMap(([from, targets]) => targets.map((to) => `${from} -> ${to}`))
    const found = arrows().filter(
      (arrow) => !COMPOSITION.some((name) => arrow.startsWith(`${name} -> `)) && !allowed.includes(arrow),
    )
    expect(found).toEqual([])
  })

  test('hold SQL in src/store only', () => {
    const found = SOURCES.filter(({ name, text }) => !name.startsWith('src/store/') && sqlIn(text) !== undefined)
    expect(found.map(({ name }) => name)).toEqual([])
  })

  test('name a kind of destination in its own folder only, but for the list', () => {
    const kinds = createDestinations().all.map(({ kind }) => kind)
    const found = SOURCES.flatMap((source) =>
      kinds.filter((kind) => source.name !== 'src/destinations/index.ts' && namesKind(source, kind)),
    )
    expect(kinds.length).toBeGreaterThan(0)
    expect(found).toEqual([])
  })

  test('import nothing of the tests', () => {
    const found = SOURCES.filter((source) => {
      const imported = [...importsOf(withoutComments(source.text)), ...localImportsOf(source)]
      return imported.some((name) => /^(?:vitest|fast-check)$|^test\/|\.test\.ts$/.test(name))
    })
    expect(found.map(({ name }) => name)).toEqual([])
  })

  test('import each other in no circle', () => {
    expect(cycles()).toEqual([])
  })

  test(`have no function of more than ${MAX_FUNCTION_LINES} lines`, () => {
    const found = SOURCES.flatMap(({ name, text }) =>
      functionsIn(text)
        .filter(({ lines }) => lines > MAX_FUNCTION_LINES)
        .map((each) => `${name} ${each.name}`),
    )
    expect(found).toEqual([])
  })
})

test.each([
  "import { sql } from 'kysely'",
  "import pg from 'pg'",
  "await db.selectFrom('events')",
  'const text = `select id from events`',
  'run(`with due as (select 1)`)',
  "query('delete from events')",
])('%j is seen as SQL', (text) => {
  expect(sqlIn(text)).toBeDefined()
})

test.each(["say('select an account')", '// select id from events', "title('Update the settings')"])(
  '%j is not taken for SQL',
  (text) => {
    expect(sqlIn(text)).toBeUndefined()
  },
)
