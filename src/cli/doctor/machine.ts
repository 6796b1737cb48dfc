import { access, constants, stat, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Config, loadConfig } from '../../config.ts'
import { ConfigError, messageOf } from '../../errors.ts'
import { type Check, fail, ok, warn } from './check.ts'

const OLDEST_NODE = 24
const LITTLE_DISK_BYTES = 1024 ** 3
const NO_DISK_BYTES = 100 * 1024 ** 2

export function checkNode(version = process.versions.node): Check {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return ok('Node.js', version)
  return fail('Node.js', version, `Node.js ${OLDEST_NODE} is needed. npm ci brings it: start the hub with npm start.`)
}

/** The configuration, and what is wrong with it: one check for each fault. */
export function checkConfiguration(env: NodeJS.ProcessEnv): { checks: Check[]; config: Config | undefined } {
  try {
    return { checks: [ok('Configuration', 'valid')], config: loadConfig(env) }
  } catch (error) {
    const faults = error instanceof ConfigError ? error.faults : [messageOf(error)]
    const remedy = 'Correct the variable (or the line in .env); docs/config.md explains each.'
    return { checks: faults.map((fault) => fail('Configuration', fault, remedy)), config: undefined }
  }
}

/** Checks that the data folder can be written, and the room on its disk. */
export async function checkDataFolder(dataDir: string): Promise<Check[]> {
  const folder = resolve(dataDir)
  const present = await stat(folder).catch(() => undefined)
  if (!present) return [ok('Data folder', `${folder} is not there yet; the first start makes it`)]
  if (!present.isDirectory())
    return [fail('Data folder', `${folder} is not a folder`, 'Move it away, or choose another with HUBBUB_DATA_DIR.')]
  const writable = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  const mine = writable
    ? ok('Data folder', folder)
    : fail('Data folder', `${folder} cannot be written by this user`, 'Give it to the user that runs the hub (chown).')
  return [mine, await checkDisk(folder)]
}

async function checkDisk(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const text = `${(free / 1024 ** 3).toFixed(1)} GB free`
  const remedy = 'Free some space, or move the data folder. With a full disk the hub answers 503.'
  if (free < NO_DISK_BYTES) return fail('Disk', text, remedy)
  return free < LITTLE_DISK_BYTES ? warn('Disk', text, remedy) : ok('Disk', text)
}

/** That nobody else may read the files that hold secrets. */
export async function checkSecretFiles(dataDir: string): Promise<Check[]> {
  if (process.platform === 'win32') return []
  const checks = await Promise.all(
    ['encryption.key', 'credentials.json'].map(async (file) => {
      const path = join(resolve(dataDir), file)
      const mode = (await stat(path).catch(() => undefined))?.mode
      if (mode === undefined) return []
      const text = (mode & 0o777).toString(8).padStart(3, '0')
      if ((mode & 0o077) === 0) return [ok(file, `mode ${text}, for its owner only`)]
      return [fail(file, `mode ${text}: others on this machine can read it`, `chmod 600 ${path}`)]
    }),
  )
  return checks.flat()
}
