import fs from 'node:fs/promises'
import path from 'node:path'
import type { ClientConfig } from 'pg'
import type { Logger } from '../../log.ts'
import { StoreUnusableError } from '../errors.ts'
import { chooseAddress, clientConfig } from './address.ts'
import { findBinaries, MAJOR } from './binaries.ts'
import { type Guard, startGuard } from './guard.ts'
import { initialise, readPassword } from './initialise.ts'
import { takeOver } from './leftover.ts'
import { type FolderLock, lockFolder } from './lock.ts'
import { clusterIn, findPlace, type Place } from './place.ts'
import { launch } from './process.ts'
import { supervise } from './supervisor.ts'

export interface ServerOptions {
  readonly dataDir: string
  /** Somebody chose the data folder: the database lies in it or nowhere. */
  readonly dataDirGiven: boolean
  readonly log: Logger
  /** Only tests set it. Default: /var/lib/hubbub. */
  readonly shared?: string
}

/** A PostgreSQL server that belongs to this process. */
export interface OwnServer {
  /** How to connect; it stays the same when the server is restarted. */
  readonly connection: ClientConfig
  /** The folder with the data. */
  readonly cluster: string
  /** Of the server; undefined while it is being restarted. */
  pid(): number | undefined
  /** Stops the server and leaves the data folder. Close the connections first. */
  stop(): Promise<void>
}

/**
 * Starts a PostgreSQL server on the data folder, making its cluster where there is none, and keeps it running.
 * @throws StoreLockedError when another process has the folder, StoreUnusableError when no server can run on it.
 */
export async function startServer(options: ServerOptions): Promise<OwnServer> {
  const { dataDir, log } = options
  await fs.mkdir(dataDir, { recursive: true, mode: 0o700 })
  const locks = [await lockFolder(dataDir)]
  try {
    await refuseOthers(dataDir)
    const binaries = await findBinaries()
    const place = await findPlace({ ...options, binaries })
    if (place.folder !== (await fs.realpath(dataDir))) locks.push(await lockFolder(place.folder))
    const guard = startGuard(place.user, log)
    try {
      await initialise(place, guard)
      return await serve(place, guard, locks, log)
    } catch (error) {
      guard.stop()
      throw error
    }
  } catch (error) {
    release(locks)
    throw error
  }
}

/** Whether a start would find a database in the data folder. @throws StoreUnusableError as `startServer` does. */
export async function hasDatabase(dataDir: string): Promise<boolean> {
  await refuseOthers(dataDir)
  return exists(path.join(clusterIn(dataDir), 'PG_VERSION'))
}

async function serve(place: Place, guard: Guard, locks: FolderLock[], log: Logger): Promise<OwnServer> {
  const first = (await takeOver(place)) ?? (await launch(place, await chooseAddress(place.cluster), { guard, log }))
  // At the same address as before, since the connections know no other.
  const restart = async (signal: AbortSignal) =>
    (await takeOver(place, signal)) ?? (await launch(place, first.address, { guard, log, signal }))
  const supervisor = supervise(first, restart, guard, log)
  let stopping: Promise<void> | undefined
  const stop = async () => {
    await supervisor.stop()
    guard.stop()
    release(locks)
  }
  return {
    connection: clientConfig(first.address, await readPassword(place.folder)),
    cluster: place.cluster,
    pid: supervisor.pid,
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

/** One sentence for data that this program does not read. */
async function refuseOthers(dataDir: string): Promise<void> {
  if (await exists(path.join(dataDir, 'db', 'PG_VERSION')))
    throw new StoreUnusableError(
      `The data folder ${dataDir} was made by a version from before the first release, whose database (the folder db) ` +
        'this one does not read: choose another HUBBUB_DATA_DIR, or move that folder away to begin empty.',
    )
  const names = await fs.readdir(dataDir).catch(() => [])
  const majors = names.map((name) => /^postgres-(\d+)$/.exec(name)?.[1]).filter((major) => major !== undefined)
  const [other] = majors
  if (other !== undefined && !majors.includes(String(MAJOR)))
    throw new StoreUnusableError(
      `The data folder ${dataDir} has a database of PostgreSQL ${other}, and this program runs PostgreSQL ${MAJOR}: ` +
        'start the program that made it, or choose another HUBBUB_DATA_DIR.',
    )
}

function release(locks: readonly FolderLock[]): void {
  for (const lock of locks.toReversed()) lock.release()
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}
