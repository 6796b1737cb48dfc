import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Logger } from '../../log.ts'
import type { Capabilities, Database, ShownPresence } from '../database.ts'
import { LOCK_CLASS, SHARED_LOCK, SHOWN_LOCKS, shownKey } from './locks.ts'

/** Unless a heartbeat counts before. */
const COUNT_MS = 2_000
const FRESH_MS = 3_000
/** What a process had under way may commit for so long after it is gone: longer than any ingest transaction may take. */
const SETTLED_MS = 2_000
/** By which a process that came has the others count again, at once. */
const CHANNEL = 'hubbub_presence'
const QUERY_TIMEOUT_MS = 2_000
const FIRST_BACKOFF_MS = 100
const MAX_BACKOFF_MS = 5_000

const COUNT = `
  select count(*) as holders, bool_or(pid = pg_backend_pid()) as ours
  from pg_locks
  where locktype = 'advisory' and classid = ${LOCK_CLASS} and objid = ${SHARED_LOCK} and granted
    and database = (select oid from pg_database where datname = current_database())`

/** One long-lived connection that shows this process to the others, counts them, and hears their notifications. */
export interface Presence extends ShownPresence {
  /** That no other process was there at the last count, nor in the two seconds before it. */
  alone(): boolean
  listen(channel: string, onNotify: (payload: string) => void): Promise<void>
  close(): Promise<void>
}

/** The presence of a process that has the store to itself: notifications stay in it. */
export function presenceOfOne(): Presence & Pick<Database, 'notify'> {
  const channels = new EventEmitter().setMaxListeners(0)
  return {
    exclusive: true,
    alone: () => true,
    async show() {},
    saw() {},
    lostMs: () => 0,
    async listen(channel, onNotify) {
      channels.on(channel, onNotify)
    },
    async notify(channel, payload = '') {
      queueMicrotask(() => channels.emit(channel, payload))
    },
    async close() {
      channels.removeAllListeners()
    },
  }
}

/** Never fails: while the connection is down, this process does not count as alone and hears nothing. */
export async function createPresence(
  config: pg.ClientConfig,
  capabilities: Capabilities,
  log: Logger,
): Promise<Presence> {
  const presence = new SharedPresence(config, capabilities, log)
  await presence.connect()
  return presence
}

interface Counted {
  readonly at: number
  readonly aloneSince: number | undefined
}

/** Connected, or trying again with growing pauses, until it is closed. */
class SharedPresence implements Presence {
  readonly exclusive = false
  readonly #config: pg.ClientConfig
  readonly #capabilities: Capabilities
  readonly #log: Logger
  readonly #channels = new EventEmitter().setMaxListeners(0)
  /** Resolves when the server tells of the channel. */
  readonly #heard = new Map<string, Promise<unknown>>()
  #client: pg.Client | undefined
  #counted: Counted | undefined
  #closed = false
  #backoffMs = FIRST_BACKOFF_MS
  #timer: NodeJS.Timeout | undefined
  #shown: number | undefined
  #lostAt: number | undefined = performance.now()

  constructor(config: pg.ClientConfig, capabilities: Capabilities, log: Logger) {
    this.#config = config
    this.#capabilities = capabilities
    this.#log = log
  }

  async connect(): Promise<void> {
    const next = new pg.Client({ ...this.#config, query_timeout: QUERY_TIMEOUT_MS })
    next.on('error', (error) => this.#lose(next, error))
    next.on('end', () => this.#lose(next, new Error('the connection ended')))
    next.on('notification', ({ channel, payload }) => this.#channels.emit(channel, payload ?? ''))
    next.on('notification', ({ channel }) => channel === CHANNEL && void this.#count())
    try {
      await next.connect()
      this.#client = next
      await this.#introduce(next)
      this.#backoffMs = FIRST_BACKOFF_MS
      this.#lostAt = undefined
      // What was notified while nobody listened.
      for (const channel of this.#heard.keys()) this.#channels.emit(channel, '')
    } catch (error) {
      this.#lose(next, error)
    }
  }

  /** Shows this process, listens, and has the others count again. */
  async #introduce(client: pg.Client): Promise<void> {
    const { advisoryLocks, notify } = this.#capabilities
    if (advisoryLocks) {
      await client.query(`select pg_advisory_lock_shared(${LOCK_CLASS}, ${SHARED_LOCK})`)
      if (this.#shown !== undefined) await lock(client, this.#shown)
    }
    if (notify)
      for (const channel of [CHANNEL, ...this.#heard.keys()])
        await client.query(`listen ${client.escapeIdentifier(channel)}`)
    await this.#count()
    if (notify) await client.query('select pg_notify($1, $2)', [CHANNEL, ''])
  }

  #lose(lost: pg.Client, error: unknown): void {
    lost.removeAllListeners('end')
    lost.end().catch(() => {})
    if (this.#client !== lost && this.#client !== undefined) return
    this.#client = undefined
    this.#counted = undefined
    this.#lostAt ??= performance.now()
    clearTimeout(this.#timer)
    if (this.#closed) return
    this.#log.warn({ err: error }, 'lost the connection for notifications; trying again')
    this.#timer = setTimeout(() => void this.connect(), this.#backoffMs)
    this.#backoffMs = Math.min(this.#backoffMs * 2, MAX_BACKOFF_MS)
  }

  async #count(): Promise<void> {
    const current = this.#client
    if (!current || this.#closed || !this.#capabilities.advisoryLocks) return
    try {
      const at = performance.now()
      const { rows } = await current.query(COUNT)
      if (this.#client === current) this.#note(at, Number(rows[0]?.holders), rows[0]?.ours === true)
    } catch (error) {
      if (this.#client === current) this.#lose(current, error)
    }
  }

  /** Without a lock of our own the others cannot see us, so their number says nothing. */
  #note(at: number, holders: number, ours: boolean): void {
    const alone = ours && holders === 1
    const before = this.#counted && at - this.#counted.at < FRESH_MS ? this.#counted.aloneSince : undefined
    this.#counted = { at, aloneSince: alone ? (before ?? performance.now()) : undefined }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#count(), COUNT_MS)
    this.#timer.unref()
  }

  async show(processId: string): Promise<void> {
    this.#shown = shownKey(processId)
    if (this.#client && this.#capabilities.advisoryLocks) await lock(this.#client, this.#shown)
  }

  saw(holders: number, ours: boolean): void {
    if (this.#client) this.#note(performance.now(), holders, ours)
  }

  lostMs(): number {
    return this.#lostAt === undefined ? 0 : performance.now() - this.#lostAt
  }

  alone(): boolean {
    const now = performance.now()
    if (this.#counted?.aloneSince === undefined || now - this.#counted.at >= FRESH_MS) return false
    return now - this.#counted.aloneSince >= SETTLED_MS
  }

  async listen(channel: string, onNotify: (payload: string) => void): Promise<void> {
    this.#channels.on(channel, onNotify)
    let asked = this.#heard.get(channel)
    if (!asked) {
      const on = this.#capabilities.notify ? this.#client : undefined
      asked = on?.query(`listen ${pg.escapeIdentifier(channel)}`) ?? Promise.resolve()
      this.#heard.set(channel, asked)
      // The next connection asks for it again: what failed once must not fail who comes later.
      asked.catch(() => this.#heard.set(channel, Promise.resolve()))
    }
    await asked
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    const last = this.#client
    this.#client = undefined
    last?.removeAllListeners('end')
    await last?.end().catch(() => {})
  }
}

/** The lock of a process of the same id that has just ended goes when the server notices. */
async function lock(client: pg.Client, key: number): Promise<void> {
  await client.query(`select pg_advisory_lock_shared(${SHOWN_LOCKS}, ${key | 0})`)
}
