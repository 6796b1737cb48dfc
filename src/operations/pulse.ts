import { messageOf } from '../errors.ts'
import type { DatabaseClock } from '../lib/clock.ts'
import { startTicker } from '../lib/ticker.ts'
import type { Logger } from '../log.ts'
import type { LeasedQueue } from '../queue/leased-queue.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import type { Database } from '../store/database.ts'
import { type Beat, beatHeart, type Served } from '../store/processes/beat.ts'
import { shownKey } from '../store/processes/locks.ts'
import { forgetProcess } from '../store/processes/processes.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import type { ProcessRecord } from './process-record.ts'

const BEAT_MS = 1000
/** Not heard of for so long: gone, where the store has no locks that tell. */
const SILENT_MS = 4000
/** Others take a process for gone when they did not see it twice, a second apart, or have not heard of it for 4 s. */
const HIDDEN_MS = 900
const LAPSED_MS = 3500
/** What was leased by a process that is gone must be found by one that starts later. */
const FORGET_MS = 600_000

/** A queue that this process serves. */
export interface PulseQueue {
  readonly queue: Pick<LeasedQueue<unknown>, 'takeOver' | 'drop'>
  /** Rows of these workspaces are due. */
  wake(workspaceIds: Iterable<string>): void
}

/** The queues that this process serves; those that it does not serve are undefined. */
export interface PulseQueues {
  process?: PulseQueue
  deliver?: PulseQueue & { due(endpointIds: Iterable<string>): void }
  send?: PulseQueue & { recover(workspaceIds: Iterable<string>): void }
  replay?: PulseQueue
  jobs?: PulseQueue
}

/**
 * The heartbeat of a process: one statement a second that shows it to the others, tells it which of them are gone, sets its
 * clock by the database's, and wakes its queues when rows are due.
 */
export interface Pulse {
  readonly runtime: QueueRuntime
  /** To be filled before `start`. */
  readonly queues: PulseQueues
  /** Shows this process to the others and sets its clock. To be called before it leases anything. */
  show(): Promise<void>
  /** Begins to beat, and takes over what processes that are gone had leased. */
  start(): Promise<void>
  /** The process ends: the others need not wait for its lease. To be called after its queues have stopped. */
  stop(): Promise<void>
}

export function createPulse(
  database: Database,
  workspaces: Workspaces,
  { self }: ProcessRecord,
  clock: DatabaseClock,
  log: Logger,
): Pulse {
  const queues: PulseQueues = {}
  /** Processes that the last beat did not see. */
  let unseen: ReadonlySet<string> | undefined
  const gone = new Set<string>()
  let heardAt = performance.now()
  let started = false
  const lapsed = () => performance.now() - heardAt > LAPSED_MS || database.presence.lostMs() > HIDDEN_MS
  const served = () => Object.values<PulseQueue | undefined>({ ...queues }).flatMap((queue) => queue ?? [])

  const beat = async () => {
    const wasLapsed = lapsed()
    const askedAt = performance.now()
    const times = { soon: clock.now() + BEAT_MS, forget: clock.now() - FORGET_MS }
    const answer = await beatHeart(database, workspaces.first, self, servedBy(queues), times)
    clock.follow(answer.now, askedAt)
    database.presence.saw(answer.holders, answer.shown.has(shownKey(self.id)))
    heardAt = askedAt
    if (wasLapsed) comeBack()
    await workspaces.counted(answer.workspaces)
    takeOver(answer)
    wakeDue(queues, answer.due, clock)
  }

  /** Others may have taken over what this process holds: it begins again with what is still its own. */
  const comeBack = () => {
    log.warn('this process was not heard of for a while; it drops what it held')
    for (const { queue } of served()) {
      queue.drop()
      queue.takeOver([self.id])
    }
  }

  /** The first beat takes a process that it does not see for gone; later ones only when they do not see it twice. */
  const takeOver = (answer: Beat) => {
    if (!started) return
    const missing = missingOf(answer, self.id, database.presence.exclusive)
    const found = [...missing].filter((id) => !gone.has(id) && (unseen === undefined || unseen.has(id)))
    unseen = missing
    for (const id of gone) if (!missing.has(id)) gone.delete(id)
    if (found.length === 0) return
    for (const id of found) gone.add(id)
    log.info({ processes: found }, 'processes are gone; what they held is taken over')
    for (const { queue } of served()) queue.takeOver(found)
  }

  const quietly = () =>
    beat().catch((error) => log.debug({ error: messageOf(error) }, 'the heartbeat did not reach the store'))
  let ticker: ReturnType<typeof startTicker> | undefined

  return {
    runtime: { clock, owner: self.id, pollMs: 0, lapsed },
    queues,
    async show() {
      await database.presence.show(self.id)
      await quietly()
    },
    async start() {
      started = true
      await quietly()
      ticker = startTicker(BEAT_MS, quietly)
    },
    async stop() {
      await ticker?.stop()
      await forgetProcess(database.db, workspaces.first, self.id).catch(() => undefined)
    },
  }
}

function servedBy({ process, deliver, send, replay, jobs }: PulseQueues): Served {
  return {
    process: process !== undefined,
    deliver: deliver !== undefined,
    send: send !== undefined,
    replay: replay !== undefined,
    jobs: jobs !== undefined,
  }
}

/** Which processes a beat shows to be gone: by their locks, or by their silence where the store has no such locks. */
function missingOf({ processes, shown, now }: Beat, ownId: string, exclusive: boolean): ReadonlySet<string> {
  const isGone = ({ id, seenAt }: Beat['processes'][number]) => {
    if (exclusive) return true
    return shown.has(shownKey(ownId)) ? !shown.has(shownKey(id)) : now - seenAt > SILENT_MS
  }
  return new Set(processes.filter(isGone).map(({ id }) => id))
}

/** Wakes the queues that have due rows, or will have before the next beat. */
function wakeDue(queues: PulseQueues, due: Beat['due'], clock: DatabaseClock): void {
  const at = (times: ReadonlyMap<string, number>, wake: (ids: readonly string[]) => void) => {
    const now = [...times].filter(([, time]) => time <= clock.now()).map(([id]) => id)
    if (now.length > 0) wake(now)
    for (const [id, time] of times)
      if (!now.includes(id)) clock.after(Math.max(1, time - clock.now()), () => wake([id]))
  }
  at(due.process, (ids) => queues.process?.wake(ids))
  at(due.deliver, (ids) => queues.deliver?.due(ids))
  at(due.replay, (ids) => queues.replay?.wake(ids))
  at(due.jobs, (ids) => queues.jobs?.wake(ids))
  if (due.send.length > 0) queues.send?.wake(due.send)
  if (due.left.length > 0) queues.send?.recover(due.left)
}
