import fs from 'node:fs'
import path from 'node:path'
import { StoreLockedError } from '../errors.ts'

export interface FolderLock {
  release(): void
}

/**
 * Takes the data folder for this process.
 * @throws StoreLockedError when another process, or this one, has it.
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  // SQLite's exclusive lock is the one lock of the operating system that Node can reach: it dies with the process,
  // and holds across containers that share the folder, where process ids mean nothing.
  const { DatabaseSync } = await import('node:sqlite')
  const pidFile = path.join(dataDir, 'hubbub.pid')
  const file = new DatabaseSync(path.join(dataDir, 'hubbub.lock'), { timeout: 0 })
  try {
    file.exec('pragma locking_mode = exclusive; pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    file.close()
    if (isBusy(error)) throw new StoreLockedError(dataDir, readPid(pidFile))
    throw error
  }
  fs.writeFileSync(pidFile, `${process.pid}\n`)
  return {
    release() {
      fs.rmSync(pidFile, { force: true })
      file.close()
    },
  }
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
