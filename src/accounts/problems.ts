import { findPlatform } from '../platforms/index.ts'
import type { AccountRow } from '../store/accounts/read.ts'

const DAY_MS = 86_400_000
const SOON_MS = 7 * DAY_MS

/** Every code a problem of an account can have. */
export const ACCOUNT_PROBLEMS = [
  'disconnected',
  'token_expired',
  'token_expiring',
  'missing_scopes',
  'not_subscribed',
  'check_failed',
  'not_connected',
] as const

export interface AccountProblem {
  readonly code: (typeof ACCOUNT_PROBLEMS)[number]
  readonly detail: string
  readonly mend: string
}

/** What a user should look at, the worst first; empty when all is well. */
export function problemsOf(row: AccountRow, now = Date.now()): AccountProblem[] {
  const login = findPlatform(row.platform)?.login === undefined ? '' : `GET /api/v1/connect/${row.platform}, or `
  const again = `Connect it again: ${login}POST /api/v1/accounts with new credentials.`
  if (row.state === 'discovered')
    return [
      {
        code: 'not_connected',
        detail: 'Its events come in, but the hub has no credentials for it and cannot answer.',
        mend: `Connect it: ${login}POST /api/v1/accounts.`,
      },
    ]
  if (row.state === 'disconnected')
    return [{ code: 'disconnected', detail: row.disconnected_reason ?? 'It was disconnected.', mend: again }]

  const problems: AccountProblem[] = []
  const left = row.token_expires_at ? row.token_expires_at.getTime() - now : Number.POSITIVE_INFINITY
  if (left <= 0) problems.push({ code: 'token_expired', detail: 'The access token has expired.', mend: again })
  else if (left < SOON_MS)
    problems.push({
      code: 'token_expiring',
      detail: `The access token expires at ${row.token_expires_at?.toISOString()}.`,
      mend: `The hub renews it by itself where the platform lets it. ${again}`,
    })
  if (row.token_missing_scopes?.length)
    problems.push({
      code: 'missing_scopes',
      detail: `Not granted: ${row.token_missing_scopes.join(', ')}.`,
      mend: `Grant them at login. An app in development mode, or without access to a permission, gets them from its own testers only. ${again}`,
    })
  if (row.subscribed === false || row.subscription_problem)
    problems.push({
      code: 'not_subscribed',
      detail: row.subscription_problem ?? 'The platform does not push the events of this account.',
      mend: 'POST /api/v1/accounts/{id}/subscribe tries it again.',
    })
  if (row.inspect_error)
    problems.push({
      code: 'check_failed',
      detail: row.inspect_error,
      mend: 'The hub tries again by itself; POST /api/v1/accounts/{id}/test asks now.',
    })
  return problems
}
