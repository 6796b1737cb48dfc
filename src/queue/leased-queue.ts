import { messageOf } from '../errors.ts'
import { within } from '../lib/within.ts'
import type { Logger } from '../log.ts'
import { Backoff } from './backoff.ts'
import { Holding } from './holding.ts'
import type { ClaimTerms, QueueRules } from './queue-rules.ts'
import type { Outcome, Reservation } from './reservation.ts'
import type { QueueRuntime } from './runtime.ts'
import type { Leased, Schedule } from './schedule.ts'
import { UNCERTAIN_MS, UncertainLeases } from './uncertain-leases.ts'

const SHORTEST_BACKOFF_MS = 100
/** How soon to look again while due rows may not go yet; doubles up to a second while nothing comes of it. */
const LOOK_AGAIN_MS = 100
const LOOK_AGAIN_AT_MOST_MS = 1000
/** How long work that was cut off may take to end. */
const CUT_OFF_WITHIN_MS = 2000
const WARN_EVERY_MS = 10_000
/** Rows count as due so much early: another process made them due by a clock that may be ahead of this one's. */
const EARLY_MS = 50
/** Work does not begin on a lease that ends so soon. */
const LEASE_MARGIN_MS = 1000

/**
 * A queue in the store, of which this process leases rows, holds them in memory and works on them.
 *
 * ```
 *                 claim                    the schedule                  settle
 *   due in    ────────────▶  held         ────────────▶  under way  ────────────▶  done, or put off:
 *   the store    fill        (in memory)                     │                     no longer in memory
 *     ▲  ▲  ▲  (hand-over)     │  ▲                          │
 *     │  │  └── drop: lease ───┘  └────── put back ──────────┘ the store failed
 *     │  └───── give back: stop ──────────────────────────────┘ cut off by a stop
 *     └──────── the lease of a lost answer, or of a process that is gone
 *
 *   claims:  idle ──wake, poll──▶ claiming ──▶ idle          work:  open ──▶ backing off ──▶ open
 *             ▲                      │  │                            the store failed, time is up
 *    room     │        no room left  │  │ the store failed
 *    again   full ◀──────────────────┘  └──▶ backing off ──time is up──▶ claiming
 *
 *   either of them ──stop──▶ stopped
 * ```
 *
 * A claim is repeated while its answer says that more is due and there is room. A row is held until it is settled.
 */
export class LeasedQueue<Job> {
  readonly #runtime: QueueRuntime
  readonly #rules: QueueRules<Job>
  readonly #schedule: Schedule<Job>
  readonly #log: Logger
  readonly #holding: Holding<Job>
  readonly #backoff = new Backoff(SHORTEST_BACKOFF_MS)
  readonly #uncertain = new UncertainLeases()
  readonly #gone = new Set<string>()
  readonly #abort = new AbortController()
  #claims: 'idle' | 'claiming' | 'full' | 'backing off' | 'stopped' = 'idle'
  #work: 'open' | 'backing off' | 'stopped' = 'open'
  /** Rows may be due in the store that no claim has seen. */
  #mayHaveDue = false
  #claiming: Promise<void> | undefined
  #underWay = 0
  #lookAgainMs = LOOK_AGAIN_MS
  #warnAgainAt = 0
  #pumping = false
  #cancelPoll: (() => void) | undefined
  #cancelTurn: (() => void) | undefined
  #cancelLookAgain: (() => void) | undefined
  #onIdle: (() => void)[] = []
  #stopped: Promise<void> | undefined

  constructor(runtime: QueueRuntime, schedule: Schedule<Job>, rules: QueueRules<Job>, log: Logger) {
    this.#runtime = runtime
    this.#schedule = schedule
    this.#rules = rules
    this.#log = log.child({ queue: rules.name })
    this.#holding = new Holding(rules.limits)
  }

  /** Begins to claim. */
  start(): void {
    this.wake()
    if (this.#runtime.pollMs > 0) this.#poll()
  }

  /** Rows became due in the store. */
  wake(): void {
    this.#mayHaveDue = true
    this.#claim()
  }

  /** Rows become due in the store after `ms`. */
  wakeIn(ms: number): void {
    this.#runtime.clock.after(ms, () => this.wake())
  }

  /** Something outside changed that the schedule or `mayStart` goes by. */
  review(): void {
    this.#pump()
    if (this.#schedule.hungry()) this.#claim()
  }

  /** Room for rows that are about to be stored and leased to this process; `onEnd` hears when the room is given up. */
  reserve(rows: number, bytes: number, leaseMs: number, onEnd?: () => void): Reservation<Job> | undefined {
    if (this.#work === 'stopped' || this.#runtime.lapsed()) return undefined
    const lease = { owner: this.#runtime.owner, until: this.#runtime.clock.now() + leaseMs }
    return this.#holding.reserve({ rows, bytes }, lease, (outcome) => {
      onEnd?.()
      this.#endReservation(outcome, lease.until)
    })
  }

  /** These are done, or put off in the store: they are no longer in memory. */
  settle(ids: Iterable<string>): void {
    for (const id of ids) this.#holding.delete(id)
    this.#pump()
    if (this.#claims === 'full' || this.#schedule.hungry()) this.#claim()
  }

  /** What these processes leased becomes due: they are gone. This process among them: what it does not hold. */
  takeOver(owners: Iterable<string>): void {
    for (const owner of owners) this.#gone.add(owner)
    this.wake()
  }

  /** Forgets what was not started: others may have taken it over. */
  drop(): void {
    for (const { id } of this.#schedule.clear()) this.#holding.delete(id)
  }

  /** For metrics. */
  get figures(): { readonly held: number; readonly bytes: number; readonly underWay: number } {
    return { held: this.#holding.rows, bytes: this.#holding.bytes, underWay: this.#underWay }
  }

  /** Starts nothing more, lets what is under way end within the rule's time, gives leases back. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  #poll(): void {
    this.#cancelPoll = this.#runtime.clock.after(this.#runtime.pollMs, () => {
      this.#rules.onPoll?.()
      this.wake()
      this.#poll()
    })
  }

  #claim(): void {
    if (this.#claims !== 'idle' && this.#claims !== 'full') return
    if (!this.#wantsClaim()) return
    this.#claims = 'claiming'
    this.#claiming = this.#claimWhileDue().then(
      () => this.#endClaim(),
      (error) => this.#failClaim(error),
    )
  }

  #wantsClaim(): boolean {
    if (this.#work === 'stopped' || this.#runtime.lapsed()) return false
    return this.#gone.size > 0 || ((this.#mayHaveDue || this.#schedule.hungry()) && this.#hasRoom())
  }

  #hasRoom(): boolean {
    return this.#holding.hasRoomForClaim() && (this.#rules.mayStart?.() ?? true)
  }

  async #claimWhileDue(): Promise<void> {
    while (this.#wantsClaim()) {
      await this.#giveBackForeign()
      if (!this.#hasRoom()) return
      this.#mayHaveDue = false
      const now = this.#runtime.clock.now()
      const leases = new Set<number>()
      const until = (leaseMs: number) => {
        leases.add(now + leaseMs)
        return now + leaseMs
      }
      try {
        await this.#claimOnce({ now: now + EARLY_MS, owner: this.#runtime.owner, until })
      } catch (error) {
        this.#mayHaveDue = true
        this.#addUncertain([...leases])
        throw error
      }
    }
  }

  async #claimOnce(terms: ClaimTerms): Promise<void> {
    const { jobs, more, waiting } = await this.#rules.claim(terms)
    for (const job of jobs) this.#hold(job, terms.until(this.#rules.leaseMs(job)))
    this.#pump()
    if (more) this.#mayHaveDue = true
    if (jobs.length > 0) this.#lookAgainMs = LOOK_AGAIN_MS
    if (waiting) this.#lookAgain()
  }

  #lookAgain(): void {
    this.#cancelLookAgain ??= this.#runtime.clock.after(this.#lookAgainMs, () => {
      this.#cancelLookAgain = undefined
      this.wake()
    })
    this.#lookAgainMs = Math.min(LOOK_AGAIN_AT_MOST_MS, this.#lookAgainMs * 2)
  }

  #endClaim(): void {
    this.#backoff.reset()
    if (this.#claims !== 'claiming') return
    this.#claims = this.#holding.hasRoomForClaim() ? 'idle' : 'full'
    this.#claim()
  }

  #failClaim(error: unknown): void {
    const ms = this.#backoff.next()
    const now = this.#runtime.clock.now()
    if (now >= this.#warnAgainAt) {
      this.#warnAgainAt = now + WARN_EVERY_MS
      this.#log.warn({ error: messageOf(error) }, 'due rows could not be claimed; trying again')
    }
    if (this.#claims !== 'claiming') return
    this.#claims = 'backing off'
    this.#runtime.clock.after(ms, () => {
      if (this.#claims !== 'backing off') return
      this.#claims = 'idle'
      this.#claim()
    })
  }

  /** Makes due what nobody has in memory: rows of processes that are gone, and of statements that got no answer. */
  async #giveBackForeign(): Promise<void> {
    const owners = [...this.#gone]
    if (owners.length > 0) {
      const except = owners.includes(this.#runtime.owner) ? this.#holding.ids() : []
      const count = await this.#rules.release({ kind: 'owners', owners, except })
      if (count > 0)
        this.#log.info({ rows: count, processes: owners.length }, 'took over rows of processes that are gone')
      for (const owner of owners) this.#gone.delete(owner)
    }
    const now = this.#runtime.clock.now()
    const leases = this.#uncertain.ready(now)
    if (leases.length === 0) return
    await this.#rules.release({ kind: 'leases', leasedUntil: leases, except: this.#holding.leasedUntil(leases) })
    this.#uncertain.done(leases, now)
  }

  #addUncertain(leasedUntil: readonly number[]): void {
    this.#uncertain.add(leasedUntil, this.#runtime.clock.now())
    this.wakeIn(UNCERTAIN_MS + 1)
  }

  #endReservation(outcome: Outcome<Job>, leasedUntil: number): void {
    if (outcome.kind === 'unanswered') this.#addUncertain([leasedUntil])
    if (outcome.kind !== 'filled') return
    for (const job of outcome.jobs) this.#hold(job, leasedUntil)
    this.#pump()
  }

  #hold(job: Job, leasedUntil: number): void {
    const item = { id: this.#rules.idOf(job), job, bytes: this.#rules.bytesOf(job), leasedUntil }
    if (this.#holding.add(item)) this.#schedule.add(item)
  }

  /** Starts what may start, at the end of this turn, so that a batch has all that the turn brings. */
  #pump(): void {
    if (this.#pumping || this.#work !== 'open') return
    this.#pumping = true
    setImmediate(() => {
      this.#pumping = false
      this.#startAll()
    })
  }

  #startAll(): void {
    if (this.#work !== 'open') return
    if (this.#runtime.lapsed()) this.drop()
    const now = this.#runtime.clock.now()
    while (this.#rules.mayStart?.() ?? true) {
      const batch = this.#schedule.next(now)
      if (!batch) break
      void this.#run(batch, now)
    }
    this.#cancelTurn?.()
    const waitMs = this.#schedule.waitMs(now)
    this.#cancelTurn = waitMs === undefined ? undefined : this.#runtime.clock.after(waitMs, () => this.#startAll())
    if (this.#schedule.hungry()) this.#claim()
  }

  async #run(batch: readonly Leased<Job>[], now: number): Promise<void> {
    this.#underWay++
    let failed = false
    try {
      const fit = batch.filter((item) => this.#isFit(item, now))
      if (fit.length < batch.length) this.#giveUp(batch.filter((item) => !fit.includes(item)))
      if (fit.length > 0) await this.#rules.work(fit, this.#abort.signal)
      if (fit.length > 0 && this.#work === 'open') this.#backoff.reset()
    } catch (error) {
      failed = true
      this.#failWork(error)
    }
    this.#underWay--
    this.#schedule.free(batch)
    if (failed) this.#putBack(batch)
    if (this.#underWay === 0) for (const resolve of this.#onIdle.splice(0)) resolve()
    this.review()
  }

  /** What must not be done twice is left to its lease: nobody knows how far the work had come. */
  #putBack(batch: readonly Leased<Job>[]): void {
    if (this.#rules.cutOff === 'keep') for (const { id } of batch) this.#holding.delete(id)
    else this.#schedule.putBack(batch.filter(({ id }) => this.#holding.has(id)))
  }

  #isFit({ job, leasedUntil }: Leased<Job>, now: number): boolean {
    const leftMs = leasedUntil - now - Math.min(LEASE_MARGIN_MS, this.#rules.leaseMs(job) / 3)
    return leftMs > 0 && (this.#rules.mayStillStart?.(job, leftMs) ?? true)
  }

  /** Gives back what was not started. Should that fail, its lease ends by itself. */
  #giveUp(items: readonly Leased<Job>[]): void {
    const ids = items.map(({ id }) => id)
    for (const id of ids) this.#holding.delete(id)
    this.#rules.release({ kind: 'ids', ids }).catch(() => undefined)
  }

  #failWork(error: unknown): void {
    const ms = this.#backoff.next()
    this.#log.warn({ error: messageOf(error), ms }, 'the store failed; trying again')
    if (this.#work !== 'open') return
    this.#work = 'backing off'
    this.#runtime.clock.after(ms, () => {
      if (this.#work !== 'backing off') return
      this.#work = 'open'
      this.#pump()
    })
  }

  async #stop(): Promise<void> {
    this.#work = 'stopped'
    this.#claims = 'stopped'
    this.#cancelPoll?.()
    this.#cancelTurn?.()
    this.#cancelLookAgain?.()
    await within(Promise.all([this.#claiming, this.#idle()]), this.#rules.stopWithinMs)
    this.#abort.abort()
    await within(this.#idle(), CUT_OFF_WITHIN_MS)
    await this.#rules.flush?.()
    const unstarted = this.#schedule.clear().map(({ id }) => id)
    const ids = this.#rules.cutOff === 'keep' ? unstarted : this.#holding.ids()
    const leases = this.#uncertain.ready(Number.POSITIVE_INFINITY)
    try {
      if (ids.length > 0) await this.#rules.release({ kind: 'ids', ids })
      if (leases.length > 0) await this.#rules.release({ kind: 'leases', leasedUntil: leases, except: [] })
    } catch (error) {
      this.#log.warn(
        { error: messageOf(error), rows: ids.length },
        'leases could not be given back; they end by themselves',
      )
    }
  }

  #idle(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve()
    return new Promise((resolve) => this.#onIdle.push(resolve))
  }
}
