import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** The address and key with which commands reach the hub on this machine. */
export interface Credentials {
  /** Where the hub answered when it last started. */
  readonly url?: string
  readonly apiKey?: string
  readonly verifyToken?: string
  readonly appSecret?: string
}

const NAMES = ['url', 'apiKey', 'verifyToken', 'appSecret'] as const

/** The absolute path of the credentials file in a data folder. */
export function credentialsPath(dataDir: string): string {
  return resolve(dataDir, 'credentials.json')
}

/**
 * The credentials kept in a data folder; empty when there are none yet.
 * @throws Error when the file cannot be read or is not JSON.
 */
export async function readCredentials(dataDir: string): Promise<Credentials> {
  const path = credentialsPath(dataDir)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return {}
    throw new Error(`cannot read ${path}: ${codeOf(error) ?? String(error)}`, { cause: error })
  }
  const parsed = parseObject(text)
  if (!parsed) throw new Error(`${path} is not a JSON object. Mend it, or move it away.`)
  return Object.fromEntries(
    NAMES.flatMap((name) => (typeof parsed[name] === 'string' && parsed[name] !== '' ? [[name, parsed[name]]] : [])),
  )
}

/**
 * Merges new values into the file, readable by its owner only, and returns its path. A reader sees either the old file
 * or the new one.
 * @throws Error when the folder cannot be written, or the file that is there is not JSON.
 */
export async function updateCredentials(dataDir: string, changes: Credentials): Promise<string> {
  const path = credentialsPath(dataDir)
  const before = await readCredentials(dataDir)
  const given = Object.fromEntries(NAMES.flatMap((name) => (changes[name] ? [[name, changes[name]]] : [])))
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const temporary = join(resolve(dataDir), `.credentials.${process.pid}.tmp`)
  await rm(temporary, { force: true })
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ ...before, ...given }, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  return path
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
