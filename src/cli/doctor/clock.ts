import { type Check, fail, ok, warn } from './check.ts'

/** HTTP dates and network delay blur anything finer. */
const NOTICEABLE_MS = 5_000
/** Receivers refuse signatures that are older or younger than five minutes. */
const HARMFUL_MS = 120_000

/** Compares a clock with this machine's. */
export function checkClock(name: string, aheadMs: number): Check {
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  const text = `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine`
  const remedy = 'Set both clocks by NTP: signed deliveries and expiry depend on the time.'
  if (Math.abs(aheadMs) > HARMFUL_MS) return fail(name, text, remedy)
  return Math.abs(aheadMs) > NOTICEABLE_MS ? warn(name, text, remedy) : ok(name, 'agrees with this machine')
}
