import { accountProblem } from '../codes/accounts.ts'
import { type Remedy, remedy } from '../codes/remedies.ts'
import type { Reason } from '../codes/sentence.ts'
import { storedParams, storedReason } from '../codes/stored.ts'
import { publicIdOf } from '../events/public-id.ts'
import { findPlatform } from '../platforms/index.ts'
import type { AccountRow } from '../store/accounts/read.ts'

const DAY_MS = 86_400_000
const SOON_MS = 7 * DAY_MS

export interface AccountProblem extends Reason {
  readonly code: Parameters<typeof accountProblem>[0]
  /** Why, where something more is known. */
  readonly cause: Reason | null
  readonly remedy: Remedy
}

/** What a user should look at, the worst first; empty when all is well. */
export function problemsOf(row: AccountRow, now = Date.now()): AccountProblem[] {
  const id = publicIdOf('account', row.id)
  const href = `/accounts/${id}`
  const login = findPlatform(row.platform)?.login === undefined ? [] : [`GET /api/v1/connect/${row.platform}`]
  const calls = { calls: [...login, 'POST /api/v1/accounts'] }
  if (row.state === 'discovered') return [problem('not_connected', {}, remedy('connect', href, calls))]
  if (row.state === 'disconnected')
    return [problem('disconnected', {}, remedy('connect_again', href, calls), disconnectCauseOf(row))]

  const problems: AccountProblem[] = []
  const { token_expires_at: ends, token_missing_scopes: scopes } = row
  const left = ends ? ends.getTime() - now : Number.POSITIVE_INFINITY
  if (left <= 0) problems.push(problem('token_expired', {}, remedy('connect_again', href, calls)))
  else if (left < SOON_MS) {
    const expiresAt = ends?.toISOString() ?? ''
    problems.push(problem('token_expiring', { expiresAt }, remedy('wait_for_renewal', href, calls)))
  }
  if (scopes?.length) problems.push(problem('missing_scopes', { scopes }, remedy('grant_scopes', href, calls)))
  if (row.subscribed === false || row.subscription_problem)
    problems.push(problem('not_subscribed', {}, remedy('subscribe', href, { account: id }), subscriptionCauseOf(row)))
  const checkError = checkErrorOf(row)
  if (checkError) problems.push(problem('check_failed', {}, remedy('test', href, { account: id }), checkError))
  return problems
}

/** Why the account was disconnected; null for one that is not. */
export function disconnectCauseOf(row: AccountRow): Reason | null {
  if (row.disconnected_reason === null) return null
  const detail = row.disconnected_reason
  if (row.disconnected_code === null) return storedReason(null, detail)
  return { code: row.disconnected_code, params: storedParams(row.disconnected_params), detail }
}

/** What keeps its events from arriving, as far as the platform said. */
export function subscriptionCauseOf(row: AccountRow): Reason | null {
  return row.subscription_problem === null ? null : storedReason(row.subscription_reason, row.subscription_problem)
}

/** Why the last check could not be finished. */
export function checkErrorOf(row: AccountRow): Reason | null {
  return row.inspect_error === null ? null : storedReason(row.inspect_reason, row.inspect_error)
}

function problem(
  code: AccountProblem['code'],
  params: Reason['params'],
  remedy: Remedy,
  cause: Reason | null = null,
): AccountProblem {
  const said = (accountProblem as (code: string, params: Reason['params']) => Reason)(code, params)
  // The cause says more than the problem.
  return { ...said, code, detail: cause?.detail ?? said.detail, cause, remedy }
}
