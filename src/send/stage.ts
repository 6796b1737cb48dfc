import { messageOf } from '../errors.ts'
import type { Release } from '../lib/lease.ts'
import { startTicker } from '../lib/ticker.ts'
import { Lanes } from '../queue/lanes.ts'
import { LeasedQueue } from '../queue/leased-queue.ts'
import type { Claim, ClaimTerms } from '../queue/queue-rules.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import type { Leased } from '../queue/schedule.ts'
import { Turns } from '../queue/turns.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import { release } from '../store/lease.ts'
import { dueMessageAccounts, type MessageJob, RELEASE_MESSAGES } from '../store/message-queue/claim.ts'
import { dropFullBuckets } from '../store/rate-budgets/rate-budgets.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import { createSendAttempts, type SendAttemptDependencies } from './attempt.ts'
import { claimMessages } from './claim.ts'
import { createSendRecorder } from './recorder.ts'
import { createRecovery, type Recover } from './recover.ts'

const HOUSEKEEPING_MS = 30 * 60_000
/** Beyond what a call may take: waiting for a connection, and recording. */
const LEASE_MARGIN_MS = 30_000
const MAX_ACTIVE = 64
const MAX_PER_ACCOUNT = 16
const MAX_HELD = { rows: MAX_ACTIVE, bytes: Number.POSITIVE_INFINITY, claimRows: MAX_ACTIVE }
const STOP_WITHIN_MS = 10_000
const RECORD_WITHIN_MS = 5000

export interface SendStage {
  /** Messages became due: of these workspaces, or of any. */
  wake(workspaceIds?: Iterable<string>): void
  /** The lease of messages that were being sent is over: in these workspaces, or in any. */
  recover(workspaceIds?: Iterable<string>): void
  readonly queue: Pick<LeasedQueue<MessageJob>, 'takeOver' | 'drop'>
  /** Starts nothing new; what is under way may finish for 10 s. */
  stop(): Promise<void>
}

export interface SendDependencies extends Omit<SendAttemptDependencies, 'clock'> {
  readonly workspaces: Pick<Workspaces, 'all'>
  readonly runtime: QueueRuntime
  readonly window: IdWindow
  /** Milliseconds a call of a platform may take. */
  readonly timeoutMs: number
  /** Lease: how long a sender may hold a message before another process may take it over; milliseconds. */
  readonly leaseMs?: number
  /** The status of a message changed. */
  onChanged(messageId: string): void
  /** Events were stored. */
  onTold(workspaceId: string): void
}

/** Sends queued messages: in the order of each conversation, within the rate limits, fair between accounts. */
export function createSendStage(deps: SendDependencies): SendStage {
  const { database, workspaces, log } = deps
  const { clock } = deps.runtime
  const leaseMs = deps.leaseMs ?? deps.timeoutMs * 2 + LEASE_MARGIN_MS
  const recorder = createSendRecorder({ ...deps, clock, onEventStored: deps.onTold })
  const attempt = createSendAttempts({ ...deps, clock })
  const turns = new Turns(workspaces.all)
  const wake = turns.wakes(() => queue)
  const recover = createRecovery({ ...deps, clock, recorder, onQueued: (workspaceId) => wake([workspaceId]) })
  const recoverQuietly = (workspaceIds?: Iterable<string>) =>
    void recover([], workspaceIds).catch((error) =>
      log.debug({ error: messageOf(error) }, 'left messages could not be looked for'),
    )

  const send = async ({ job }: Leased<MessageJob>) => {
    try {
      await recorder.record(await attempt(job))
      deps.onChanged(job.id)
    } catch (error) {
      // Only a fault of the hub comes here; the lease runs out.
      log.error({ message: job.id, error: messageOf(error) }, 'what became of a message could not be recorded')
    }
    queue.settle([job.id])
    wake([job.workspaceId])
  }

  const lanes = new Lanes<MessageJob>({
    laneOf: (job) => job.accountId,
    concurrency: MAX_PER_ACCOUNT,
    waiting: MAX_PER_ACCOUNT,
  })
  const queue: LeasedQueue<MessageJob> = new LeasedQueue<MessageJob>(
    deps.runtime,
    lanes,
    {
      name: 'send',
      limits: MAX_HELD,
      stopWithinMs: STOP_WITHIN_MS,
      cutOff: 'keep',
      idOf: (job) => job.id,
      bytesOf: () => 0,
      leaseMs: () => leaseMs,
      claim: (terms) =>
        turns.claim((workspaceId) =>
          claim(deps, workspaceId, terms, leaseMs, MAX_ACTIVE - queue.figures.held, (id) => lanes.freeOf(id)),
        ),
      work: async (batch) => {
        for (const item of batch) await send(item)
      },
      release(what) {
        turns.due()
        return endLeases(deps, recover, what)
      },
      onPoll() {
        turns.due()
        recoverQuietly()
      },
      flush: () => recorder.drain(RECORD_WITHIN_MS),
    },
    log,
  )
  recoverQuietly()
  queue.start()
  const housekeeping = startTicker(HOUSEKEEPING_MS, async () => {
    for (const workspaceId of workspaces.all())
      await dropFullBuckets(database.db, workspaceId, clock.now()).catch(() => undefined)
  })

  return {
    queue,
    wake,
    recover: recoverQuietly,
    async stop() {
      await housekeeping.stop()
      await queue.stop()
    },
  }
}

/** What a process that is gone was sending may have been sent: that is not put back but recovered. */
async function endLeases(deps: SendDependencies, recover: Recover, what: Release): Promise<number> {
  const { database, workspaces, runtime } = deps
  const { owner } = runtime
  const by = { owner, now: runtime.clock.now() }
  if (what.kind !== 'owners') return await release(database, RELEASE_MESSAGES, workspaces.all(), what, by)
  const others = what.owners.filter((other) => other !== owner)
  const recovered = others.length > 0 ? await recover(others) : 0
  // What this process leased and does not hold, it never began to send.
  const own = { ...what, owners: what.owners.filter((other) => other === owner) }
  const put = own.owners.length > 0 ? await release(database, RELEASE_MESSAGES, workspaces.all(), own, by) : 0
  return recovered + put
}

/** Claims messages of the accounts of a workspace that have any due, each account its share of what may be under way. */
async function claim(
  deps: SendDependencies,
  workspaceId: string,
  { now, owner, until }: ClaimTerms,
  leaseMs: number,
  room: number,
  roomOf: (accountId: string) => number,
): Promise<Claim<MessageJob>> {
  const due = await dueMessageAccounts(deps.database, workspaceId, now)
  if (due.length === 0) return { jobs: [], more: false }
  const share = Math.max(1, Math.floor(room / due.length))
  const served = due.filter(({ accountId }) => roomOf(accountId) > 0)
  const wanted = served.map((account) => ({ ...account, limit: Math.min(share, roomOf(account.accountId)) }))
  // Something may wait for its turn: for its rate limit, a hold, or the message before it.
  if (wanted.length === 0) return { jobs: [], more: false, waiting: true }
  const lease = { owner, until: until(leaseMs) }
  const jobs = await claimMessages({ ...deps, workspaceId, clock: deps.runtime.clock }, { wanted, lease, dueAt: now })
  return { jobs, more: false, waiting: true }
}
