/** By POSIX: 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const

/** Ctrl-C under `npm start` comes twice: from the terminal, and forwarded by npm. */
const SAME_SIGNAL_MS = 250

/** Calls back at the first SIGINT or SIGTERM; a second ends the process at once. Returns what undoes it. */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  let stoppedAt: number | undefined
  const listeners = (['SIGINT', 'SIGTERM'] as const).map((signal) => {
    const listener = () => {
      if (stoppedAt === undefined) {
        stoppedAt = performance.now()
        stop(signal)
      } else if (performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(EXIT_CODES[signal])
    }
    process.on(signal, listener)
    return { signal, listener }
  })
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener)
  }
}
