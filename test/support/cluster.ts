import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { findBinaries } from '../../src/store/server/binaries.ts'
import { startGuard } from '../../src/store/server/guard.ts'
import { initialise } from '../../src/store/server/initialise.ts'
import { findPlace } from '../../src/store/server/place.ts'
import { type ServerUser, serverUser } from '../../src/store/server/user.ts'
import { cached } from './cache.ts'

/** An empty data folder with a PostgreSQL cluster in it: spares a test file the second of `initdb`. */
export async function preparedDataDir(): Promise<string> {
  const dataDir = temporaryFolder()
  await copyCluster(dataDir, await serverUser([]))
  return dataDir
}

/** Puts an empty cluster into the folder, owned by the user that the server runs as. */
export async function copyCluster(folder: string, user: ServerUser | undefined): Promise<void> {
  const { version } = await findBinaries()
  const template = await cached(`cluster-${version}`, make)
  for (const name of fs.readdirSync(template)) {
    const copy = path.join(folder, name)
    fs.cpSync(path.join(template, name), copy, { recursive: true })
    if (fs.statSync(copy).isDirectory()) fs.chmodSync(copy, 0o700)
    if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, copy])
  }
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'hubbub-test-'))
}

/** Made where the server's user may enter, which the checkout need not be. */
async function make(directory: string): Promise<void> {
  const dataDir = temporaryFolder()
  const log = pino({ level: 'silent' })
  const place = await findPlace({ dataDir, dataDirGiven: true, binaries: await findBinaries(), log })
  const guard = startGuard(place.user, log)
  try {
    await initialise(place, guard)
    fs.cpSync(dataDir, directory, { recursive: true })
  } finally {
    guard.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}
