import type { Page, Paged } from './operations.ts'

/** A list from a way to read one page; the first page is asked for at once, the others as they are needed. */
export function paged<T, Beside = unknown>(
  read: (cursor: string | undefined) => Promise<Page<T> & Beside>,
): Paged<T, Beside> {
  const first = read(undefined)
  // Whoever iterates or awaits meets the error there; until then it is not an unhandled one.
  first.catch(() => undefined)
  return Object.assign(first, {
    async *[Symbol.asyncIterator]() {
      let page = await first
      for (;;) {
        yield* page.data
        if (page.nextCursor === null) return
        page = await read(page.nextCursor)
      }
    },
  })
}
