import { firstMinuteKept } from '../store/counts/fold.ts'

export type Bucket = 'minute' | 'quarter' | 'hour' | 'day'

/** Widths in minutes. */
export const BUCKET_MINUTES = { minute: 1, quarter: 15, hour: 60, day: 24 * 60 } as const
export const MINUTE_MS = 60_000

/** A window of whole buckets. */
export interface Window {
  readonly since: Date
  readonly until: Date
  readonly bucket: Bucket
}

/** The window that answers: rounded to buckets, and in quarter hours where the minutes asked for are folded. */
export function windowOf(since: number, until: number, asked: Bucket | undefined, now: Date): Window {
  const wanted = asked ?? bucketFor(until - since)
  const folded = wanted === 'minute' && Math.floor(since / MINUTE_MS) < firstMinuteKept(now)
  const bucket = folded ? 'quarter' : wanted
  const width = BUCKET_MINUTES[bucket] * MINUTE_MS
  return {
    since: new Date(Math.floor(since / width) * width),
    until: new Date(Math.ceil(until / width) * width),
    bucket,
  }
}

function bucketFor(windowMs: number): Bucket {
  if (windowMs <= 100 * MINUTE_MS) return 'minute'
  return windowMs <= 100 * 60 * MINUTE_MS ? 'hour' : 'day'
}
