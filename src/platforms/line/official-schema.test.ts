import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { thirdPartyText } from '../../../test/third-party.ts'
import { type JsonRecord, list, record } from '../json.ts'
import { line } from './index.ts'

const SCHEMAS = '#/components/schemas/'
/** Not in the description yet, or in nobody's. */
const UNPUBLISHED: readonly string[] = ['messageEdited', 'unknown']

const text = thirdPartyText('specs/line-openapi.webhook.yml')

/** Whether a body is as the official description has it; what is wrong, in words. */
function faultsOf(description: unknown): (body: unknown) => string[] {
  const schemas = record(record(record(description)?.components)?.schemas) ?? {}
  const ajv = new Ajv2020.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'webhook', components: { schemas: rewritten(schemas, schemas) } })
  const check = ajv.compile({ $ref: `webhook${SCHEMAS}CallbackRequest` })
  return (body) => (check(body) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`))
}

/**
 * JSON Schema does not know OpenAPI's discriminator: where a member refers to a schema that has one, the value must
 * be of a listed type, hold to the schema of that type, and have no other members.
 */
function rewritten(value: unknown, schemas: JsonRecord, inherited = false): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, schemas, inherited))
  const node = record(value)
  if (!node) return value
  const target = typeof node.$ref === 'string' ? record(schemas[node.$ref.slice(SCHEMAS.length)]) : undefined
  const discriminator = record(target?.discriminator)
  if (target && !inherited) {
    const name = String(discriminator?.propertyName)
    const types = Object.entries(record(discriminator?.mapping) ?? {})
    const cases = types.map(([type, $ref]) => ({ allOf: [{ properties: { [name]: { const: type } } }, { $ref }] }))
    return { $ref: node.$ref, ...(discriminator ? { oneOf: cases } : {}), unevaluatedProperties: false }
  }
  return Object.fromEntries(
    Object.entries(node).map(([name, member]) => [name, rewritten(member, schemas, name === 'allOf')]),
  )
}

describe.skipIf(text === undefined)('the official description of the webhook', () => {
  const description: unknown = parse(text ?? '')
  let check: ((body: unknown) => string[]) | undefined
  const faults = (body: unknown) => {
    check ??= faultsOf(description)
    return check(body)
  }
  const body = (kind: string) => JSON.parse(JSON.stringify(line.webhook.sample(kind))) as { events: JsonRecord[] }

  it.each(line.webhook.samples)('has the sample %s', (kind) => {
    const found = faults(body(kind))
    if (UNPUBLISHED.includes(kind)) expect(found).not.toEqual([])
    else expect(found).toEqual([])
  })

  it('has no type of event, message, source or module that no sample shows', () => {
    const schemas = record(record(record(description)?.components)?.schemas) ?? {}
    const typesOf = (name: string) => Object.keys(record(record(record(schemas[name])?.discriminator)?.mapping) ?? {})
    const events = line.webhook.samples.flatMap((kind) => body(kind).events)
    const shown = (member: (event: JsonRecord) => unknown) =>
      new Set(events.map((event) => record(member(event))?.type).filter((type) => type !== undefined))
    const missing = (name: string, types: Set<unknown>) => typesOf(name).filter((type) => !types.has(type))
    const messages = events.map(({ message }) => record(message) ?? {})
    expect(typesOf('Event').length).toBeGreaterThan(15)
    expect({
      events: missing('Event', new Set(events.map(({ type }) => type))),
      messages: missing(
        'MessageContent',
        shown(({ message }) => message),
      ),
      sources: missing(
        'Source',
        shown(({ source }) => source),
      ),
      memberships: missing(
        'MembershipContent',
        shown(({ membership }) => membership),
      ),
      modules: missing(
        'ModuleContent',
        shown(({ module }) => module),
      ),
      mentions: missing(
        'Mentionee',
        new Set(messages.flatMap(({ mention }) => list(record(mention)?.mentionees)).map((who) => record(who)?.type)),
      ),
    }).toEqual({ events: [], messages: [], sources: [], memberships: [], modules: [], mentions: [] })
  })

  it('is read strictly: a missing, misspelt or mistyped member is found', () => {
    const [event] = body('message').events
    const spoilt = (members: object) => faults({ ...body('message'), events: [{ ...event, ...members }] })
    expect(spoilt({})).toEqual([])
    expect(spoilt({ webhookEventId: undefined })).not.toEqual([])
    expect(spoilt({ replytoken: 'x' })).not.toEqual([])
    expect(spoilt({ source: { type: 'user', userid: 'x' } })).not.toEqual([])
    expect(spoilt({ message: { id: '1', type: 'text', text: 'no token' } })).not.toEqual([])
    expect(spoilt({ mode: 'asleep' })).not.toEqual([])
  })
})
