import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Logger } from '../../log.ts'
import { StoreUnusableError } from '../errors.ts'
import { type Binaries, MAJOR, whyNot } from './binaries.ts'
import { mayEnter, nameOf, type ServerUser, serverUser } from './user.ts'

/** Where programs and data lie when the server's user cannot enter the hub's own folders. */
const SHARED = '/var/lib/hubbub'

export interface Place {
  /** Holds the programs. */
  readonly programs: string
  /** Holds the cluster's folder, the password and the log. */
  readonly folder: string
  readonly cluster: string
  /** Undefined: the server runs as the user of the hub. */
  readonly user: ServerUser | undefined
}

export interface PlaceOptions {
  readonly dataDir: string
  /** Somebody chose the data folder: then the data lies in it or nowhere. */
  readonly dataDirGiven: boolean
  readonly binaries: Binaries
  readonly log: Logger
  /** Only tests set it. Default: /var/lib/hubbub. */
  readonly shared?: string
}

/** The folder of the cluster below `folder`. */
export function clusterIn(folder: string): string {
  return path.join(folder, `postgres-${MAJOR}`)
}

/**
 * Finds where the server's programs and data lie, and as which user it runs. Only root needs more than the data
 * folder: the server then runs as somebody else, who must be able to enter it.
 * @throws StoreUnusableError when there is no such place.
 */
export async function findPlace(options: PlaceOptions): Promise<Place> {
  const { binaries, log, shared = SHARED } = options
  const dataDir = await fs.realpath(options.dataDir)
  const user = await serverUser([clusterIn(dataDir), dataDir])
  if (!user) {
    const folder = (await folderElsewhere(dataDir)) ?? dataDir
    return { programs: binaries.folder, folder, cluster: clusterIn(folder), user }
  }
  const name = await nameOf(user)
  try {
    const folder = (await folderElsewhere(dataDir)) ?? (await makeFolder(options, dataDir, user, shared))
    if (folder !== dataDir)
      log.warn(
        { folder },
        `${name}, who runs PostgreSQL for root, cannot enter ${dataDir}: the database lies elsewhere`,
      )
    return { programs: await reachable(binaries, user, shared), folder, cluster: clusterIn(folder), user }
  } catch (error) {
    if (error instanceof StoreUnusableError) throw error
    throw new StoreUnusableError(
      `PostgreSQL runs as ${name}, since it refuses root, and needs a folder in ${shared}: ${String(error)}. ` +
        'Start the hub as another user, choose a HUBBUB_DATA_DIR outside of private folders, or set DATABASE_URL.',
      { cause: error },
    )
  }
}

/** The link left by an earlier start whose cluster could not lie in the data folder. */
async function folderElsewhere(dataDir: string): Promise<string | undefined> {
  const target = await fs.readlink(clusterIn(dataDir)).catch(() => undefined)
  if (target === undefined) return undefined
  const folder = path.dirname(path.resolve(dataDir, target))
  const there = await fs.stat(folder).catch(() => undefined)
  if (there) return folder
  throw new StoreUnusableError(
    `The database of the data folder ${dataDir} lies in ${folder}, which is not there: bring it back, or remove ` +
      `${clusterIn(dataDir)} to begin with an empty database.`,
  )
}

async function makeFolder(
  { dataDirGiven }: PlaceOptions,
  dataDir: string,
  user: ServerUser,
  shared: string,
): Promise<string> {
  if (await mayEnter(dataDir, user)) return dataDir
  const { uid } = await fs.stat(dataDir)
  if (uid === 0) await admit(dataDir, user)
  if (await mayEnter(dataDir, user)) return dataDir
  if (dataDirGiven) {
    throw new StoreUnusableError(
      `PostgreSQL runs as ${await nameOf(user)}, since it refuses root, and that user cannot enter HUBBUB_DATA_DIR ` +
        `(${dataDir}): choose a folder outside of private ones, or start the hub as another user.`,
    )
  }
  const folder = path.join(shared, randomBytes(4).toString('hex'))
  await fs.mkdir(folder, { recursive: true })
  await admit(folder, user)
  // The link is what later starts go by, also after the data folder was moved.
  await fs.symlink(clusterIn(folder), clusterIn(dataDir))
  return folder
}

/** Lets the server's user pass through a folder of root, and nobody else. */
async function admit(folder: string, { gid }: ServerUser): Promise<void> {
  await fs.chown(folder, 0, gid)
  await fs.chmod(folder, 0o710)
}

/** The programs where the user can run them: below a private folder they have to be copied. */
async function reachable({ folder, version }: Binaries, user: ServerUser, shared: string): Promise<string> {
  if ((await whyNot(folder, user)) === undefined) return folder
  const copy = path.join(shared, `postgresql-${version}`)
  if ((await whyNot(copy, user)) === undefined) return copy
  const draft = `${copy}.${randomBytes(4).toString('hex')}`
  await fs.mkdir(shared, { recursive: true })
  await fs.cp(folder, draft, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') })
  await openToAll(draft)
  await fs.rm(copy, { recursive: true, force: true })
  await fs
    .rename(draft, copy)
    .catch((error: unknown) => fs.rm(draft, { recursive: true }).then(() => Promise.reject(error)))
  const reason = await whyNot(copy, user)
  if (reason !== undefined) throw new Error(`the programs do not run from ${copy}: ${reason}`)
  return copy
}

/** As `chmod -R a+rX`. */
async function openToAll(folder: string): Promise<void> {
  for (const entry of await fs.readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const file = path.join(entry.parentPath, entry.name)
    const { mode } = await fs.stat(file)
    await fs.chmod(file, mode | (entry.isDirectory() || mode & 0o100 ? 0o555 : 0o444))
  }
  await fs.chmod(folder, 0o755)
}
