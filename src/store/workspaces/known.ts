import type { Database } from '../database.ts'
import { listWorkspaceIds } from './workspaces.ts'

/** The workspaces of the hub, in memory. */
export interface Workspaces {
  /** The one that the first start made: of what belongs to the hub itself, and of accounts that nobody has connected. */
  readonly first: string
  /** All, oldest first. */
  all(): readonly string[]
  /** The store has so many: they are read again when some are not known. */
  counted(count: number): Promise<void>
  /** Reads them again. */
  reload(): Promise<void>
}

/** Knows the workspaces that this process makes at once, and those of other processes when it hears how many there are. */
export async function createWorkspaces(database: Database, first: string): Promise<Workspaces> {
  let ids: readonly string[] = [first]
  const reload = async () => {
    ids = await listWorkspaceIds(database)
  }
  await reload()
  return {
    first,
    all: () => ids,
    async counted(count) {
      if (count !== ids.length) await reload()
    },
    reload,
  }
}
