import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { refusalKind } from '../dashboard/src/pages/accounts/refusal-kind.ts'
import * as accountsEn from '../dashboard/src/strings/en/accounts-problems.ts'
import { attemptErrors as attemptErrorsEn } from '../dashboard/src/strings/en/attempt-errors.ts'
import { eventGroups as eventGroupsEn } from '../dashboard/src/strings/en/event-groups.ts'
import { overview as overviewEn } from '../dashboard/src/strings/en/overview.ts'
import { rejections as rejectionsEn } from '../dashboard/src/strings/en/rejections.ts'
import * as accountsTh from '../dashboard/src/strings/th/accounts-problems.ts'
import { attemptErrors as attemptErrorsTh } from '../dashboard/src/strings/th/attempt-errors.ts'
import { eventGroups as eventGroupsTh } from '../dashboard/src/strings/th/event-groups.ts'
import { say, sentences } from '../dashboard/src/strings/th/hub-words.ts'
import { outboundKinds } from '../dashboard/src/strings/th/outbound-kinds.ts'
import { overview as overviewTh } from '../dashboard/src/strings/th/overview.ts'
import { rejections as rejectionsTh } from '../dashboard/src/strings/th/rejections.ts'
import { types as typesTh } from '../dashboard/src/strings/th/webhooks/types.ts'
import { DISCONNECT_CODES, reasonOf } from '../src/accounts/disconnect.ts'
import { ACCOUNT_PROBLEMS } from '../src/accounts/problems.ts'
import { describeRefusal } from '../src/accounts/refusal.ts'
import { CATALOGUE, EVENT_TYPES } from '../src/events/catalogue.ts'
import { HINTS } from '../src/ingest/rejection-hints.ts'
import type { SendErrorKind } from '../src/lib/net/send-error.ts'
import { PlatformError, type PlatformErrorKind } from '../src/platforms/client.ts'
import { OutboundContent, type OutboundType } from '../src/platforms/outbound.ts'

const KINDS = {
  auth: true,
  permission: true,
  window: true,
  rate: true,
  invalid: true,
  'not-found': true,
  unavailable: true,
} satisfies Record<PlatformErrorKind, true>
const SEND_ERRORS = {
  timeout: true,
  connection: true,
  dns: true,
  tls: true,
  blocked: true,
  aborted: true,
  protocol: true,
} satisfies Record<SendErrorKind, true>
const OUTBOUND: readonly OutboundType[] = OutboundContent.anyOf.map(({ properties }) => properties.type.const)
const GROUPS = Object.values(CATALOGUE).map(({ group }) => group)
const THAI = /\p{Script=Thai}/u

const sorted = (names: readonly string[]) => [...new Set(names)].sort()

describe('what the hub names by a code has words in the dashboard, in English and in Thai:', () => {
  test.each([
    ['causes of rejections', Object.keys(HINTS), rejectionsEn.causes, rejectionsTh.causes],
    ['problems of accounts', ACCOUNT_PROBLEMS, accountsEn.problems, accountsTh.problems],
    ['reasons of disconnecting', DISCONNECT_CODES, accountsEn.disconnectReasons, accountsTh.disconnectReasons],
    ['causes on the overview', Object.keys(HINTS), overviewEn.charts.causes, overviewTh.charts.causes],
    ['groups of events', GROUPS, eventGroupsEn, eventGroupsTh],
  ])('%s', (_name, codes, english, thai) => {
    expect(sorted(Object.keys(english))).toEqual(sorted(codes))
    expect(sorted(Object.keys(thai))).toEqual(sorted(codes))
  })

  test('errors of attempts', () => {
    expect(Object.keys(attemptErrorsEn)).toEqual(expect.arrayContaining(Object.keys(SEND_ERRORS)))
    expect(sorted(Object.keys(attemptErrorsTh))).toEqual(sorted(Object.keys(attemptErrorsEn)))
  })

  test.each(Object.keys(KINDS) as PlatformErrorKind[])(
    'refusals of the kind %s, which is told from the words',
    (kind) => {
      const refusal = (platformCode?: string) =>
        describeRefusal(new PlatformError('facebook', kind, 'It says no (really).', { platformCode }))
      expect([refusal(), refusal('10/2018278')].map(refusalKind)).toEqual([kind, kind])
      expect(accountsEn.refusals).toHaveProperty([kind])
      expect(accountsTh.refusals).toHaveProperty([kind])
    },
  )
})

describe('what the hub says in English has Thai words, by its name:', () => {
  test('types of events', () => {
    expect(sorted(Object.keys(typesTh))).toEqual(sorted(EVENT_TYPES))
  })

  test('what can be sent', () => {
    expect(sorted(Object.keys(outboundKinds))).toEqual(sorted(OUTBOUND))
  })
})

describe('what the hub says in English without a name for it', () => {
  const files = fs.globSync('src/**/*.ts', { cwd: new URL('..', import.meta.url) })
  const sources = files
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => fs.readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
    .join('\n')
  /** Sentences, with samples for what they are made with. */
  const said = (pattern: RegExp) =>
    [...sources.matchAll(pattern)].map(([, , words = '']) => words.replaceAll(/\$\{[^}]*\}/g, 'X1'))

  test.each([
    ['what stands in the way of something', /'conflict',\s*(?:[^'`;]*\?\? )?(['`])((?:(?!\1).)+)\1/gs],
    ['what is wrong with an account or a webhook', /\bdetail:(?: [^'`\n]*\?\?)? (['`])((?:(?!\1).)+\.)\1,/g],
    ['why a webhook was disabled', /disable\(endpoint, (['`])((?:(?!\1).)+)\1/g],
    ['what became of a delivery', /(['`])(the endpoint answered (?:(?!\1).)+)\1/g],
    ['what keeps LINE from sending', /inactive\(\s*(['`])((?:(?!\1).)+)\1/gs],
  ])('has Thai words: %s', (_name, pattern) => {
    const words = said(pattern)
    expect(words.length).toBeGreaterThan(1)
    expect(words.filter((each) => !THAI.test(say(each)))).toEqual([])
  })

  test.each(['auth', 'permission'] as const)('has Thai words: why an account was lost, %s', (kind) => {
    const { reason } = reasonOf(new PlatformError('facebook', kind, 'It says no (really).', { platformCode: '190' }))
    expect(say(reason)).toMatch(THAI)
    expect(say(reason)).toContain('It says no (really). (code 190)')
  })

  test('is put into Thai with all that it holds, also what has words of its own', () => {
    expect(say('The webhook is disabled; enable it first.')).toBe('เว็บฮุกอยู่ในสถานะ “ถูกปิดใช้งาน” โปรดเปิดใช้งานก่อน')
    for (const [hub, thai] of sentences) {
      const places = Array.from({ length: hub.split('{}').length - 1 }, (_, index) => `{${index + 1}}`)
      expect(sorted(thai.match(/\{\d\}/g) ?? []), hub).toEqual(places)
    }
  })

  test('stays as it is where there are no words for it', () => {
    expect(say('Something that a newer hub says.')).toBe('Something that a newer hub says.')
  })

  test('has no Thai words for what the hub says no more', () => {
    const parts = sentences.flatMap(([hub]) => hub.split(/\{\}|: /)).filter((part) => part.length > 3)
    expect(parts.filter((part) => !sources.includes(part))).toEqual([])
  })
})
