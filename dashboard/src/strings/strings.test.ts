import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { th } from './th.ts'

/** Stands for what a text is made with. */
const SAMPLE = '§'
const THAI = /\p{Script=Thai}/u
/** Names and signs that are the same in every language. */
const INTERNATIONAL: ReadonlySet<string> = new Set([
  'API',
  'CloudEvents',
  'cURL',
  'HTTP',
  'Hubbub',
  'ID',
  'JSON',
  'js',
  'Node',
  'PostgreSQL',
  'Python',
  'SDK',
  'standardwebhooks',
  'URL',
  'UTC',
])

interface Text {
  readonly path: string
  readonly english: string
  readonly thai: string
}

describe('Thai', () => {
  test('stands wherever English stands', () => {
    const thai = new Set(keysOf(th))
    expect(keysOf(en).filter((key) => !thai.has(key))).toEqual([])
  })

  test('has Thai letters in every text that is more than a name', () => {
    expect(wrong(({ thai }) => !THAI.test(thai))).toEqual([])
  })

  test('is never the English text', () => {
    expect(wrong(({ english, thai }) => english === thai)).toEqual([])
  })

  test('says what a text is made with, as English does', () => {
    expect(wrong(({ english, thai }) => english.includes(SAMPLE) !== thai.includes(SAMPLE))).toEqual([])
  })
})

function wrong(isWrong: (text: Text) => boolean): string[] {
  return textsOf(en, th)
    .filter(({ english, thai }) => !isInternational(english || thai))
    .filter(isWrong)
    .map(({ path, thai }) => `${path}: ${thai}`)
}

/** Whether no letter is left when names and what the text is made with are taken out. */
function isInternational(text: string): boolean {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /\p{L}/u.test(word))
    .every((word) => INTERNATIONAL.has(word))
}

/** Thai has more where it puts words in place of the hub's own, which are English. */
function textsOf(english: unknown, thai: unknown, path = 'strings'): Text[] {
  if (isBranch(thai)) {
    const original = isBranch(english) ? english : {}
    return Object.entries(thai).flatMap(([key, value]) => textsOf(original[key] ?? '', value, `${path}.${key}`))
  }
  return [{ path, english: sayIt(english), thai: sayIt(thai) }]
}

/** A text; one that is made with something is made with samples, and of a list or an object with what it is made of. */
function sayIt(text: unknown): string {
  if (typeof text !== 'function') return String(text)
  const samples = Array.from({ length: Math.max(text.length, 1) }, () => SAMPLE)
  try {
    return String(text(...samples))
  } catch {
    return String(text(...samples.map((sample) => [sample])))
  }
}

function keysOf(value: unknown, path = ''): string[] {
  return isBranch(value) ? Object.entries(value).flatMap(([key, each]) => keysOf(each, `${path}.${key}`)) : [path]
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
