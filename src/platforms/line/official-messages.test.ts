import type { messagingApi } from '@line/bot-sdk'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { CONTENTS } from '../../../test/platforms/line/contents.ts'
import { compilerOf } from '../../../test/platforms/official/check.ts'
import { loadDocument } from '../../../test/platforms/official/documents.ts'
import { record } from '../json.ts'
import type { LineMessage } from './messages.ts'
import { render } from './render.ts'

const document = await loadDocument('line')

describe.skipIf(!document)('the official description of the Messaging API', () => {
  let check: ValidateFunction
  beforeAll(() => {
    check = compilerOf('line', document ?? {})({ $ref: '#/components/schemas/Message' })
  })

  it.each(Object.entries(CONTENTS))('takes %s as it is rendered', (_, content) => {
    expect(check(render(content)) ? [] : check.errors).toEqual([])
  })

  it('is read strictly: a misspelt or missing member is found', () => {
    expect(check({ ...render({ type: 'text', text: 'hi' }), quotetoken: 'x' })).toBe(false)
    expect(check({ type: 'sticker', packageId: '1' })).toBe(false)
    expect(check({ type: 'postcard' })).toBe(false)
  })

  it('is shown every kind of message and template that is rendered', () => {
    const messages = Object.values(CONTENTS).map((content) => render(content))
    const shown = new Set(messages.map((message) => record(record(message)?.template)?.type ?? message.type))
    expect([...shown].sort()).toEqual([
      'audio',
      'buttons',
      'carousel',
      'confirm',
      'flex',
      'image',
      'imagemap',
      'location',
      'sticker',
      'text',
      'video',
    ])
  })
})

it("renders messages as the platform's client library describes them", () => {
  expectTypeOf<LineMessage>().toExtend<messagingApi.Message>()
  expectTypeOf<{ type: 'text'; txt: string }>().not.toExtend<messagingApi.Message>()
})
