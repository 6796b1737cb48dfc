import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Executor } from '../store/database.ts'
import { type Handshake, noteHandshake } from '../store/handshakes/handshakes.ts'

const EVERY_MS = 2000
/** Addresses noted at once; in a flood of made-up ones the rest is left out. */
const MAX_WAITING = 100

export interface HandshakeNotes {
  note(handshake: Handshake): void
  close(): Promise<void>
}

/** Notes handshakes: the first at once, then in rounds, so that a flood of them costs next to nothing. */
export function createHandshakeNotes(db: Executor, firstWorkspaceId: string, log: Logger): HandshakeNotes {
  const waiting = new Map<string, Handshake>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined

  const write = async () => {
    const round = [...waiting.values()]
    waiting.clear()
    try {
      for (const handshake of round) await noteHandshake(db, firstWorkspaceId, handshake)
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'a handshake could not be noted')
    }
  }
  const next = () => {
    timer = undefined
    if (waiting.size === 0) return
    writing = write()
    timer = setTimeout(next, EVERY_MS)
    timer.unref()
  }
  return {
    note(handshake) {
      const key = `${handshake.platform} ${handshake.account}`
      const before = waiting.get(key)
      if (!before && waiting.size >= MAX_WAITING) return
      if (!before?.ok || handshake.ok) waiting.set(key, handshake)
      if (timer === undefined) next()
    },
    async close() {
      clearTimeout(timer)
      await writing
      await write()
    },
  }
}
