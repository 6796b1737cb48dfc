import { newUuid } from '../../events/ids.ts'
import { StoreUnavailableError } from '../errors.ts'

/** How long a transaction that got no answer may still commit. */
const UNKNOWN_MS = 5000

/** Ids handed out for events whose transaction has not ended yet. */
export interface IdWindow {
  /** Ids for events about to be stored. */
  open(count: number): OpenIds
  /** The smallest id that may still appear, or undefined when none is under way. */
  oldest(): string | undefined
}

export interface OpenIds {
  readonly ids: readonly string[]
  /** The transaction ended; with the error that it ended with. After one without an answer they stay open for 5 s. */
  close(error?: unknown): void
}

/**
 * Commits may end in another order than ids were made. A reader that goes by id must stop before the oldest id
 * still under way, or it would pass events that become visible later.
 */
export function createIdWindow(): IdWindow {
  const open = new Set<string>()
  return {
    open(count) {
      const ids = Array.from({ length: count }, newUuid)
      const first = ids[0]
      if (first === undefined) throw new RangeError('count must be at least 1')
      open.add(first)
      const close = () => void open.delete(first)
      return {
        ids,
        close(error) {
          if (error instanceof StoreUnavailableError) setTimeout(close, UNKNOWN_MS).unref()
          else close()
        },
      }
    },
    oldest: () => open.values().next().value,
  }
}
