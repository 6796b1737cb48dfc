import type { Database } from '../store/database.ts'

export type StageName = 'process' | 'deliver' | 'replay' | 'send'

const CHANNEL = 'hubbub_wake'
const DEBOUNCE_MS = 20

/** Wakes stages wherever they run: in this process directly, in others by a notification. A lost one costs a poll. */
export interface Waker {
  wake(stage: StageName): void
  /** This process runs the stage. */
  serve(stage: StageName, onWake: () => void): void
  close(): void
}

export async function createWaker(database: Database): Promise<Waker> {
  const served = new Map<StageName, () => void>()
  const pending = new Map<StageName, NodeJS.Timeout>()
  await database.listen(CHANNEL, (stage) => served.get(stage as StageName)?.())
  return {
    wake(stage) {
      const here = served.get(stage)
      if (here) {
        here()
        return
      }
      if (pending.has(stage)) return
      const timer = setTimeout(() => {
        pending.delete(stage)
        database.notify(CHANNEL, stage).catch(() => undefined)
      }, DEBOUNCE_MS)
      pending.set(stage, timer)
    },
    serve: (stage, onWake) => void served.set(stage, onWake),
    close() {
      for (const timer of pending.values()) clearTimeout(timer)
    },
  }
}
