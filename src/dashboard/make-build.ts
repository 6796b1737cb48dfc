import { spawn } from 'node:child_process'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ConfigSchema } from '../config.ts'
import { lockFolder } from '../store/embedded/lock.ts'
import { StoreLockedError } from '../store/errors.ts'
import { compressFolder } from './compress.ts'
import { fingerprint, readStamp, stampFile } from './fingerprint.ts'
import { type DashboardFolders, findVite } from './folders.ts'

const ASK_AGAIN_MS = 100

export interface BuildOptions {
  /** Builds also what is up to date. */
  readonly force: boolean
  readonly signal: AbortSignal
}

/**
 * Builds the dashboard beside what is there and puts it in its place. One process builds at a time; the others wait and
 * find it done.
 * @throws Error with what Vite said.
 */
export async function makeBuild(
  folders: DashboardFolders,
  { force, signal }: BuildOptions,
): Promise<'built' | 'up to date'> {
  await mkdir(folders.work, { recursive: true })
  const lock = await lockWhenFree(folders.work, signal)
  try {
    const wanted = await fingerprint(folders)
    if (wanted === undefined) throw new Error(`there are no sources in ${folders.sources}`)
    if (!force && (await readStamp(folders.dist)) === wanted) return 'up to date'
    const fresh = path.join(folders.work, 'fresh')
    const old = path.join(folders.work, 'old')
    for (const folder of [fresh, old]) await rm(folder, { recursive: true, force: true })
    await runVite(folders, fresh, signal)
    await compressFolder(fresh)
    await writeFile(stampFile(fresh), `${wanted}\n`)
    await rename(folders.dist, old).catch(ignoreMissing)
    await rename(fresh, folders.dist)
    await rm(old, { recursive: true, force: true })
    return 'built'
  } finally {
    lock.release()
  }
}

async function lockWhenFree(folder: string, signal: AbortSignal) {
  for (;;) {
    try {
      return await lockFolder(folder)
    } catch (error) {
      if (!(error instanceof StoreLockedError)) throw error
      await pause(ASK_AGAIN_MS, undefined, { signal })
    }
  }
}

async function runVite(folders: DashboardFolders, target: string, signal: AbortSignal): Promise<void> {
  const vite = findVite(folders)
  if (vite === undefined) throw new Error('Vite is not installed; npm ci installs it')
  const args = [vite, 'build', '--outDir', target, '--emptyOutDir', '--logLevel', 'warn']
  const child = spawn(process.execPath, args, {
    cwd: folders.sources,
    env: buildEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(said.trim() || `Vite ended with exit code ${code}`)
}

/** A build has no business with the hub's secrets. */
function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !(name in ConfigSchema.properties))
  return { ...Object.fromEntries(others), NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}
