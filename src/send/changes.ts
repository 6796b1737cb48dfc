/** Tells those in this process who wait for a message that something became of it. */
export interface MessageChanges {
  tell(messageId: string): void
  /** Resolves at the next change of the message, or after `ms`. */
  next(messageId: string, ms: number): Promise<void>
}

export function createMessageChanges(): MessageChanges {
  const waiting = new Map<string, Set<() => void>>()
  return {
    tell(messageId) {
      for (const wake of waiting.get(messageId) ?? []) wake()
    },
    next(messageId, ms) {
      return new Promise((resolve) => {
        const wakes = waiting.get(messageId) ?? new Set()
        waiting.set(messageId, wakes)
        const wake = () => {
          clearTimeout(timer)
          wakes.delete(wake)
          if (wakes.size === 0) waiting.delete(messageId)
          resolve()
        }
        const timer = setTimeout(wake, ms)
        wakes.add(wake)
      })
    },
  }
}
