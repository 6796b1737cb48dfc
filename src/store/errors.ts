/** Another process runs the database of this data folder. */
export class StoreLockedError extends Error {
  readonly dataDir: string
  readonly pid: number | undefined

  constructor(dataDir: string, pid: number | undefined) {
    super(
      `The data folder ${dataDir} is in use by another hub${pid === undefined ? '' : ` (process ${pid})`}. ` +
        'Stop that one first, or give this one another HUBBUB_DATA_DIR.',
    )
    this.name = 'StoreLockedError'
    this.dataDir = dataDir
    this.pid = pid
  }
}

/** The database was migrated by a newer program; this one must not touch it. */
export class StoreTooNewError extends Error {
  constructor(found: number, known: number) {
    super(
      `The database is at migration ${found}, this program knows up to ${known}. Start the newer program, ` +
        'or restore a backup from before the upgrade.',
    )
    this.name = 'StoreTooNewError'
  }
}

/** The store cannot serve this program: wrong version, changed migration, unreadable files. */
export class StoreUnusableError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'StoreUnusableError'
  }
}

export type UnavailableReason = 'away' | 'timeout' | 'closed'

/** The store is away or did not answer in time; what was under way may or may not have happened. */
export class StoreUnavailableError extends Error {
  readonly reason: UnavailableReason

  constructor(reason: UnavailableReason, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'StoreUnavailableError'
    this.reason = reason
  }
}
