import { describe, expect, test } from 'vitest'
import { refusalKind } from '../dashboard/src/pages/accounts/refusal-kind.ts'
import { guide as guideEn } from '../dashboard/src/strings/en/accounts-guide.ts'
import * as accountsEn from '../dashboard/src/strings/en/accounts-problems.ts'
import { rejections as rejectionsEn } from '../dashboard/src/strings/en/rejections.ts'
import { guide as guideTh } from '../dashboard/src/strings/th/accounts-guide.ts'
import * as accountsTh from '../dashboard/src/strings/th/accounts-problems.ts'
import { fields as fieldsTh, hints as hintsTh } from '../dashboard/src/strings/th/platform-words.ts'
import { rejections as rejectionsTh } from '../dashboard/src/strings/th/rejections.ts'
import { DISCONNECT_CODES } from '../src/accounts/disconnect.ts'
import { ACCOUNT_PROBLEMS } from '../src/accounts/problems.ts'
import { describeRefusal } from '../src/accounts/refusal.ts'
import { HINTS } from '../src/api/rejections.ts'
import { PlatformError, type PlatformErrorKind } from '../src/platforms/client.ts'
import { PLATFORMS } from '../src/platforms/index.ts'
import { record } from '../src/platforms/json.ts'
import { OUTGOING } from '../src/platforms/outgoing.ts'

const KINDS = {
  auth: true,
  permission: true,
  window: true,
  rate: true,
  invalid: true,
  'not-found': true,
  unavailable: true,
} satisfies Record<PlatformErrorKind, true>

const sorted = (names: readonly string[]) => [...new Set(names)].sort()

describe('what the hub names by a code has words in the dashboard, in English and in Thai:', () => {
  test.each([
    ['causes of rejections', Object.keys(HINTS), rejectionsEn.causes, rejectionsTh.causes],
    ['problems of accounts', ACCOUNT_PROBLEMS, accountsEn.problems, accountsTh.problems],
    ['reasons of disconnecting', DISCONNECT_CODES, accountsEn.disconnectReasons, accountsTh.disconnectReasons],
  ])('%s', (_name, codes, english, thai) => {
    expect(sorted(Object.keys(english))).toEqual(sorted(codes))
    expect(sorted(Object.keys(thai))).toEqual(sorted(codes))
  })

  test.each(PLATFORMS.map(({ id }) => id))('the credentials of %s', (id) => {
    const members = sorted(Object.keys(record(record(OUTGOING[id]?.credentials)?.properties) ?? {}))
    expect(sorted(Object.keys(guideEn.fields[id]))).toEqual(members)
    expect(sorted(Object.keys(guideTh.fields[id]))).toEqual(members)
    expect(sorted(Object.keys(hintsTh[id] ?? {}))).toEqual(members)
  })

  test('webhook fields', () => {
    const fields = sorted(PLATFORMS.flatMap((platform) => platform.fields.map(({ name }) => name)))
    expect(sorted(Object.keys(fieldsTh))).toEqual(fields)
  })

  test('the steps in each console, as many in Thai as in English', () => {
    for (const { id } of PLATFORMS) expect(guideTh.console.where[id]).toHaveLength(guideEn.console.where[id].length)
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
