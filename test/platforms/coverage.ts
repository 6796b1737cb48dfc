import { operationOf, type Route } from './exchange.ts'

/** How often an operation was used, and how often it was checked before it was carried out. */
export interface OperationCount {
  readonly platform: string
  readonly operation: string
  calls: number
  /** By the project's own schemas. */
  own: number
  /** By the official document. */
  official: number
  /** Where the official document has it; undefined when no document does. */
  readonly document: string | undefined
}

export interface Coverage {
  used(route: Route): OperationCount
  /** Every operation that was used. */
  list(): readonly OperationCount[]
  /** Whether each use of each operation was checked, by the document where there is one. */
  complete(): boolean
}

export function createCoverage(documentIsHere: (name: string) => boolean): Coverage {
  const counts = new Map<string, OperationCount>()
  return {
    used(route) {
      const operation = operationOf(route)
      const key = `${route.host} ${operation}`
      const known = counts.get(key)
      if (known) {
        known.calls++
        return known
      }
      const { platform, official } = route
      const document =
        official && documentIsHere(official.document) ? `${official.document} ${official.path}` : undefined
      const count = { platform, operation, calls: 1, own: 0, official: 0, document }
      counts.set(key, count)
      return count
    },
    list: () => [...counts.values()],
    complete: () =>
      [...counts.values()].every(
        ({ calls, own, official, document }) => own === calls && (document === undefined || official === calls),
      ),
  }
}
