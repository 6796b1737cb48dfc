import { problemsOf } from '../accounts/problems.ts'
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
export async function readOverview(db: Executor, workspaceId: string) {
  const accounts = await readAccounts(db, workspaceId)
  const endpoints = await readEndpoints(db, workspaceId)
  const queue = queueView(await readBacklog(db), await sendBacklog(db, workspaceId))
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
  return problemsOf(row).flatMap(({ code, detail, mend }) =>
    code === 'not_connected'
      ? []
      : [{ accountId, platform: row.platform, name, code, detail, mend: mend.replaceAll('{id}', accountId) }],
  )
}

async function readEndpoints(db: Executor, workspaceId: string) {
  const counts = await countEndpoints(db, workspaceId)
  const of = (wanted: (count: (typeof counts)[number]) => boolean) =>
    counts.filter(wanted).reduce((total, { count }) => total + count, 0)
  return {
    total: of(() => true),
    enabled: of(({ state }) => state === 'enabled'),
    paused: of(({ state }) => state === 'paused'),
    disabled: of(({ state }) => state === 'disabled'),
    failing: of(({ state, failing }) => state === 'enabled' && failing),
    problems: (await endpointsInTrouble(db, workspaceId, MAX_PROBLEMS)).map(endpointProblem),
  }
}

function endpointProblem(row: EndpointTrouble) {
  const endpointId = publicIdOf('endpoint', row.id)
  if (row.state === 'disabled')
    return {
      endpointId,
      url: row.url,
      code: 'disabled' as const,
      detail: row.disabled_reason ?? 'It was disabled.',
      mend: `When the application works again, POST /api/v1/webhooks/${endpointId}/enable, then …/replay what is missing.`,
    }
  return {
    endpointId,
    url: row.url,
    code: 'failing' as const,
    detail: `Every attempt has failed since ${row.failing_since?.toISOString()} (${row.failures}).`,
    mend: `See what it answers: GET /api/v1/webhooks/${endpointId}/logs`,
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
      code: `${stage}_${state}` as const,
      detail: `Something has been due for ${Math.round(waited)} seconds.`,
      mend: `Check that a process with the role \`${role}\` runs and has the machine it needs; its log says what it meets.`,
    },
  }
}
