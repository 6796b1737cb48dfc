import fs from 'node:fs/promises'
import path from 'node:path'

/**
 * Syncs the data files that changed since `sinceMs`, off the database thread, so that the checkpoint that follows
 * finds little left to sync while it blocks everything. @throws Error of the file system
 */
export async function presync(directory: string, sinceMs: number): Promise<void> {
  const base = path.join(directory, 'base')
  for (const entry of await fs.readdir(base, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    try {
      if ((await fs.stat(file)).mtimeMs < sinceMs) continue
      const handle = await fs.open(file, 'r+')
      await handle.datasync().finally(() => handle.close())
    } catch (error) {
      // Dropped meanwhile.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
}
