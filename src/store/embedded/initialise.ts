import fs from 'node:fs/promises'
import path from 'node:path'
import { runTask } from './engine.ts'
import { EMBEDDED_SETTINGS } from './settings.ts'

/**
 * Makes the database cluster in `directory` unless it is there. It is built beside it, synced, and renamed into
 * place, so that a crash half-way leaves nothing that looks like a database.
 */
export async function initialise(directory: string): Promise<void> {
  if (await exists(path.join(directory, 'PG_VERSION'))) return
  const draft = `${directory}.new`
  await fs.rm(draft, { recursive: true, force: true })
  await fs.mkdir(draft, { mode: 0o700 })
  await runTask({ directory: draft, task: 'initialise', settings: EMBEDDED_SETTINGS, faultsAllowed: false })
  await syncTree(draft)
  await fs.rename(draft, directory)
  await syncOne(path.dirname(directory))
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}

async function syncTree(directory: string): Promise<void> {
  for (const entry of await fs.readdir(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() || entry.isDirectory()) await syncOne(path.join(entry.parentPath, entry.name))
  }
  await syncOne(directory)
}

async function syncOne(file: string): Promise<void> {
  // Windows cannot open a folder to sync it, and needs no such thing.
  if (process.platform === 'win32' && (await fs.stat(file)).isDirectory()) return
  const handle = await fs.open(file, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
