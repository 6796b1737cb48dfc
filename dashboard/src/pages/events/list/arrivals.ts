import { mergeRows, type Row } from './row.ts'

/** More than this is not kept: the list is read again instead. */
const AT_MOST = 500

/** New rows that wait to be shown, the newest of them. */
export function createArrivals() {
  let rows: readonly Row[] = []
  let count = 0
  let complete = true
  let reloading = true
  const drop = () => {
    rows = []
    count = 0
    complete = true
  }
  return {
    get count() {
      return reloading ? 0 : count
    },
    /** All that wait are here. */
    get complete() {
      return complete
    },
    /** They are for a page that is being read, and not to be told of. */
    set reloading(now: boolean) {
      reloading = now
    },
    hold(fresh: readonly Row[]) {
      const merged = mergeRows(fresh, rows)
      count += merged.length - rows.length
      if (merged.length > AT_MOST) complete = false
      rows = merged.slice(0, AT_MOST)
    },
    /** Some are known by their number only. */
    hint(more: number) {
      count += more
      complete = false
    },
    /** Gives what was kept; what was not stays counted. */
    release(): readonly Row[] {
      const released = complete ? rows : []
      reloading = false
      if (complete) drop()
      return released
    },
    drop,
  }
}
