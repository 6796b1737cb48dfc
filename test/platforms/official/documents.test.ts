import { describe, expect, it } from 'vitest'
import { type JsonRecord, record } from '../../../src/platforms/json.ts'
import { thirdPartyJson } from '../../third-party.ts'
import { fault } from '../shape.ts'
import { compilerOf } from './check.ts'
import { loadDocument } from './documents.ts'

const examples = thirdPartyJson<Readonly<Record<string, JsonRecord>>>('specs/whatsapp-send-request-examples.json')
const document = await loadDocument('whatsapp')

/** Placeholders are not addresses. */
const filled = (value: unknown): JsonRecord =>
  record(
    JSON.parse(
      JSON.stringify(value)
        .replaceAll(/"(<?http\(s\):\/\/[^"]*|<[^"]*URL[^"]*>)"/g, '"https://example.com/file"')
        .replace('<HEADER_TYPE>', 'text'),
    ),
  ) ?? {}

describe.skipIf(!document || !examples)("WhatsApp's official document", () => {
  const judge = () => {
    const check = compilerOf('whatsapp', document ?? {}, 'request')({ $ref: '#/components/schemas/Message' })
    return Object.entries(examples ?? {}).map(([name, body]) => {
      const valid = check(filled(body))
      return { name, fault: valid ? undefined : fault(check.errors ?? []) }
    })
  }

  /** The examples themselves are wrong: a type left out, a truth value for a text. */
  const WRONG = [
    'Send Reply to List Message',
    'Send Sample Issue Resolution Template',
    'Send Text Message with Preview URL',
  ]

  it('accepts its own examples, as it is corrected', () => {
    const said = judge()
    const refused = said.filter(({ fault }) => fault).map(({ name, fault }) => [name, JSON.stringify(fault)])
    console.log(`WhatsApp's own examples: ${said.length}, accepted ${said.length - refused.length}`)
    expect(refused.map(([name]) => name)).toEqual(WRONG)
  })
})
