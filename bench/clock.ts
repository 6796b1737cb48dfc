/** Milliseconds of the monotonic clock that all processes of this machine share. */
export function clockMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * Asks until the answer is neither false nor undefined, every `everyMs`.
 * @throws Error `<what> took longer than …` after `withinMs`.
 */
export async function until<T>(
  what: string,
  withinMs: number,
  everyMs: number,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = clockMs() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (clockMs() > deadline) throw new Error(`${what} took longer than ${withinMs} ms`)
    await sleep(everyMs)
  }
}
