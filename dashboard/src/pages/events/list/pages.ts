import { isSettled, type Row, sameRow } from './row.ts'

/** Where a page begins: after a cursor of the hub, or below an event whose cursor is not known. */
export type Place = { readonly cursor: string } | { readonly below: string } | undefined

/** Neighbouring rows that came together. `rows` is let go when they are far from what is looked at. */
export interface Chunk {
  readonly place: Place
  rows: readonly Row[] | undefined
  count: number
  /** Of the last row: the chunks are sorted by it. */
  lastId: string
}

/** Numbers of rows, both of them too. */
export interface Range {
  readonly first: number
  readonly last: number
}

/** Rows by their number over chunks of any size. */
export function createPages() {
  let chunks: Chunk[] = []
  /** The number of each chunk's first row. */
  let starts: number[] = []
  let count = 0
  let version = 0

  const number = () => {
    version += 1
    starts = []
    count = 0
    for (const chunk of chunks) {
      starts.push(count)
      count += chunk.count
    }
  }
  /** The chunk that has the row of that number. */
  const chunkAt = (index: number) => {
    let low = 0
    let high = chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= index) low = middle
      else high = middle - 1
    }
    return low
  }

  const fill = (chunk: Chunk, rows: readonly Row[]) => {
    chunk.rows = rows
    chunk.count = rows.length
    chunk.lastId = rows.at(-1)?.id ?? chunk.lastId
    if (rows.length === 0 && chunks[0] !== chunk) chunks = chunks.filter((each) => each !== chunk)
    number()
  }
  const at = (index: number): Row | undefined => {
    const place = chunkAt(index)
    return chunks[place]?.rows?.[index - (starts[place] ?? 0)]
  }

  return {
    get count() {
      return count
    },
    /** Another after every change. */
    get version() {
      return version
    },
    get chunks(): readonly Chunk[] {
      return chunks
    },
    /** In place of all. */
    set(all: readonly Chunk[]) {
      chunks = [...all]
      number()
    },
    add(chunk: Chunk) {
      chunks.push(chunk)
      starts.push(count)
      count += chunk.count
      version += 1
    },
    /** New rows for a chunk; one that lost all its rows is left out. */
    fill,
    chunkAt,
    at,
    /** Ids of the rows in a range whose way is not at its end. */
    unsettled({ first, last }: Range): string[] {
      const ids: string[] = []
      for (let index = first; index <= last; index += 1) {
        const row = at(index)
        if (row && !isSettled(row)) ids.push(row.id)
      }
      return ids
    },
    /** The rows around a range as they are now. */
    replace(fresh: readonly Row[], { first, last }: Range) {
      const byId = new Map(fresh.map((row) => [row.id, row]))
      for (const chunk of chunks.slice(chunkAt(first), chunkAt(last) + 1)) {
        const rows = chunk.rows?.map((row) => {
          const now = byId.get(row.id)
          return now && !sameRow(row, now) ? now : row
        })
        if (rows?.some((row, index) => row !== chunk.rows?.[index])) fill(chunk, rows)
      }
    },
    /** −1 when it is not there, or not loaded now. */
    indexOf(id: string): number {
      let low = 0
      let high = chunks.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((chunks[middle]?.lastId ?? '') <= id) high = middle
        else low = middle + 1
      }
      const within = chunks[low]?.rows?.findIndex((row) => row.id === id) ?? -1
      return within < 0 ? -1 : (starts[low] ?? 0) + within
    },
  }
}
