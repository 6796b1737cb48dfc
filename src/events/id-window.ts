import { newUuid } from './ids.ts'

/** Ids handed out for events whose transaction has not ended yet. */
export interface IdWindow {
  /** Ids for events about to be stored; `close` when the transaction ended, either way. */
  open(count: number): { readonly ids: readonly string[]; close(): void }
  /** The smallest id that may still appear, or undefined when none is under way. */
  oldest(): string | undefined
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
      return { ids, close: () => void open.delete(first) }
    },
    oldest: () => open.values().next().value,
  }
}
