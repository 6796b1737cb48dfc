import { invalid, invalidAll, namedError } from '../codes/input.ts'
import { storedParams } from '../codes/stored.ts'
import type { Destination } from '../destinations/destination.ts'
import type { Destinations } from '../destinations/index.ts'
import { publicIdOf } from '../events/public-id.ts'
import { findPlatform } from '../platforms/index.ts'
import { compileFilter, FilterError } from '../routing/filter.ts'
import { type AccountName, ensureAccounts } from '../store/accounts/ensure.ts'
import { accountsByExternalId, existingAccounts } from '../store/accounts/read.ts'
import type { Executor } from '../store/database.ts'
import type { EndpointHealth } from '../store/endpoints/health.ts'
import type { EndpointRow } from '../store/endpoints/read.ts'
import { destinationView } from './endpoint-destination.ts'
import { durationOf, fieldId, typesOf } from './params.ts'
import type { EndpointBody, EndpointChangeBody } from './schemas/endpoints.ts'
import { parseStored } from './views.ts'

const MAX_WAIT_MS = 7 * 86_400_000

/**
 * The columns of what a caller wants of an endpoint, checked; its destination and its accounts are other matters.
 * @throws HubError invalid_request naming the member.
 */
export function endpointColumns(input: Omit<EndpointChangeBody, 'state' | 'accounts' | 'url' | 'destination'>) {
  if (input.events !== undefined) typesOf(input.events, 'body/events')
  if (input.filter !== undefined && input.filter !== null) assertFilter(input.filter)
  return {
    ...(input.events === undefined ? {} : { events: [...new Set(input.events)] }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.format === undefined ? {} : { format: input.format }),
    ...(input.filter === undefined ? {} : { filter: input.filter === null ? null : JSON.stringify(input.filter) }),
    ...(input.retrySchedule === undefined
      ? {}
      : { retry_schedule: input.retrySchedule === null ? null : scheduleOf(input.retrySchedule) }),
    ...(input.timeoutMs === undefined ? {} : { timeout_ms: input.timeoutMs }),
    ...(input.rateLimit === undefined ? {} : { rate_limit: input.rateLimit }),
    ...(input.ordering === undefined ? {} : { ordering: input.ordering }),
  }
}

/** @throws HubError naming what is wrong with a secret that a caller chose. */
export function assertSecret(destination: Destination, secret: string): void {
  const fault = destination.secret.faultOf(secret)
  if (fault) throw invalidAll([namedError('body/secret', fault.code, fault.params)])
}

function assertFilter(filter: unknown): void {
  try {
    compileFilter(filter)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    throw invalidAll([namedError(`body/filter${error.path}`, error.code, error.params)], { cause: error })
  }
}

function scheduleOf(steps: readonly (string | number)[]): number[] {
  return steps.map((step, index) =>
    Math.max(1, Math.round(durationOf(step, `body/retrySchedule/${index}`, { min: 0, max: MAX_WAIT_MS }) / 1000)),
  )
}

/** The accounts that an endpoint is limited to. */
export interface WantedAccounts {
  readonly ids: readonly string[]
  /** Named as their platforms know them: the hub may not have met them yet. */
  readonly names: readonly AccountName[]
}

/**
 * What a caller says of an endpoint's accounts, checked; null for all, undefined when nothing is said.
 * @throws HubError invalid_request naming the member.
 */
export async function wantedAccounts(
  db: Executor,
  workspaceId: string,
  given: readonly string[] | null | undefined,
): Promise<WantedAccounts | null | undefined> {
  if (given === undefined || given === null) return given
  const ids = new Set<string>()
  const names: AccountName[] = []
  for (const [index, text] of given.entries()) {
    const field = `body/accounts/${index}`
    const [platform = '', externalId] = text.split(/:(.*)/s, 2)
    if (text.startsWith('acc_')) ids.add(fieldId('account', text, field))
    else if (externalId !== undefined && findPlatform(platform)) {
      if (externalId.trim() === '') throw invalid(field, 'account_id_missing')
      names.push({ platform, externalId })
    } else {
      const known = await accountsByExternalId(db, workspaceId, text)
      if (known.length === 0) throw invalid(field, 'unknown_account', { account: text.slice(0, 100) })
      for (const id of known) ids.add(id)
    }
  }
  const existing = await existingAccounts(db, workspaceId, [...ids])
  for (const id of ids)
    if (!existing.has(id)) {
      const account = publicIdOf('account', id)
      const index = given.indexOf(account)
      throw invalid(`body/accounts${index < 0 ? '' : `/${index}`}`, 'unknown_account', { account })
    }
  return { ids: [...ids], names }
}

/** The column of an endpoint's accounts. Makes those that the hub has not met: to be called in the transaction of the endpoint. */
export async function accountsColumn(
  trx: Executor,
  workspaceId: string,
  wanted: WantedAccounts | null | undefined,
): Promise<{ accounts?: string[] | null }> {
  if (wanted === undefined) return {}
  if (wanted === null) return { accounts: null }
  return { accounts: [...new Set([...wanted.ids, ...(await ensureAccounts(trx, workspaceId, wanted.names))])] }
}

/** An endpoint as the API shows it; never its secrets. */
export function endpointView(
  destinations: Destinations,
  row: EndpointRow,
  health: EndpointHealth | undefined,
): EndpointBody {
  const previous = row.previous_secret_until
  return {
    id: publicIdOf('endpoint', row.id),
    url: destinations.addressOf(row),
    destination: destinationView(destinations, row),
    description: row.description,
    events: row.events,
    accounts: row.accounts?.map((id) => publicIdOf('account', id)) ?? null,
    filter: row.filter === null ? null : parseStored(row.filter),
    format: row.format,
    retrySchedule: row.retry_schedule,
    timeoutMs: row.timeout_ms,
    rateLimit: row.rate_limit,
    ordering: row.ordering,
    state: row.state,
    disabledReason: row.disabled_reason,
    disabledCode: row.disabled_code,
    disabledParams: row.disabled_code === null ? null : storedParams(row.disabled_params),
    disabledAt: row.disabled_at?.toISOString() ?? null,
    failures: row.failures,
    failingSince: row.failing_since?.toISOString() ?? null,
    lastError: lastErrorOf(row),
    successRate: health?.success_rate ?? null,
    lastDeliveryAt: health?.last_delivery_at?.toISOString() ?? null,
    previousSecretUntil: previous && previous.getTime() > Date.now() ? previous.toISOString() : null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

function lastErrorOf(row: EndpointRow): EndpointBody['lastError'] {
  if (row.last_error_at === null) return null
  return {
    at: row.last_error_at.toISOString(),
    code: row.last_error_code ?? 'unknown',
    statusCode: row.last_error_status,
    detail: row.last_error_detail ?? '',
  }
}
