import type { Claim } from './queue-rules.ts'

/** Takes the workspaces that may have due rows in turn, one a claim: a claim names the workspace whose rows it leases. */
export class Turns {
  readonly #all: () => readonly string[]
  /** Rows may be due that no claim has seen; the workspace that was served last comes last. */
  readonly #due = new Set<string>()
  /** Rows are due that could not go yet. */
  readonly #waiting = new Set<string>()

  constructor(all: () => readonly string[]) {
    this.#all = all
    this.due()
  }

  /** Rows of these workspaces may be due; of all, when none is named. */
  due(workspaceIds: Iterable<string> = this.#all()): void {
    for (const id of workspaceIds) this.#due.add(id)
  }

  /** The function by which others say that rows of these workspaces are due, of all when none is named. */
  wakes(queue: () => { wake(): void }): (workspaceIds?: Iterable<string>) => void {
    return (workspaceIds) => {
      this.due(workspaceIds)
      queue().wake()
    }
  }

  /** Claims rows of the workspace whose turn it is. */
  async claim<Job>(claim: (workspaceId: string) => Promise<Claim<Job>>): Promise<Claim<Job>> {
    if (this.#due.size === 0) this.#lookAgain()
    const [workspaceId] = this.#due
    if (workspaceId === undefined) return { jobs: [], more: false }
    this.#due.delete(workspaceId)
    try {
      const claimed = await claim(workspaceId)
      if (claimed.more) this.#due.add(workspaceId)
      if (claimed.waiting) this.#waiting.add(workspaceId)
      return { ...claimed, more: this.#due.size > 0 }
    } catch (error) {
      this.#due.add(workspaceId)
      throw error
    }
  }

  #lookAgain(): void {
    this.due(this.#waiting)
    this.#waiting.clear()
  }
}
