import { Compile, type Validator } from 'typebox/compile'
import { accounts, analytics, hub, listening, publishing } from './types/business.ts'
import { type EventDefinition, SOME_PLATFORM } from './types/common.ts'
import { content, reviews } from './types/content.ts'
import { comments, mentions, people } from './types/engagement.ts'
import { messages } from './types/messages.ts'

const GROUPS = {
  messages,
  comments,
  mentions,
  content,
  reviews,
  people,
  accounts,
  publishing,
  listening,
  analytics,
  hub,
}

type KeysOfEach<T> = T extends unknown ? keyof T : never

export type EventGroup = keyof typeof GROUPS
export type EventType = KeysOfEach<(typeof GROUPS)[EventGroup]>

export interface CatalogueEntry extends EventDefinition {
  readonly group: EventGroup
}

const entries = Object.entries(GROUPS).flatMap(([group, definitions]) =>
  Object.entries(definitions).map(([type, definition]) => [type, { group, ...definition }]),
)

/** Every event type: its group, what it means, the schema of its `data` and an example of it. */
export const CATALOGUE = Object.fromEntries(entries) as Readonly<Record<EventType, CatalogueEntry>>

/** Every event type, in the order of the documentation. */
export const EVENT_TYPES = Object.keys(CATALOGUE) as readonly EventType[]

const KNOWN_PATTERNS: ReadonlySet<string> = new Set([
  '*',
  ...EVENT_TYPES,
  ...EVENT_TYPES.map((type) => `${type.slice(0, type.indexOf('.'))}.*`),
])

/** A made-up `data` of the type, as if it came from the platform. */
export function exampleOf(type: EventType, platform: string): Readonly<Record<string, unknown>> {
  const named = (_name: string, value: unknown) => (value === SOME_PLATFORM ? platform : value)
  return JSON.parse(JSON.stringify(CATALOGUE[type].example), named)
}

/** Whether the text is a type of the catalogue. */
export function isEventType(type: string): type is EventType {
  return Object.hasOwn(CATALOGUE, type)
}

/** Whether a pattern (`*`, `message.*` or a type) can match anything. */
export function isKnownPattern(pattern: string): boolean {
  return KNOWN_PATTERNS.has(pattern)
}

/** Whether a pattern (`*`, `message.*` or a type) takes in the type. */
export function matchesPattern(pattern: string, type: string): boolean {
  if (pattern === '*') return true
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type
}

const validators = new Map<EventType, Validator>()

/** What is wrong with `data` as the data of that type, in words; [] when it is right. Not for the hot path. */
export function validateEventData(type: EventType, data: unknown): string[] {
  let validator = validators.get(type)
  if (!validator) {
    validator = Compile(CATALOGUE[type].schema)
    validators.set(type, validator)
  }
  if (validator.Check(data)) return []
  return validator.Errors(data).map((error) => `${error.instancePath || '/'} ${error.message}`)
}
