import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { CONTENTS, outbound } from '../../../test/support/outbound.ts'
import { thirdPartyJson, thirdPartyText } from '../../../test/third-party.ts'
import { type JsonRecord, record } from '../json.ts'
import type { OutboundContent, OutboundMessage } from '../outbound.ts'
import { render } from './render.ts'

const text = thirdPartyText('specs/facebook-openapi.business-messaging-api_v23.0.yaml')
const examples = thirdPartyJson<Record<string, JsonRecord>>('specs/whatsapp-send-request-examples.json')

const OPERATION = '/{Version}/{Phone-Number-ID}/messages'

/** What is wrong with a body by the official description of the operation. */
function checkOf(description: unknown): (body: unknown) => string[] {
  const document = record(description) ?? {}
  const ajv = new Ajv2020.default({ strict: false, allErrors: true, logger: false })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'api', components: closedAsAWhole(document.components) as JsonRecord, paths: document.paths })
  const pointer = `#/paths/${OPERATION.replaceAll('/', '~1')}/post/requestBody/content/application~1json/schema`
  const schema = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, part) => record(node)?.[part.replaceAll('~1', '/')], document)
  const check = ajv.compile({ $ref: `api${record(schema)?.$ref}` })
  return (body) => (check(body) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`))
}

/** The description closes each half of an `allOf` against the other, so that nothing would fit; meant is both together. */
function closedAsAWhole(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closedAsAWhole)
  const node = record(value)
  if (!node) return value
  if (!Array.isArray(node.allOf))
    return Object.fromEntries(Object.entries(node).map(([name, member]) => [name, closedAsAWhole(member)]))
  const allOf = node.allOf.map((half) => {
    const { additionalProperties: _closed, ...rest } = record(closedAsAWhole(half)) ?? {}
    return rest
  })
  return { ...node, allOf, unevaluatedProperties: false }
}

const url = 'https://cdn.example/file'
const {
  text: plain,
  buttons,
  list,
  template,
  mark_seen,
  typing,
  carousel: _carousel,
  native: _native,
  ...rest
} = CONTENTS

interface Case {
  readonly name: string
  readonly content: OutboundContent
  readonly given?: Partial<OutboundMessage>
}

const MESSAGES: readonly Case[] = [
  { name: 'text', content: plain },
  { name: 'text with preview', content: { ...plain, previewUrl: true } },
  { name: 'text that quotes', content: plain, given: { replyTo: 'wamid.1' } },
  { name: 'text to a group', content: plain, given: { to: '120363418770915618@g.us' } },
  ...Object.values(rest).map((content) => ({ name: content.type, content })),
  { name: 'image by id', content: { type: 'image', mediaId: '123' }, given: { replyTo: 'wamid.1' } },
  { name: 'image with caption', content: { type: 'image', url, caption: 'Look' } },
  { name: 'video by id', content: { type: 'video', mediaId: '123', caption: 'Look' } },
  { name: 'document with name', content: { type: 'file', url, caption: 'Look', filename: 'a.pdf' } },
  { name: 'sticker by id', content: { type: 'sticker', mediaId: '123' } },
  { name: 'reaction taken back', content: { type: 'reaction', messageId: 'wamid.1', emoji: null } },
  { name: 'buttons', content: { ...buttons, header: 'Above', footer: 'Below' } },
  { name: 'list', content: { ...list, header: 'Above', footer: 'Below' }, given: { replyTo: 'wamid.1' } },
  { name: 'template', content: template },
  {
    name: 'template with parameters',
    content: { ...template, components: [{ type: 'body', parameters: [{ type: 'text', text: '17:00' }] }] },
  },
]
/** The examples show captions of videos and documents only. */
const WITHOUT_EXAMPLE = ['.image.caption']

describe.skipIf(text === undefined)('the official description of sending', () => {
  let check: ((body: unknown) => string[]) | undefined
  const faults = (body: unknown) => {
    check ??= checkOf(parse(text ?? ''))
    return check(body)
  }

  it.each(MESSAGES)('has $name', ({ content, given }) => {
    expect(faults(render(outbound(content, given)))).toEqual([])
  })

  it('would notice a wrong body', () => {
    expect(faults({ ...render(outbound(plain)), surplus: 1 })).not.toEqual([])
    expect(faults({ ...render(outbound(plain)), recipient_type: 'nobody' })).not.toEqual([])
  })

  it('lacks what its prose and examples have: a button that opens an address, and people without a number', () => {
    const link = render(outbound({ ...buttons, buttons: [{ type: 'url', title: 'Open', url }] }))
    expect(faults(link)).toContain('/interactive/type must be equal to one of the allowed values')
    expect(faults(render(outbound(plain, { to: 'US.13491208655302741918' })))).toContain(
      " must have required property 'to'",
    )
  })

  it('prints how many bodies it has', () => {
    const valid = MESSAGES.filter(({ content, given }) => faults(render(outbound(content, given))).length === 0)
    console.log(`whatsapp: ${valid.length} of ${MESSAGES.length} bodies valid by the official description`)
    expect(valid).toHaveLength(MESSAGES.length)
  })
})

/** Every member of a value by its path, lists without their positions. */
function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsOf(item, `${path}[]`))
  const node = record(value)
  if (!node) return [path]
  return Object.entries(node).flatMap(([name, member]) => pathsOf(member, `${path}.${name}`))
}

describe.skipIf(examples === undefined)('the official examples of sending', () => {
  const known = new Set(Object.values(examples ?? {}).flatMap((example) => pathsOf(example)))

  it.each(MESSAGES)('have every member of $name somewhere', ({ content, given }) => {
    const unknown = pathsOf(render(outbound(content, given))).filter((path) => !known.has(path))
    expect(unknown.filter((path) => !WITHOUT_EXAMPLE.includes(path))).toEqual([])
  })

  it.each([
    ['Send Text Message', plain],
    ['Send Image Message by URL', CONTENTS.image],
    ['Send Image Message by ID', { type: 'image', mediaId: '1' }],
    ['Send Audio Message by URL', CONTENTS.audio],
    ['Send Video Message by URL', { ...CONTENTS.video, caption: 'Look' }],
    ['Send Document Message by URL', { ...CONTENTS.file, caption: 'Look' }],
    ['Send Document Message by ID', { type: 'file', mediaId: '1', caption: 'Look', filename: 'a.pdf' }],
    ['Send Sticker Message by URL', CONTENTS.sticker],
    ['Send Location Message', CONTENTS.location],
    ['Send Reply with Reaction Message', CONTENTS.reaction],
    ['Send Reply Button', buttons],
    ['Send typing indicator and read receipt', typing],
    [
      'Send List Message',
      { ...list, header: 'A', footer: 'B', sections: list.sections.map((s) => ({ ...s, title: 'T' })) },
    ],
  ] satisfies [string, OutboundContent][])('are shaped as ours: %s', (name, content) => {
    const ours = new Set(pathsOf(render(outbound(content))))
    expect([...ours].sort()).toEqual([...new Set(pathsOf(examples?.[name]))].sort())
  })

  it('mark a message read without the typing sign when only that is asked', () => {
    expect(render(outbound(mark_seen))).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: 'm_1' })
  })
})
