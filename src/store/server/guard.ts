import { type ChildProcess, spawn } from 'node:child_process'
import type { Logger } from '../../log.ts'
import { plainEnvironment, type ServerUser } from './user.ts'

const RESTART_MS = 1_000

// Each line of input names the process to end once the input has ended; an empty line names none.
const SCRIPT = `
server=
while read -r pid; do server=$pid; done
[ -n "$server" ] || exit 0
kill -INT "$server" || exit 0
tenths=0
while [ $tenths -lt 20 ] && kill -0 "$server"; do sleep 0.1; tenths=$((tenths + 1)); done
kill -QUIT "$server"
`

/** A small process that ends the server when the hub is gone, however it went. */
export interface Guard {
  /** Ends this process once the hub is gone; undefined: none. */
  watch(pid: number | undefined): void
  /** Lets the guard go; the server stays. */
  stop(): void
}

/**
 * Starts the guard. It sends SIGINT when its pipe from the hub breaks, and SIGQUIT two seconds later: the server then
 * stops without a checkpoint and recovers at its next start. On Windows there is none: there the next start takes the
 * server over.
 */
export function startGuard(user: ServerUser | undefined, log: Logger): Guard {
  if (process.platform === 'win32') return { watch() {}, stop() {} }
  let watched: number | undefined
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let child = start()

  function start(): ChildProcess {
    const guard = spawn('sh', ['-c', SCRIPT], {
      ...user,
      cwd: '/',
      env: plainEnvironment(),
      // A Ctrl-C at the terminal is for the hub, which then stops the server in its own order.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    guard.on('error', (error) => log.warn({ err: error }, 'nothing guards the database server: a killed hub leaves it'))
    guard.on('exit', (code, signal) => lose(guard, String(signal ?? code)))
    guard.stdin?.on('error', () => {})
    guard.unref()
    if (watched !== undefined) guard.stdin?.write(`${watched}\n`)
    return guard
  }

  function lose(guard: ChildProcess, reason: string): void {
    if (stopped || guard !== child || timer) return
    log.warn({ reason }, 'the process that guards the database server ended; starting another')
    timer = setTimeout(() => {
      timer = undefined
      child = start()
    }, RESTART_MS)
    timer.unref()
  }

  return {
    watch(pid) {
      watched = pid
      child.stdin?.write(`${pid ?? ''}\n`)
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      child.stdin?.end('\n')
    },
  }
}
