import { secretFault } from '../deliver/signature.ts'
import { HubError, messageOf } from '../errors.ts'
import { publicIdOf } from '../events/public-id.ts'
import { findPlatform } from '../platforms/index.ts'
import { compileFilter } from '../process/filter.ts'
import { accountsByExternalId, ensureAccount, existingAccounts } from '../store/accounts-read.ts'
import type { Executor } from '../store/database.ts'
import type { EndpointHealth, EndpointRow } from '../store/endpoints.ts'
import { durationOf, fieldId, typesOf } from './params.ts'
import type { EndpointBody, EndpointChangeBody } from './schemas/endpoints.ts'
import { parseStored } from './views.ts'

const MAX_WAIT_MS = 7 * 86_400_000

/**
 * The columns of what a caller wants of an endpoint, checked.
 * @throws HubError unsafe_url or invalid_request naming the member.
 */
export async function endpointColumns(
  db: Executor,
  workspaceId: string,
  input: Omit<EndpointChangeBody, 'state'>,
  checkUrl: (url: string) => string | undefined,
) {
  if (input.url !== undefined) assertUrl(input.url, checkUrl)
  if (input.events !== undefined) typesOf(input.events, 'body/events')
  if (input.filter !== undefined && input.filter !== null) assertFilter(input.filter)
  return {
    ...(input.url === undefined ? {} : { url: input.url }),
    ...(input.events === undefined ? {} : { events: [...new Set(input.events)] }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.format === undefined ? {} : { format: input.format }),
    ...(input.accounts === undefined
      ? {}
      : { accounts: input.accounts === null ? null : await accountIds(db, workspaceId, input.accounts) }),
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
export function assertSecret(secret: string): void {
  const fault = secretFault(secret)
  if (fault) throw new HubError('invalid_request', `body/secret ${fault}.`)
}

function assertUrl(url: string, checkUrl: (url: string) => string | undefined): void {
  const parsed = URL.parse(url)
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:'))
    throw new HubError('invalid_request', 'body/url must be an http:// or https:// address.')
  const fault = checkUrl(url)
  if (fault) throw new HubError('unsafe_url', `body/url: ${fault}.`)
}

function assertFilter(filter: unknown): void {
  try {
    compileFilter(filter)
  } catch (error) {
    throw new HubError('invalid_request', `body/filter: ${messageOf(error)}.`)
  }
}

function scheduleOf(steps: readonly (string | number)[]): number[] {
  return steps.map((step, index) =>
    Math.max(1, Math.round(durationOf(step, `body/retrySchedule/${index}`, { min: 0, max: MAX_WAIT_MS }) / 1000)),
  )
}

async function accountIds(db: Executor, workspaceId: string, given: readonly string[]): Promise<string[]> {
  const ids = new Set<string>()
  for (const [index, name] of given.entries()) {
    const field = `body/accounts/${index}`
    if (name.startsWith('acc_')) {
      ids.add(fieldId('account', name, field))
      continue
    }
    const [platform = '', externalId] = name.split(/:(.*)/s, 2)
    if (externalId !== undefined && findPlatform(platform)) {
      ids.add(await ensureAccount(db, workspaceId, platform, externalId))
      continue
    }
    const known = await accountsByExternalId(db, workspaceId, name)
    if (known.length === 0)
      throw new HubError(
        'invalid_request',
        `${field}: there is no account ${JSON.stringify(name.slice(0, 100))}; write platform:id for one the hub has not met yet.`,
      )
    for (const id of known) ids.add(id)
  }
  const existing = await existingAccounts(db, workspaceId, [...ids])
  for (const id of ids)
    if (!existing.has(id))
      throw new HubError('invalid_request', `body/accounts: there is no account ${publicIdOf('account', id)}.`)
  return [...ids]
}

/** An endpoint as the API shows it; never its secrets. */
export function endpointView(row: EndpointRow, health: EndpointHealth | undefined): EndpointBody {
  const previous = row.previous_secret_until
  return {
    id: publicIdOf('endpoint', row.id),
    url: row.url,
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
    disabledAt: row.disabled_at?.toISOString() ?? null,
    failures: row.failures,
    failingSince: row.failing_since?.toISOString() ?? null,
    successRate: health?.success_rate ?? null,
    lastDeliveryAt: health?.last_delivery_at?.toISOString() ?? null,
    previousSecretUntil: previous && previous.getTime() > Date.now() ? previous.toISOString() : null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
