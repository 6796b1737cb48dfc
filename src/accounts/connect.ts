import { subscriptionCause } from '../codes/accounts.ts'
import { invalidAll } from '../codes/input.ts'
import { refusal } from '../codes/refusals.ts'
import type { Reason } from '../codes/sentence.ts'
import { summaryOf } from '../codes/validation.ts'
import { publicIdOf } from '../events/public-id.ts'
import type { Inspection, SubscriptionState, UsageReport } from '../platforms/client.ts'
import { PlatformError } from '../platforms/error.ts'
import type { Platform } from '../platforms/platform.ts'
import { claimAccount } from '../store/accounts/owners.ts'
import { type AccountRecord, lockAccount, readAccount } from '../store/accounts/read.ts'
import { saveConnected, updateAccount } from '../store/accounts/write.ts'
import { callbackUrlOf } from './callback-url.ts'
import { clientOf } from './client-of.ts'
import { type Credentials, credentialFaults, seal, signingOf } from './credentials.ts'
import type { AccountDependencies } from './dependencies.ts'
import { inspectionColumns, nextCheck, subscriptionColumns } from './inspection.ts'
import { toApiError } from './refusal.ts'

/** Should the process end before the account is announced, a check does it. */
const FINISH_WITHIN_MS = 120_000

export interface ConnectRequest {
  readonly workspaceId: string
  readonly platform: Platform
  readonly credentials: Credentials
  readonly name?: string
  readonly login: 'token' | 'oauth'
  /** Who did it, in words. */
  readonly by: string
  /** Where platforms reach the hub, for those that are told. */
  readonly baseUrl: string | undefined
  /** The account the credentials must belong to. */
  readonly expected?: AccountRecord
  /** What the account must be called. */
  readonly username?: string
}

/**
 * Checks credentials with their platform, keeps them sealed, subscribes the account and announces it.
 * @throws HubError invalid_request, platform_refused, platform_unavailable, or conflict when they belong to another account.
 */
export async function connectAccount(deps: AccountDependencies, request: ConnectRequest): Promise<string> {
  const { platform, credentials, expected } = request
  const faults = credentialFaults(platform.settings.credentials, credentials)
  if (faults.length > 0) throw invalidAll(faults, { detail: summaryOf(faults) })

  const reports: UsageReport[] = []
  const inspection = await inspect(deps, platform, credentials, (report) => reports.push(report))
  if (expected && inspection.externalId !== expected.external_id)
    throw refusal('credentials_of_another_account', {
      owner: inspection.username ?? inspection.externalId,
      account: expected.username ?? expected.external_id,
    })
  const { username } = request
  if (username !== undefined && inspection.username !== undefined && !sameName(username, inspection.username))
    throw refusal('credentials_of_another_account', { owner: inspection.username, account: username })
  const id = await save(deps, request, inspection)
  for (const report of reports) deps.calls.note(request.workspaceId, id, report)
  await deps.changed()
  await finishConnecting(deps, request.workspaceId, id, request.baseUrl)
  return id
}

function sameName(one: string, other: string): boolean {
  return one.replace(/^@/, '').toLowerCase() === other.replace(/^@/, '').toLowerCase()
}

async function inspect(
  deps: AccountDependencies,
  platform: Platform,
  credentials: Credentials,
  onUsage: (report: UsageReport) => void,
): Promise<Inspection> {
  try {
    return await platform.client(credentials, deps.access.environment({ onUsage })).inspect()
  } catch (error) {
    throw toApiError(error)
  }
}

async function save(deps: AccountDependencies, request: ConnectRequest, inspection: Inspection): Promise<string> {
  const { workspaceId, platform, credentials, login, by, name, expected } = request
  const signing = signingOf(platform.settings, credentials)
  return await deps.database.transaction(async (trx) => {
    if (!(await claimAccount(trx, workspaceId, platform.id, inspection.externalId)))
      throw refusal('account_elsewhere', { account: inspection.username ?? inspection.externalId })
    const { id } = await saveConnected(trx, workspaceId, {
      platform: platform.id,
      externalId: inspection.externalId,
      credentialsSealed: seal(deps.vault, credentials),
      signingSealed: signing ? seal(deps.vault, signing) : null,
      login,
      by,
    })
    await updateAccount(trx, workspaceId, id, {
      ...inspectionColumns(inspection, name === undefined && (expected?.named_by_user ?? false)),
      ...(name === undefined ? {} : { name, named_by_user: true }),
      check_due_at: new Date(Date.now() + FINISH_WITHIN_MS),
    })
    return id
  })
}

/** Subscribes a stored account and announces it when that was not done yet. */
export async function finishConnecting(
  deps: AccountDependencies,
  workspaceId: string,
  id: string,
  baseUrl: string | undefined,
): Promise<void> {
  const account = await readAccount(deps.database.db, workspaceId, id)
  if (account?.state !== 'connected') return
  const state = await subscribeAccount(deps, account, { baseUrl })
  await deps.hubEvents.transaction(workspaceId, async (trx, emit) => {
    const current = await lockAccount(trx, workspaceId, id)
    if (current?.state !== 'connected') return
    await updateAccount(trx, workspaceId, id, {
      ...subscriptionColumns(state),
      announced: true,
      check_due_at: nextCheck(current.token_expires_at, Date.now()),
    })
    if (current.announced) return
    await emit(
      'account.connected',
      {
        accountId: publicIdOf('account', id),
        platform: account.platform,
        ...(account.username === null ? {} : { username: account.username }),
        ...(account.connected_by === null ? {} : { connectedBy: account.connected_by }),
      },
      { account: { id, platform: account.platform } },
    )
  })
}

/**
 * Makes the platform push the account's events; what it answers is a state with a problem, not an error. Fields that are
 * asked for are kept for the next time; absent: those of last time, or those by default.
 */
export async function subscribeAccount(
  deps: AccountDependencies,
  account: AccountRecord,
  options: { baseUrl?: string | undefined; fields?: readonly string[] | undefined } = {},
): Promise<SubscriptionState> {
  const { client } = clientOf(deps, account)
  const callbackUrl = callbackUrlOf(account, options.baseUrl)
  const fields = options.fields ?? account.chosen_fields
  try {
    const state = await client.subscribe({
      // What was granted once may be refused now: the rest must not go with it.
      ...(fields ? { fields, partial: options.fields === undefined } : {}),
      ...(callbackUrl ? { callbackUrl } : {}),
    })
    const taken = options.fields?.every((field) => state.fields.includes(field))
    const changes = {
      ...(callbackUrl && callbackUrl !== account.callback_url ? { callback_url: callbackUrl } : {}),
      ...(options.fields && taken ? { chosen_fields: [...options.fields] } : {}),
    }
    if (Object.keys(changes).length > 0)
      await updateAccount(deps.database.db, account.workspace_id, account.id, changes)
    return state
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    return {
      active: false,
      fields: [],
      problem: error.reason ?? subscribeFailed(error),
    }
  }
}

function subscribeFailed({ message: said, kind }: PlatformError): Reason {
  return subscriptionCause('subscribe_failed', { said, kind })
}
