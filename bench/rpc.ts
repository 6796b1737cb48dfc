import { type ChildProcess, fork } from 'node:child_process'

interface Call {
  readonly id: number
  readonly command: string
  readonly argument: unknown
}
interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

/** What a child process can be asked to do: one argument in, one result out, both structured-cloned. */
export type Commands = Record<string, (argument: never) => unknown>

/** A child process that answers the commands of `C`. */
export interface Remote<C extends Commands> {
  readonly pid: number
  call<N extends keyof C & string>(command: N, argument: Parameters<C[N]>[0]): Promise<Awaited<ReturnType<C[N]>>>
  /** Ends the process at once; it holds nothing worth keeping. */
  stop(): void
}

const running = new Set<ChildProcess>()

/** Starts `file` as a process of its own under this Node. Rejects a call when the process ends or the command throws. */
export function startRemote<C extends Commands>(file: URL): Remote<C> {
  const child = fork(file, { serialization: 'advanced', execArgv: ['--disable-warning=ExperimentalWarning'] })
  running.add(child)
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let calls = 0
  child.on('message', (answer: Answer) => {
    const waiter = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.error !== undefined) waiter?.reject(new Error(answer.error))
    else waiter?.resolve(answer.result)
  })
  child.on('exit', (code, signal) => {
    running.delete(child)
    for (const { reject } of waiting.values()) reject(new Error(`${file.pathname} ended (${signal ?? code})`))
    waiting.clear()
  })
  if (child.pid === undefined) throw new Error(`${file.pathname} did not start`)
  return {
    pid: child.pid,
    call: (command, argument) =>
      new Promise((resolve, reject) => {
        const call: Call = { id: ++calls, command, argument }
        waiting.set(call.id, { resolve: resolve as (value: unknown) => void, reject })
        child.send(call, (error) => error && reject(error))
      }),
    stop: () => child.kill('SIGKILL'),
  }
}

/** Answers the parent's calls; the process ends when the parent does. */
export function serveCommands(commands: Commands): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async (call: Call) => {
    const answer: Answer = await Promise.resolve()
      .then(() => (commands[call.command] as (argument: unknown) => unknown)(call.argument))
      .then(
        (result) => ({ id: call.id, result }),
        (error: unknown) => ({
          id: call.id,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
      )
    process.send?.(answer)
  })
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
