import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../bin/hubbub.js', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningCli {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  /** Resolves when the output so far matches. @throws Error when the process ends first. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>
  readonly finished: Promise<Finished>
}

/** A folder for the command line: what it is started in, and where its data goes. A killed hub's PostgreSQL writes there for 2 s yet. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'hubbub-cli-'))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10 }) }
}

/** Starts `node bin/hubbub.js …` with no variable but those given (and PATH). */
export function startCli(args: readonly string[], cwd: string, env: Record<string, string> = {}): RunningCli {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  let ended = false
  const watchers = new Set<() => void>()
  const changed = () => {
    for (const watcher of [...watchers]) watcher()
  }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    changed()
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
    changed()
  })
  const finished = once(child, 'close').then(([code]) => {
    ended = true
    changed()
    return { code: code as number | null, stdout, stderr }
  })
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = `${stdout}\n${stderr}`.match(pattern)
          if (!match && !ended) return
          watchers.delete(look)
          if (match) resolve(match)
          else reject(new Error(`it ended before ${pattern} was seen:\n${stdout}\n${stderr}`))
        }
        watchers.add(look)
        look()
      }),
    finished,
  }
}

/** Runs a command to its end. */
export async function runCli(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Finished> {
  return await startCli(args, cwd, env).finished
}
