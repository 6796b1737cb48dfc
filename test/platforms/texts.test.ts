import { describe, expect, test } from 'vitest'
import { paramNames } from '../../src/codes/sentence.ts'
import { describePlatform } from '../../src/platforms/describe.ts'
import { PLATFORMS } from '../../src/platforms/index.ts'
import { record } from '../../src/platforms/json.ts'
import { LANGUAGES } from '../../src/platforms/texts.ts'

const THAI = /\p{Script=Thai}/u
const sorted = (names: Iterable<string>) => [...names].sort()
const keysOf = (value: unknown): string[] => sorted(Object.keys(record(value) ?? {}))

describe.each(PLATFORMS)('texts of $name', (platform) => {
  const { texts, settings, webhook } = platform
  const members = keysOf(record(settings.credentials)?.properties)

  test('have a label for each member of the credentials', () => {
    for (const language of LANGUAGES) expect(keysOf(texts[language].credentials)).toEqual(members)
  })

  test.each(LANGUAGES)(
    'describe every field, sample and member of the credentials in %s, and nothing else',
    (language) => {
      const { fields, samples, credentials } = texts[language]
      expect(keysOf(fields)).toEqual(sorted(webhook.fields.map(({ name }) => name)))
      expect(keysOf(samples)).toEqual(sorted(webhook.samples))
      for (const [name, { hint }] of Object.entries(credentials)) expect(hint, name).toBeTruthy()
    },
  )

  test('have the same reasons in each language, with the same parameters', () => {
    expect(keysOf(texts.th.reasons)).toEqual(keysOf(texts.en.reasons))
    for (const [code, sentence] of Object.entries(texts.en.reasons)) {
      const thai = texts.th.reasons[code] ?? ''
      expect([code, paramNames(thai)]).toEqual([code, paramNames(sentence)])
      expect(thai).toMatch(THAI)
    }
  })

  test('say the same things in each language', () => {
    expect(keysOf(texts.th.console)).toEqual(keysOf(texts.en.console))
    expect(texts.th.console.steps).toHaveLength(texts.en.console.steps.length)
    expect(keysOf(texts.th.tokens)).toEqual(keysOf(texts.en.tokens))
    for (const step of [texts.th.summary, ...texts.th.console.steps]) expect(step).toMatch(THAI)
  })

  test('name who makes the handshake where there is one, and say so where there is none', () => {
    const { owner, noHandshake, noFields } = texts.en.console
    expect(webhook.handshake ? owner : noHandshake).toBeTruthy()
    if (webhook.fields.length === 0) expect(noFields).toBeTruthy()
  })

  test.each(LANGUAGES)('describe everything in %s', (language) => {
    const described = describePlatform(platform, language)
    for (const { description } of [...described.fields, ...described.samples]) expect(description).toBeTruthy()
    for (const member of Object.values(described.credentials.properties))
      expect(member).toMatchObject({ title: expect.any(String), description: expect.any(String) })
  })
})

test('variables that platforms share are the same object', () => {
  const known = new Map<string, unknown>()
  for (const { settings } of PLATFORMS)
    for (const [name, variable] of Object.entries(settings.variables))
      expect(known.get(name) ?? variable, name).toBe(known.set(name, known.get(name) ?? variable).get(name))
})

test('every variable that a platform refers to is one of its own', () => {
  for (const { id, settings, login } of PLATFORMS) {
    const names = [...settings.secrets, ...settings.verifyTokens, ...(login?.appId ?? []), ...(login?.appSecret ?? [])]
    for (const name of names) expect(Object.keys(settings.variables), id).toContain(name)
  }
})
