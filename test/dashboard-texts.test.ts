import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { causeOf } from '../dashboard/src/pages/webhooks/logs/attempt-error.ts'
import * as accountsEn from '../dashboard/src/strings/en/accounts-problems.ts'
import { attemptErrors as attemptErrorsEn } from '../dashboard/src/strings/en/attempt-errors.ts'
import { eventGroups as eventGroupsEn } from '../dashboard/src/strings/en/event-groups.ts'
import { overview as overviewEn } from '../dashboard/src/strings/en/overview.ts'
import { rejections as rejectionsEn } from '../dashboard/src/strings/en/rejections.ts'
import { sentences as sentencesEn } from '../dashboard/src/strings/en/sentences.ts'
import { isOwn, sentenceOf, withReasons } from '../dashboard/src/strings/sentences.ts'
import * as accountsTh from '../dashboard/src/strings/th/accounts-problems.ts'
import { attemptErrors as attemptErrorsTh } from '../dashboard/src/strings/th/attempt-errors.ts'
import { eventGroups as eventGroupsTh } from '../dashboard/src/strings/th/event-groups.ts'
import { outboundKinds } from '../dashboard/src/strings/th/outbound-kinds.ts'
import { overview as overviewTh } from '../dashboard/src/strings/th/overview.ts'
import { rejections as rejectionsTh } from '../dashboard/src/strings/th/rejections.ts'
import { sentences as sentencesTh } from '../dashboard/src/strings/th/sentences.ts'
import { types as typesTh } from '../dashboard/src/strings/th/webhooks/types.ts'
import { toApiError } from '../src/accounts/refusal.ts'
import {
  ACCOUNT_PROBLEMS,
  ADDRESS_PROBLEMS,
  CHECK_CAUSES,
  DISCONNECT_CAUSES,
  SUBSCRIPTION_CAUSES,
} from '../src/codes/accounts.ts'
import { ANSWER_CODES, GIVE_UP_CODES, NO_ANSWER_CODES } from '../src/codes/attempts.ts'
import { INPUT_CODES, inputError } from '../src/codes/input.ts'
import { REFUSALS, refusal } from '../src/codes/refusals.ts'
import { paramNames, type Sentences } from '../src/codes/sentence.ts'
import { DISABLE_CAUSES, QUEUE_PROBLEMS, WEBHOOK_PROBLEMS, WORK_CAUSES } from '../src/codes/webhooks.ts'
import { HubError } from '../src/errors.ts'
import { CATALOGUE, EVENT_TYPES } from '../src/events/catalogue.ts'
import { HINTS } from '../src/ingest/rejection-hints.ts'
import { PlatformError, type PlatformErrorKind } from '../src/platforms/error.ts'
import { PLATFORMS } from '../src/platforms/index.ts'
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
const OUTBOUND: readonly OutboundType[] = OutboundContent.anyOf.map(({ properties }) => properties.type.const)
const GROUPS = Object.values(CATALOGUE).map(({ group }) => group)
const THAI = /\p{Script=Thai}/u

const sorted = (names: readonly string[]) => [...new Set(names)].sort()

describe('what the hub names by a code has words in the dashboard, in English and in Thai:', () => {
  test.each([
    ['causes of rejections', Object.keys(HINTS), rejectionsEn.causes, rejectionsTh.causes],
    ['problems of accounts', Object.keys(ACCOUNT_PROBLEMS), accountsEn.problems, accountsTh.problems],
    [
      'reasons of disconnecting',
      Object.keys(DISCONNECT_CAUSES),
      accountsEn.disconnectReasons,
      accountsTh.disconnectReasons,
    ],
    ['causes on the overview', Object.keys(HINTS), overviewEn.charts.causes, overviewTh.charts.causes],
    ['groups of events', GROUPS, eventGroupsEn, eventGroupsTh],
  ])('%s', (_name, codes, english, thai) => {
    expect(sorted(Object.keys(english))).toEqual(sorted(codes))
    expect(sorted(Object.keys(thai))).toEqual(sorted(codes))
  })

  test('errors of attempts', () => {
    const codes = Object.keys({ ...ANSWER_CODES, ...NO_ANSWER_CODES })
    expect(codes.filter((code) => causeOf({ code, statusCode: null }) === 'other')).toEqual(['http_status'])
    expect(sorted(Object.keys(attemptErrorsTh))).toEqual(sorted(Object.keys(attemptErrorsEn)))
  })

  test('refusals of a platform, by the code of the reason', () => {
    for (const kind of Object.keys(KINDS) as PlatformErrorKind[]) {
      const shown = toApiError(new PlatformError('facebook', kind, 'It says no (really).', { platformCode: '190' }))
      const { code = '' } = shown instanceof HubError ? (shown.reason ?? {}) : {}
      expect(accountsEn.refusals).toHaveProperty([code])
      expect(accountsTh.refusals).toHaveProperty([code])
    }
  })
})

describe('what the hub says in English has Thai words, by its name:', () => {
  test('types of events', () => {
    expect(sorted(Object.keys(typesTh))).toEqual(sorted(EVENT_TYPES))
  })

  test('what can be sent', () => {
    expect(sorted(Object.keys(outboundKinds))).toEqual(sorted(OUTBOUND))
  })
})

describe('what the hub says', () => {
  const reasons: Sentences = Object.assign(
    {},
    ...Object.values(REFUSALS),
    ACCOUNT_PROBLEMS,
    DISCONNECT_CAUSES,
    SUBSCRIPTION_CAUSES,
    CHECK_CAUSES,
    ADDRESS_PROBLEMS,
    WEBHOOK_PROBLEMS,
    DISABLE_CAUSES,
    ANSWER_CODES,
    NO_ANSWER_CODES,
    GIVE_UP_CODES,
    QUEUE_PROBLEMS,
    WORK_CAUSES,
  )
  const input: Sentences = INPUT_CODES
  const shownIn = (sentence: string) => paramNames(sentence).filter((name) => name !== 'field')

  test.each([
    ['English', sentencesEn],
    ['Thai', sentencesTh],
  ])('has a sentence for each code in %s, with exactly its parameters, and no other', (_language, page) => {
    expect(sorted(Object.keys(page.reasons))).toEqual(sorted(Object.keys(reasons)))
    expect(sorted(Object.keys(page.input))).toEqual(sorted(Object.keys(input)))
    for (const [code, sentence] of Object.entries(reasons))
      expect([code, paramNames(page.reasons[code] ?? '')]).toEqual([code, shownIn(sentence)])
    for (const [code, sentence] of Object.entries(input))
      expect([code, paramNames(page.input[code] ?? '')]).toEqual([code, shownIn(sentence)])
  })

  test('is Thai on the Thai page, but for the words of others', () => {
    const isQuote = (sentence: string) => /^(\{platform\}: )?\{said\}$/.test(sentence)
    const { reasons: own, input: ofInput, rejections: causes } = sentencesTh
    const texts = [own, ofInput, causes].flatMap((each) => Object.values(each))
    expect(texts.filter((sentence) => !THAI.test(sentence) && !isQuote(sentence))).toEqual([])
  })

  test('is shown with its parameters, and states by their names', () => {
    const said = refusal('webhook_not_enabled', { state: 'disabled' }).reason
    expect(said && sentenceOf(sentencesTh, said)).toBe('เว็บฮุกอยู่ในสถานะ “ถูกปิดใช้งาน” โปรดเปิดใช้งานก่อน')
    expect(said && sentenceOf(sentencesEn, said)).toBe('The webhook is disabled; enable it first.')
    const error = inputError('body/fields', 'unknown_webhook_field', { unknown: ['x'], known: ['a', 'b'] })
    expect(sentenceOf(sentencesEn, error)).toBe('There is no field x; there are a, b.')
  })

  test('is shown in its English where a newer hub has a code that the page does not know', () => {
    const detail = 'Something that a newer hub says.'
    expect(sentenceOf(sentencesTh, { code: 'newer', params: {}, detail })).toBe(detail)
    expect(sentenceOf(sentencesTh, { code: 'newer', params: {}, detail, pointer: '/url' })).toBe(detail)
  })

  test('is shown in the words of a platform where only that platform says it', () => {
    const said = { code: 'of_one_platform', params: { waiting: 3 }, detail: '3 wait.' }
    expect([isOwn(sentencesTh, said), isOwn(sentencesTh, { ...said, code: 'timeout' })]).toEqual([false, true])
    const all = withReasons(sentencesTh, [{ of_another: '?' }, { of_one_platform: 'รออยู่ {waiting}' }])
    expect(sentenceOf(all, said)).toBe('รออยู่ 3')
  })

  test('has no code twice, on any platform either', () => {
    const tables = [
      ...Object.values(REFUSALS),
      ACCOUNT_PROBLEMS,
      DISCONNECT_CAUSES,
      SUBSCRIPTION_CAUSES,
      CHECK_CAUSES,
      ADDRESS_PROBLEMS,
      WEBHOOK_PROBLEMS,
      DISABLE_CAUSES,
      ANSWER_CODES,
      NO_ANSWER_CODES,
      GIVE_UP_CODES,
      QUEUE_PROBLEMS,
      WORK_CAUSES,
      ...PLATFORMS.map(({ texts }) => texts.en.reasons),
    ]
    const codes = tables.flatMap((table) => Object.keys(table))
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
  })
})

describe('no source tells things apart by a sentence:', () => {
  const WORDS = '(?:detail|reason|hint|problem|error|error\\.message|message|disabledReason|disconnectedReason)'
  const MATCHED = [
    new RegExp(`\\b${WORDS}\\??\\.(?:startsWith|includes|match|endsWith|search)\\(`),
    new RegExp(`\\.(?:exec|test)\\([\\w.?]*\\b${WORDS}\\b(?!\\.code)`),
    // SQL
    /\b(?:substring|left|starts_with|split_part|regexp_\w+)\s*\(\s*(?:\w+\.)?(?:error|detail|reason)\b/,
    /\b(?:error|detail|reason)\s+(?:~|!~|i?like|similar\s+to)\s/,
  ]
  /** The driver's errors of a connection that ended have no code. */
  const ALLOWED = ['src/store/unavailable.ts']
  const isMatched = (text: string) => MATCHED.some((pattern) => pattern.test(text))
  const textOf = (file: string) => fs.readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')

  test.each([
    'KINDS.find((each) => error.startsWith(each))',
    "/^(timeout|dns): /.exec(row.error ?? '')",
    "substring(error from '^(timeout|connection|dns|tls|blocked|protocol): ')",
    "where a.error like 'timeout: %'",
  ])('%s would be found', (text) => expect(isMatched(text)).toBe(true))

  test('none is found', () => {
    const files = fs.globSync(['src/**/*.ts', 'dashboard/src/**/*.{ts,tsx}'], { cwd: new URL('..', import.meta.url) })
    expect(files.length).toBeGreaterThan(500)
    const found = files.filter((file) => !/\.test\.ts$|^src\/platforms\//.test(file) && isMatched(textOf(file)))
    expect(found).toEqual(ALLOWED)
  })
})
