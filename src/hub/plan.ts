import type { Logger } from '../log.ts'

/**
 * A piece of the hub. `start` gets what the parts before it made and returns what it makes itself; `stop` undoes it.
 * A start that throws has undone its own work.
 */
export interface Part<Needs extends object, Makes extends object> {
  readonly name: string
  // Properties, not methods: the compiler then refuses a part whose needs no earlier part makes.
  readonly start: (has: Needs) => Makes | Promise<Makes>
  readonly stop?: (has: Needs & Makes) => unknown
}

/** Parts in the order in which they start. They stop in the reverse order. */
export interface Plan<Given extends object, Has extends object> {
  readonly names: readonly string[]
  with<Makes extends object>(part: Part<Has, Makes>): Plan<Given, Has & Makes>
  /** @throws the error of the part that failed to start, after those before it were stopped. */
  start(given: Given, log: Logger): Promise<Running<Has>>
}

export interface Running<Has> {
  readonly has: Has
  /** Stops every part once, also when one of them fails; the log names it. */
  stop(): Promise<void>
}

interface Stopper {
  readonly name: string
  stop(): unknown
}

/** A plan without parts. */
export function plan<Given extends object>(): Plan<Given, Given> {
  return planOf([], async (given: Given) => given)
}

function planOf<Given extends object, Has extends object>(
  names: readonly string[],
  startParts: (given: Given, started: Stopper[]) => Promise<Has>,
): Plan<Given, Has> {
  return {
    names,
    with<Makes extends object>(part: Part<Has, Makes>) {
      return planOf([...names, part.name], async (given: Given, started: Stopper[]) => {
        const has = await startParts(given, started)
        const all = { ...has, ...(await part.start(has)) }
        started.push({ name: part.name, stop: () => part.stop?.(all) })
        return all
      })
    },
    async start(given, log) {
      const started: Stopper[] = []
      try {
        const has = await startParts(given, started)
        return { has, stop: () => stopAll(started, log) }
      } catch (error) {
        await stopAll(started, log)
        throw error
      }
    },
  }
}

async function stopAll(started: Stopper[], log: Logger): Promise<void> {
  for (const { name, stop } of started.splice(0).reverse()) {
    try {
      await stop()
    } catch (error) {
      log.warn({ err: error, part: name }, 'a part of the hub could not be stopped in order')
    }
  }
}
