import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { StoreUnusableError } from '../errors.ts'
import { program } from './binaries.ts'
import type { Guard } from './guard.ts'
import type { Place } from './place.ts'
import { plainEnvironment } from './user.ts'

/** For a server on the loopback interface; on a Unix socket the folder's mode decides who may enter. */
export async function readPassword(folder: string): Promise<string> {
  return (await fs.readFile(passwordFile(folder), 'utf8')).trim()
}

/**
 * Makes the cluster unless it is there. It is made beside its place and renamed into it, so that a crash half-way
 * leaves nothing that looks like a cluster.
 * @throws StoreUnusableError when PostgreSQL cannot make one.
 */
export async function initialise(place: Place, guard: Guard): Promise<void> {
  await removeDrafts(place)
  if (await exists(path.join(place.cluster, 'PG_VERSION'))) return
  await makePassword(place)
  // Its name is new each time: what a killed hub began may still be writing into the last one.
  const draft = `${place.cluster}.${randomBytes(4).toString('hex')}.new`
  await fs.mkdir(draft, { mode: 0o700 })
  try {
    if (place.user) await fs.chown(draft, place.user.uid, place.user.gid)
    await runInitdb(place, draft, guard)
    await fs.rename(draft, place.cluster)
    await syncFolder(place.folder)
  } catch (error) {
    await fs.rm(draft, { recursive: true, force: true })
    throw error
  }
}

async function runInitdb(place: Place, draft: string, guard: Guard): Promise<void> {
  const child = spawn(
    program(place.programs, 'initdb'),
    [
      ...['--pgdata', draft, '--username', 'postgres', '--pwfile', passwordFile(place.folder)],
      ...['--auth-local', 'trust', '--auth-host', 'scram-sha-256'],
      // PostgreSQL's own rules for letters: they are the same on every system, and stay so.
      ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
    ],
    { ...place.user, cwd: '/', env: plainEnvironment(), detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  guard.watch(child.pid)
  try {
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    if (code === 0) return
    const said = errors.split('\n').findLast((line) => /error|FATAL|PANIC/.test(line)) ?? errors.trim()
    throw new StoreUnusableError(
      `PostgreSQL could not make a database in ${place.folder}: ${said || `exit code ${code}`}`,
    )
  } finally {
    guard.watch(undefined)
  }
}

function passwordFile(folder: string): string {
  return path.join(folder, 'postgres.password')
}

/** Kept where it exists: a cluster that was made with it may be there. */
async function makePassword({ folder, user }: Place): Promise<void> {
  const file = passwordFile(folder)
  if (await exists(file)) return
  const draft = `${file}.new`
  await fs.rm(draft, { force: true })
  await fs.writeFile(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true })
  if (user) await fs.chown(draft, user.uid, user.gid)
  await fs.rename(draft, file)
}

/** What killed starts left; what cannot be removed now is tried again at the next start. */
async function removeDrafts({ folder, cluster }: Place): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    const draft = name.startsWith(`${path.basename(cluster)}.`) && name.endsWith('.new')
    if (draft) await fs.rm(path.join(folder, name), { recursive: true, force: true }).catch(() => {})
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder to sync it, and needs no such thing.
  if (process.platform === 'win32') return
  const handle = await fs.open(folder)
  await handle.sync().finally(() => handle.close())
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}
