import { type ChildProcess, spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { messageOf } from '../errors.ts'
import type { Logger } from '../log.ts'
import { fingerprint, readStamp } from './fingerprint.ts'
import { type DashboardFolders, dashboardFolders, findVite } from './folders.ts'

const BUILDER = fileURLToPath(new URL('./builder.ts', import.meta.url))
/** After a build failed, somebody may mend it: looked at again, at most this often. */
const LOOK_AGAIN_MS = 1000
const REASON_LENGTH = 4000

export const BUILD_COMMAND = 'npm run build:dashboard'

export type DashboardState =
  | { readonly kind: 'ready'; readonly folder: string }
  | { readonly kind: 'building' }
  | { readonly kind: 'failed'; readonly reason: string }

export interface Dashboard {
  /** What can be shown now. */
  state(): Promise<DashboardState>
  /** Looks whether the dashboard is built, of the sources that are there; else has it built, in a process of its own. */
  start(): void
  stop(): Promise<void>
}

/** The dashboard of a project's folder, as something to serve. */
export function createDashboard(project: string, log: Logger): Dashboard {
  const folders = dashboardFolders(project)
  const ready: DashboardState = { kind: 'ready', folder: folders.dist }
  let state: DashboardState = { kind: 'building' }
  let looking: Promise<void> | undefined
  let lookedAt = 0
  let child: ChildProcess | undefined
  let ended: Promise<unknown> = Promise.resolve()
  let stopping = false

  const fail = (reason: string) => {
    state = { kind: 'failed', reason }
    log.warn({ reason }, `the dashboard could not be built; all else works. ${BUILD_COMMAND} tries again`)
  }

  const look = async () => {
    const found = await usable(folders)
    if (found === 'yes') state = ready
    else if (found === 'stale') {
      log.warn('Vite is not installed: the dashboard is served as it is, though it was built of other sources')
      state = ready
    } else if (found === 'never')
      fail('Neither the dashboard nor Vite, which builds it, is installed; npm ci installs it.')
    else build()
  }

  const build = () => {
    if (stopping) return
    log.info('building the dashboard')
    const begun = Date.now()
    const args = ['--disable-warning=ExperimentalWarning', BUILDER, '--background', '--project', project]
    const started = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    child = started
    let said = ''
    started.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    ended = new Promise<void>((resolve) => {
      started.once('error', (error) => {
        fail(messageOf(error))
        resolve()
      })
      started.once('close', (code) => {
        resolve()
        child = undefined
        if (stopping || state.kind === 'failed') return
        if (code !== 0) return fail(shortened(said) || `The build ended with exit code ${code}.`)
        state = ready
        log.info({ ms: Date.now() - begun }, 'the dashboard is ready')
      })
    })
  }

  const lookAgain = async () => {
    if (Date.now() - lookedAt < LOOK_AGAIN_MS) return
    lookedAt = Date.now()
    if ((await usable(folders)) === 'yes') state = ready
  }

  return {
    async state() {
      await looking
      if (state.kind === 'failed') await lookAgain().catch(() => undefined)
      return state
    },
    start() {
      looking ??= look().catch((error) => fail(messageOf(error)))
    },
    async stop() {
      stopping = true
      await looking
      child?.kill()
      await ended
    },
  }
}

/** `stale` and `never`: it cannot be built here. */
async function usable(folders: DashboardFolders): Promise<'yes' | 'no' | 'stale' | 'never'> {
  const [wanted, built, there] = await Promise.all([
    fingerprint(folders),
    readStamp(folders.dist),
    exists(path.join(folders.dist, 'index.html')),
  ])
  // A package without sources has its build, and nothing to compare it with.
  if (there && (wanted === undefined || wanted === built)) return 'yes'
  if (wanted !== undefined && findVite(folders) !== undefined) return 'no'
  return there ? 'stale' : 'never'
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  )
}

function shortened(text: string): string {
  return stripVTControlCharacters(text).trim().slice(0, REASON_LENGTH)
}
