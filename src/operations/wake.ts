import type { Database } from '../store/database.ts'

export type StageName = 'process' | 'deliver' | 'replay' | 'send'

const CHANNEL = 'hubbub_wake'
const DEBOUNCE_MS = 20

/** Wakes stages wherever they run: in this process directly, in others by a notification. A lost one costs a poll. */
export interface Waker {
  /** Rows of a workspace became due. */
  wake(stage: StageName, workspaceId: string): void
  /** This process runs the stage. */
  serve(stage: StageName, onWake: (workspaceIds: Iterable<string>) => void): void
  close(): void
}

export async function createWaker(database: Database): Promise<Waker> {
  const served = new Map<StageName, (workspaceIds: Iterable<string>) => void>()
  /** By what is notified: the stage and the workspace. */
  const pending = new Map<string, NodeJS.Timeout>()
  await database.listen(CHANNEL, (notified) => {
    const [stage, workspaceId] = notified.split(' ')
    if (workspaceId !== undefined) served.get(stage as StageName)?.([workspaceId])
  })
  return {
    wake(stage, workspaceId) {
      const here = served.get(stage)
      if (here) {
        here([workspaceId])
        return
      }
      const notified = `${stage} ${workspaceId}`
      if (pending.has(notified)) return
      const timer = setTimeout(() => {
        pending.delete(notified)
        database.notify(CHANNEL, notified).catch(() => undefined)
      }, DEBOUNCE_MS)
      pending.set(notified, timer)
    },
    serve: (stage, onWake) => void served.set(stage, onWake),
    close() {
      for (const timer of pending.values()) clearTimeout(timer)
    },
  }
}
