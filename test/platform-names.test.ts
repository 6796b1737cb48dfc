import { expect, test } from 'vitest'
import { PLATFORMS } from '../src/platforms/index.ts'
import { sourcesOf } from './support/sources.ts'

/** Words by which people and platforms call them beside names and ids. */
const WORDS = ['Meta', 'Messenger', 'Graph API', 'wamid', 'waba', 'PSID', 'IGSID', 'BotFather', 'Twitter']
/** Ids that are also words of English: they count where they stand as a text of their own. */
const ENGLISH: readonly string[] = ['line']

/** Folders that may name platforms: those of the platforms, and of what they share. */
const HOMES = new RegExp(`^(?:src|test)/platforms/(?:${[...PLATFORMS.map(({ id }) => id), 'meta'].join('|')})/`)
/** The list of platforms; the paths of other systems; what the stand-ins' tests ask with. */
const ALLOWED = /^src\/platforms\/index\.ts$|^src\/api\/aliases(?:\.ts$|\/)|^test\/platforms\/ask\.ts$/

const PATTERNS = PLATFORMS.flatMap(({ id, name, settings }) => [
  ENGLISH.includes(id) ? new RegExp(`(?<!\\breason\\b.*)['"\`]${id}['"\`]`) : new RegExp(id, 'i'),
  new RegExp(`\\b${name}\\b`),
  ...Object.keys(settings.variables).map((variable) => new RegExp(`\\b${variable}\\b`)),
]).concat(WORDS.map((word) => new RegExp(`(?<![A-Za-z])${word}(?![a-z])`)))

const lines = (text: string) => text.split('\n').filter((line) => PATTERNS.some((pattern) => pattern.test(line)))

test.each(['src', 'dashboard/src', 'scripts', 'test/platforms'])(
  '%s names no platform outside the folders of the platforms',
  (folder) => {
    const found = sourcesOf(folder)
      .filter(({ name }) => !HOMES.test(name) && !ALLOWED.test(name))
      .flatMap(({ name, text }) => lines(text).map((line) => `${name}: ${line.trim()}`))
    expect(found).toEqual([])
  },
)

test.each([
  "if (platform === 'line')",
  '// LINE gives a token',
  'const secret = env.META_APP_SECRET',
  "title: 'An Instagram account'",
  "id.startsWith('wamid.')",
  'as Telegram wants it',
])('%j names a platform', (line) => expect(lines(line)).toEqual([line]))

test.each([
  'const line = text.split()',
  "reason: place > 0 ? 'line' : undefined",
  '<meta charset="utf-8">',
  'outline: 0',
])('%j names none', (line) => expect(lines(line)).toEqual([]))
