import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Database } from './database.ts'

const POLL_MS = 5000
/** So many polls are left out, each time, while the connection for notifications is there. */
const SKIPPED_POLLS = 5
/** After a change that could not be read. */
const AGAIN_MS = 500

/** A copy in memory of something stored, that every process keeps up to date. */
export interface Followed {
  /** Reads it now. */
  reload(): Promise<void>
  /**
   * This process changed it in the store: reads it and notifies the other processes. Never rejects, since the change is
   * made already: where reading or notifying fails, the change is found within seconds.
   */
  changed(): Promise<void>
  close(): void
}

export interface FollowOptions<Value> {
  /** Where changes are notified. */
  readonly channel: string
  /** For the log. */
  readonly what: string
  read(): Promise<Value>
  /** Keeps what was read; called in the order in which it was asked for. */
  take(value: Value): void
  readonly log: Logger
}

/** Reads something stored, and again whenever a process changes it; a poll stands behind the notifications. */
export async function follow<Value>(
  database: Database,
  { channel, what, read, take, log }: FollowOptions<Value>,
): Promise<Followed> {
  let asked = 0
  let newest = 0

  const reload = async () => {
    const turn = ++asked
    const value = await read()
    // Answers may overtake each other. One that was asked for earlier may lack what the newest has.
    if (turn < newest) return
    newest = turn
    take(value)
  }
  const tryReload = async () => {
    try {
      await reload()
      return true
    } catch (error) {
      log.debug({ of: what, error: messageOf(error) }, 'could not be read again; what is known is kept')
      return false
    }
  }

  await reload()
  await database.listen(channel, () => void tryReload())
  let skipped = 0
  const timer = setInterval(() => {
    const notified = database.capabilities.notify && database.presence.lostMs() === 0
    if (notified && skipped++ < SKIPPED_POLLS) return
    skipped = 0
    void tryReload()
  }, POLL_MS)
  timer.unref()

  return {
    reload,
    async changed() {
      if (!(await tryReload())) setTimeout(() => void tryReload(), AGAIN_MS).unref()
      // Also when this process seems to be the only one: another may just have started and read the state before.
      await database
        .notify(channel)
        .catch((error) => log.debug({ of: what, error: messageOf(error) }, 'other processes could not be notified'))
    },
    close: () => clearInterval(timer),
  }
}
