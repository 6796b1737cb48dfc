/** The result of one step of a long deletion, which goes through a table in the order of a key. */
export interface Chunk<Key> {
  /** Rows deleted or given up. */
  readonly count: number
  /** Where the next chunk begins; undefined when this was the last. */
  readonly next: Key | undefined
}

export interface ChunkRow {
  /** Rows looked at: when they are fewer than the limit, the end is reached. */
  readonly seen: number
  readonly count: number
}

/** The chunk of a statement's row; `next` says where the following one begins. */
export function chunkOf<Row extends ChunkRow, Key>(
  row: Row | undefined,
  limit: number,
  next: (row: Row) => Key,
): Chunk<Key> {
  if (!row) return { count: 0, next: undefined }
  return { count: row.count, next: row.seen === limit ? next(row) : undefined }
}
