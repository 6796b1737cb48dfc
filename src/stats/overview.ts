import { problemsOf } from '../accounts/problems.ts'
import { disableCauseOf } from '../codes/disable-cause.ts'
import { remedy } from '../codes/remedies.ts'
import { queueProblem, webhookProblem } from '../codes/webhooks.ts'
import type { Destinations } from '../destinations/index.ts'
import { publicIdOf } from '../events/public-id.ts'
import { type AccountRow, findAccounts } from '../store/accounts/read.ts'
import type { Executor } from '../store/database.ts'
import { type Backlog, readBacklog } from '../store/event-queue/backlog.ts'
import {
  accountsInTrouble,
  countAccounts,
  countEndpoints,
  type EndpointTrouble,
  endpointsInTrouble,
  firstSteps,
  recentRejections,
  sendBacklog,
} from '../store/overview/overview.ts'

const MAX_PROBLEMS = 20
const HOUR_MS = 3_600_000
const SOON_MS = 7 * 24 * HOUR_MS
const SLOW_SECONDS = 30
const STALLED_SECONDS = 300
/** Causes that a wrong setting has; a stranger's request is refused for others and raises no warning. */
const SETTING_WRONG = ['no_secret', 'signature_mismatch', 'wrong_account', 'verification_failed']

export type Overview = Awaited<ReturnType<typeof readOverview>>

/** The state of the hub, in a few bounded queries. */
export async function readOverview(db: Executor, workspaceId: string, destinations: Destinations) {
  const accounts = await readAccounts(db, workspaceId)
  const endpoints = await readEndpoints(db, workspaceId, destinations)
  const queue = queueView(await readBacklog(db, workspaceId), await sendBacklog(db, workspaceId))
  const refused = await recentRejections(db, workspaceId, new Date(Date.now() - HOUR_MS))
  const [top] = refused
  const rejections = {
    lastHour: refused.reduce((total, { count }) => total + count, 0),
    topCause: top ?? null,
  }
  const critical =
    queue.state === 'stalled' ||
    endpoints.disabled > 0 ||
    accounts.problems.some(({ code }) => code === 'disconnected' || code === 'token_expired')
  const warning =
    queue.state === 'slow' ||
    endpoints.failing > 0 ||
    accounts.problems.length > 0 ||
    refused.some(({ cause }) => SETTING_WRONG.includes(cause))
  return {
    status: critical ? ('critical' as const) : warning ? ('warning' as const) : ('ok' as const),
    accounts,
    endpoints,
    queue,
    rejections,
    firstRun: await firstSteps(db, workspaceId),
  }
}

async function readAccounts(db: Executor, workspaceId: string) {
  const counts = await countAccounts(db, workspaceId)
  const ids = await accountsInTrouble(db, workspaceId, new Date(Date.now() + SOON_MS), MAX_PROBLEMS)
  const rows = new Map((await findAccounts(db, workspaceId, ids)).map((row) => [row.id, row]))
  const problems = ids.flatMap((id) => rows.get(id) ?? []).flatMap(accountProblems)
  const of = (state: string) => counts.get(state) ?? 0
  return {
    total: of('connected') + of('discovered') + of('disconnected'),
    connected: of('connected'),
    discovered: of('discovered'),
    disconnected: of('disconnected'),
    problems: problems.slice(0, MAX_PROBLEMS),
  }
}

function accountProblems(row: AccountRow) {
  const accountId = publicIdOf('account', row.id)
  const name = row.name ?? row.username ?? row.external_id
  // An account that is only discovered works as far as it was set up.
  return problemsOf(row).flatMap(({ code, ...problem }) =>
    code === 'not_connected' ? [] : [{ accountId, platform: row.platform, name, ...problem, code }],
  )
}

async function readEndpoints(db: Executor, workspaceId: string, destinations: Destinations) {
  const counts = await countEndpoints(db, workspaceId)
  const of = (wanted: (count: (typeof counts)[number]) => boolean) =>
    counts.filter(wanted).reduce((total, { count }) => total + count, 0)
  return {
    total: of(() => true),
    enabled: of(({ state }) => state === 'enabled'),
    paused: of(({ state }) => state === 'paused'),
    disabled: of(({ state }) => state === 'disabled'),
    failing: of(({ state, failing }) => state === 'enabled' && failing),
    problems: (await endpointsInTrouble(db, workspaceId, MAX_PROBLEMS)).map((row) =>
      endpointProblem(row, destinations.addressOf(row)),
    ),
  }
}

function endpointProblem(row: EndpointTrouble, url: string) {
  const endpointId = publicIdOf('endpoint', row.id)
  const href = `/webhooks/${endpointId}`
  if (row.state === 'disabled')
    return {
      endpointId,
      url,
      ...webhookProblem('disabled'),
      code: 'disabled' as const,
      ...(row.disabled_reason !== null && { detail: row.disabled_reason }),
      cause: disableCauseOf(row),
      remedy: remedy('enable_webhook', href, { webhook: endpointId }),
    }
  return {
    endpointId,
    url,
    ...webhookProblem('failing', { since: row.failing_since?.toISOString() ?? '', failures: row.failures }),
    code: 'failing' as const,
    cause: null,
    remedy: remedy('read_webhook_log', href, { webhook: endpointId }),
  }
}

function queueView(backlog: Backlog, send: Backlog['process']) {
  const processing = backlog.process.oldestDueSeconds
  const delivering = backlog.deliver.oldestDueSeconds
  const waited = Math.max(processing, delivering)
  if (waited <= SLOW_SECONDS) return { ...backlog, send, state: 'ok' as const, problem: null }
  const state = waited > STALLED_SECONDS ? ('stalled' as const) : ('slow' as const)
  const stage = processing >= delivering ? 'processing' : 'delivering'
  const role = stage === 'processing' ? 'process' : 'deliver'
  return {
    ...backlog,
    send,
    state,
    problem: {
      ...queueProblem(`${stage}_${state}`, { seconds: Math.round(waited) }),
      code: `${stage}_${state}` as const,
      remedy: remedy('check_process', '/settings', { role }),
    },
  }
}
