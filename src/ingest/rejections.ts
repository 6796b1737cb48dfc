import { messageOf } from '../errors.ts'
import { newUuid } from '../events/ids.ts'
import { startFlusher } from '../lib/ticker.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { RequestHeaders } from '../platforms/webhook.ts'
import type { Database } from '../store/database.ts'
import { keepNewestRejections, type RejectionColumns, writeRejections } from '../store/rejections/write.ts'
import type { RejectionCause } from './receiver.ts'
import { addCount, addUp, countOne, type HourCount, shareOut } from './rejection-owners.ts'

/** Rows written each minute; beyond them one in SAMPLE_EVERY of a platform and cause, which then stands for all of them. */
const KEPT_PER_MINUTE = 120
const SAMPLE_EVERY = 1000
/** Rows the table keeps. */
const MAX_ROWS = 10_000
const BODY_SAMPLE_BYTES = 1024
const FLUSH_MS = 500
/** Headers worth showing. None of them carries a secret of the hub; signatures are shown cut. */
const SHOWN_HEADERS = [
  'content-type',
  'content-length',
  'user-agent',
  'x-hub-signature-256',
  'x-hub-signature',
  'x-line-signature',
]

export interface Rejection {
  readonly platform: string
  readonly account: string | undefined
  readonly route: string
  readonly cause: RejectionCause
  readonly detail: string
  readonly remoteAddress: string | undefined
  readonly headers: RequestHeaders
  readonly bodySize: number
  readonly body: Buffer | undefined
}

/** Requests of one platform and cause that were not kept since the last row of both. */
interface Skipped {
  minute: number
  count: number
}

export interface RejectionRecorder {
  /** Counts always, keeps within bounds, never waits. */
  record(rejection: Rejection): void
  stop(): Promise<void>
}

/**
 * A flood of refused requests must fill neither the disk nor the memory: rows are bounded, counts are not. One at the
 * address of an account belongs to the account's workspace, the others to the first.
 */
export function createRejectionRecorder(
  database: Database,
  firstWorkspaceId: string,
  metrics: Metrics,
  log: Logger,
): RejectionRecorder {
  let rows: (Rejection & { id: string; weight: number })[] = []
  let counts = new Map<string, HourCount>()
  let minute = 0
  let keptThisMinute = 0
  const skipped = new Map<string, Skipped>()
  const keepNewest = createPruning(database)

  /** How many requests a row of this one stands for; 0: it is not kept. */
  const weigh = ({ platform, cause }: Rejection): number => {
    const now = Math.floor(Date.now() / 60_000)
    if (now !== minute) {
      minute = now
      keptThisMinute = 0
    }
    const key = `${platform} ${cause}`
    const before = skipped.get(key)
    // Requests skipped before that belong to a flood that is over: this one does not stand for them.
    const weight = 1 + (before && before.minute >= now - 1 ? before.count : 0)
    const kept = keptThisMinute < KEPT_PER_MINUTE
    if (kept || weight >= SAMPLE_EVERY) {
      skipped.delete(key)
      if (kept) keptThisMinute++
      return weight
    }
    skipped.set(key, { minute: now, count: weight })
    return 0
  }

  const flush = async () => {
    if (rows.length === 0 && counts.size === 0) return false
    const writing = rows
    const counting = counts
    rows = []
    counts = new Map()
    try {
      const byWorkspace = await shareOut(database, firstWorkspaceId, writing, [...counting])
      for (const [workspaceId, share] of byWorkspace) {
        await writeRejections(database, workspaceId, share.rows.map(toRow), addUp(share.counts))
        for (const [key] of share.counts) counting.delete(key)
        await keepNewest(workspaceId, share.rows.length)
      }
    } catch (error) {
      log.warn(
        { error: messageOf(error), kept: writing.length },
        'rejections could not be written; counted in the metrics only',
      )
      for (const [key, row] of counting) addCount(counts, key, row)
    }
    return rows.length > 0 || counts.size > 0
  }

  const flusher = startFlusher(FLUSH_MS, flush)

  return {
    record(rejection) {
      metrics.rejected.inc({ platform: rejection.platform, cause: rejection.cause })
      countOne(counts, rejection)
      flusher.later()
      const weight = weigh(rejection)
      if (weight === 0) return
      // A copy: a window into the body would keep all of it, for as long as the store is slow.
      const body = rejection.body && Buffer.from(rejection.body.subarray(0, BODY_SAMPLE_BYTES))
      rows.push({ ...rejection, body, id: newUuid(), weight })
    },
    async stop() {
      await flusher.stop()
      await flush()
    },
  }
}

/** Deletes the oldest rows of a workspace every so many that are written. */
function createPruning(database: Database): (workspaceId: string, written: number) => Promise<void> {
  const since = new Map<string, number>()
  return async (workspaceId, written) => {
    const rows = (since.get(workspaceId) ?? MAX_ROWS) + written
    const due = rows >= MAX_ROWS / 10
    since.set(workspaceId, due ? 0 : rows)
    if (due) await keepNewestRejections(database.db, workspaceId, MAX_ROWS)
  }
}

function toRow(rejection: Rejection & { id: string; weight: number }): RejectionColumns {
  const headers: Record<string, string> = {}
  for (const name of SHOWN_HEADERS) {
    const value = rejection.headers[name]
    if (value === undefined) continue
    const text = String(value)
    // Enough of a signature to recognise it, not enough to use it.
    headers[name] = name.includes('signature')
      ? `${text.slice(0, 16)}… (${text.length} characters)`
      : text.slice(0, 200)
  }
  return {
    id: rejection.id,
    platform: rejection.platform,
    account: printable(rejection.account)?.slice(0, 200) ?? null,
    route: printable(rejection.route)?.slice(0, 500) ?? '',
    cause: rejection.cause,
    detail: printable(rejection.detail)?.slice(0, 1000) ?? '',
    remote_address: rejection.remoteAddress ?? null,
    headers: JSON.stringify(headers),
    body_size: rejection.bodySize,
    body_sample: printable(rejection.body?.toString('utf8')) ?? null,
    weight: rejection.weight,
  }
}

/** PostgreSQL's text has no NUL. */
function printable(text: string | undefined): string | undefined {
  return text?.replaceAll('\u0000', '\ufffd')
}
