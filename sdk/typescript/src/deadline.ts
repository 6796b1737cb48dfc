import { HubbubError } from './errors.ts'

/** Aborts when the caller does or when time is up. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Starts the time again, with another length from now on when one is given. */
  restart(ms?: number): void
  /** Time no longer counts; the caller can still abort. */
  rest(): void
  /** Lets go of the timer and of the caller's signal. */
  clear(): void
}

/** By hand instead of `AbortSignal.any` and `.timeout`, which not every runtime has and which cannot be restarted. */
export function deadlineOf(ms: number, outer: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let length = ms
  const late = () =>
    controller.abort(new HubbubError({ code: 'timeout', status: 0, detail: `Nothing came within ${length} ms.` }))
  const stop = () => controller.abort(outer?.reason)
  const rest = () => clearTimeout(timer)
  const restart = (next = length) => {
    rest()
    length = next
    timer = setTimeout(late, length)
  }
  if (outer?.aborted) stop()
  else outer?.addEventListener('abort', stop, { once: true })
  restart()
  return {
    signal: controller.signal,
    restart,
    rest,
    clear() {
      rest()
      outer?.removeEventListener('abort', stop)
    },
  }
}
