import type { Chunk, Place } from './pages.ts'
import { type Row, timeOfId } from './row.ts'

export interface PageAnswer {
  /** Newest first. */
  readonly rows: readonly Row[]
  readonly nextCursor: string | null
  /** Of a search that took long: everything since then was looked at. */
  readonly searchedUntil: string | null
}

/** How the list reads from the hub. */
export interface ListSource {
  /** What the filters ask for, from a cursor or below a time. */
  read(from: { cursor?: string; until?: string; limit: number }, signal: AbortSignal): Promise<PageAnswer>
  /** Some events by their ids, whatever became of them. */
  readThese(ids: readonly string[], signal: AbortSignal): Promise<readonly Row[]>
}

const PAGE = 200

/** The page that begins at a place. */
export function readPlace(source: ListSource, place: Place, signal: AbortSignal): Promise<PageAnswer> {
  if (place === undefined) return source.read({ limit: PAGE }, signal)
  if ('cursor' in place) return source.read({ cursor: place.cursor, limit: PAGE }, signal)
  return source.read({ until: new Date(timeOfId(place.below) + 1).toISOString(), limit: PAGE }, signal)
}

/** Rows that were read from a place, without those of its millisecond that are not below it. */
export function chunkOf(place: Place, rows: readonly Row[]): Chunk & { readonly rows: readonly Row[] } {
  const below = place && 'below' in place ? place.below : undefined
  const own = below === undefined ? rows : rows.filter(({ id }) => id < below)
  return { place, rows: own, count: own.length, lastId: own.at(-1)?.id ?? '' }
}

/** The rows of a chunk that were let go, as they are now. */
export async function readAgain(source: ListSource, chunk: Chunk, signal: AbortSignal): Promise<readonly Row[]> {
  const rows: Row[] = []
  let place: Place | null = chunk.place
  do {
    const answer: PageAnswer = await readPlace(source, place, signal)
    rows.push(...chunkOf(place, answer.rows).rows)
    place = answer.nextCursor === null ? null : { cursor: answer.nextCursor }
  } while (place !== null && rows.length < chunk.count && (rows.at(-1)?.id ?? '~') > chunk.lastId)
  return rows.filter(({ id }) => id >= chunk.lastId)
}
