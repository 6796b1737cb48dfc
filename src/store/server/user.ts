import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import { promisify } from 'node:util'
import { StoreUnusableError } from '../errors.ts'

const run = promisify(execFile)

/** The user that PostgreSQL runs as where it cannot run as the hub's. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/**
 * PostgreSQL refuses to run as root: there it runs as the owner of the first of `paths` that is not root's, else as
 * `postgres` or `nobody`. Undefined: as the user of this process.
 * @throws StoreUnusableError when there is no such user.
 */
export async function serverUser(paths: readonly string[]): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const path of paths) {
    const owner = await fs.stat(path).catch(() => undefined)
    if (owner && owner.uid !== 0 && (await hasName(owner.uid))) return { uid: owner.uid, gid: owner.gid }
  }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)])
    if (uid && gid) return { uid, gid }
  }
  throw new StoreUnusableError(
    'PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` here: start the hub as another ' +
      'user, or set DATABASE_URL.',
  )
}

/** Whether the user may go into the folder: each folder above it counts too. */
export async function mayEnter(folder: string, user: ServerUser): Promise<boolean> {
  const options = { uid: user.uid, gid: user.gid, cwd: '/', env: plainEnvironment() }
  return run('sh', ['-c', 'cd "$0"', folder], options).then(
    () => true,
    () => false,
  )
}

/** The name of a user for messages. */
export async function nameOf({ uid }: ServerUser): Promise<string> {
  return run('id', ['-un', String(uid)]).then(
    ({ stdout }) => `\`${stdout.trim()}\``,
    () => `user ${uid}`,
  )
}

/** Without the variables by which somebody's PGDATA or LD_LIBRARY_PATH would reach the server. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP']
  const entries = kept.map((name) => [name, process.env[name]] as const).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(entries), LC_ALL: 'C' }
}

/** `initdb` refuses users that have none. */
async function hasName(uid: number): Promise<boolean> {
  return run('id', ['-un', String(uid)]).then(
    () => true,
    () => false,
  )
}

async function idOf(flag: string, name: string): Promise<number | undefined> {
  return run('id', [flag, name]).then(
    ({ stdout }) => Number(stdout),
    () => undefined,
  )
}
