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
  const channels = new EventEmitter().setMaxListeners(0)
  /** Resolves when the server tells of the channel. */
  const heard = new Map<string, Promise<unknown>>()
  let client: pg.Client | undefined
  let counted: { readonly at: number; readonly aloneSince: number | undefined } | undefined
  let closed = false
  let backoffMs = 100
  let timer: NodeJS.Timeout | undefined
  let shown: number | undefined
  let lostAt: number | undefined = performance.now()

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...config, query_timeout: QUERY_TIMEOUT_MS })
    next.on('error', (error) => lose(next, error))
    next.on('end', () => lose(next, new Error('the connection ended')))
    next.on('notification', ({ channel, payload }) => channels.emit(channel, payload ?? ''))
    next.on('notification', ({ channel }) => channel === CHANNEL && void count())
    try {
      await next.connect()
      client = next
      if (capabilities.advisoryLocks) {
        await next.query(`select pg_advisory_lock_shared(${LOCK_CLASS}, ${SHARED_LOCK})`)
        if (shown !== undefined) await lock(next, shown)
      }
      if (capabilities.notify)
        for (const channel of [CHANNEL, ...heard.keys()]) await next.query(`listen ${next.escapeIdentifier(channel)}`)
      await count()
      if (capabilities.notify) await next.query('select pg_notify($1, $2)', [CHANNEL, ''])
      backoffMs = 100
      lostAt = undefined
      // What was notified while nobody listened.
      for (const channel of heard.keys()) channels.emit(channel, '')
    } catch (error) {
      lose(next, error)
    }
  }

  function lose(lost: pg.Client, error: unknown): void {
    lost.removeAllListeners('end')
    lost.end().catch(() => {})
    if (client !== lost && client !== undefined) return
    client = undefined
    counted = undefined
    lostAt ??= performance.now()
    clearTimeout(timer)
    if (closed) return
    log.warn({ err: error }, 'lost the connection for notifications; trying again')
    timer = setTimeout(connect, backoffMs)
    backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS)
  }

  async function count(): Promise<void> {
    const current = client
    if (!current || closed || !capabilities.advisoryLocks) return
    try {
      const at = performance.now()
      const { rows } = await current.query(COUNT)
      if (client !== current) return
      note(at, Number(rows[0]?.holders), rows[0]?.ours === true)
    } catch (error) {
      if (client === current) lose(current, error)
    }
  }

  /** Without a lock of our own the others cannot see us, so their number says nothing. */
  function note(at: number, holders: number, ours: boolean): void {
    const alone = ours && holders === 1
    const before = counted && at - counted.at < FRESH_MS ? counted.aloneSince : undefined
    counted = { at, aloneSince: alone ? (before ?? performance.now()) : undefined }
    clearTimeout(timer)
    timer = setTimeout(count, COUNT_MS)
    timer.unref()
  }

  await connect()
  return {
    exclusive: false,
    async show(processId) {
      shown = shownKey(processId)
      if (client && capabilities.advisoryLocks) await lock(client, shown)
    },
    saw(holders, ours) {
      if (client) note(performance.now(), holders, ours)
    },
    lostMs: () => (lostAt === undefined ? 0 : performance.now() - lostAt),
    alone() {
      const now = performance.now()
      if (counted?.aloneSince === undefined || now - counted.at >= FRESH_MS) return false
      return now - counted.aloneSince >= SETTLED_MS
    },
    async listen(channel, onNotify) {
      channels.on(channel, onNotify)
      let asked = heard.get(channel)
      if (!asked) {
        const on = capabilities.notify ? client : undefined
        asked = on?.query(`listen ${pg.escapeIdentifier(channel)}`) ?? Promise.resolve()
        heard.set(channel, asked)
        // The next connection asks for it again: what failed once must not fail who comes later.
        asked.catch(() => heard.set(channel, Promise.resolve()))
      }
      await asked
    },
    async close() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      last?.removeAllListeners('end')
      await last?.end().catch(() => {})
    },
  }
}

/** The lock of a process of the same id that has just ended goes when the server notices. */
async function lock(client: pg.Client, key: number): Promise<void> {
  await client.query(`select pg_advisory_lock_shared(${SHOWN_LOCKS}, ${key | 0})`)
}
