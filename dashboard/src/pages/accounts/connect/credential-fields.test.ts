import { expect, test } from 'vitest'
import { credentialFields, entryValue, faultOf } from './credential-fields.ts'

const fields = credentialFields({
  required: ['pageId', 'accessToken'],
  properties: {
    appSecret: { type: 'string', maxLength: 5 },
    login: { anyOf: [{ const: 'instagram' }, { const: 'facebook' }] },
    scopes: { type: 'array' },
    expiresAt: { type: 'string', format: 'date-time' },
    channelId: { type: 'string', pattern: '^\\S+$' },
    pageId: { type: 'string', pattern: '^\\d{1,32}$', description: 'Id of the Page.' },
    accessToken: { type: 'string' },
  },
})
const field = (name: string) => {
  const found = fields.find((each) => each.name === name)
  if (!found) throw new Error(`there is no ${name}`)
  return found
}

test('what is needed comes first, and each member gets its kind of box', () => {
  expect(fields.slice(0, 2).map(({ name }) => name)).toEqual(['pageId', 'accessToken'])
  expect(Object.fromEntries(fields.map(({ name, kind }) => [name, kind]))).toEqual({
    pageId: 'text',
    accessToken: 'secret',
    appSecret: 'secret',
    login: 'choice',
    scopes: 'list',
    expiresAt: 'time',
    channelId: 'text',
  })
  expect(field('login').options).toEqual(['instagram', 'facebook'])
})

test('a platform without a schema asks for nothing', () => {
  expect(credentialFields(null)).toEqual([])
})

test.each([
  ['pageId', '', 'missing'],
  ['pageId', '12 3', 'digits'],
  ['pageId', '123', undefined],
  ['channelId', 'a b', 'noSpaces'],
  ['channelId', '', undefined],
  ['appSecret', '123456', 'tooLong'],
  ['expiresAt', 'tomorrow', 'noDate'],
  ['expiresAt', '2026-01-10T12:00', undefined],
])('of %s “%s” is %s', (name, text, fault) => {
  expect(faultOf(field(name), text)).toBe(fault)
})

test('lists and times are sent as the hub takes them', () => {
  expect(entryValue(field('scopes'), ' a, b\nc,')).toEqual(['a', 'b', 'c'])
  expect(entryValue(field('expiresAt'), '2026-01-10T12:00Z')).toBe('2026-01-10T12:00:00.000Z')
  expect(entryValue(field('pageId'), '1')).toBe('1')
})
