import type { UsageReport } from '../client.ts'
import { list, number, record } from '../json.ts'
import { parseJson } from '../parse-json.ts'

type Headers = Readonly<Record<string, string>>

const SHARES = ['call_count', 'total_time', 'total_cputime', 'acc_id_util_pct'] as const

/**
 * How much of the limits is used, from `X-App-Usage`, `X-Business-Use-Case-Usage` and `X-Ad-Account-Usage`: the
 * fullest one, and the latest time named at which calls pass again. Undefined when the answer has none of them.
 */
export function usageOf(headers: Headers, now: Date): UsageReport | undefined {
  const app = record(parseJson(headers['x-app-usage'] ?? ''))
  const ad = record(parseJson(headers['x-ad-account-usage'] ?? ''))
  const cases = Object.values(record(parseJson(headers['x-business-use-case-usage'] ?? '')) ?? {}).flatMap(list)
  let percent: number | undefined
  let waitMs = 0
  for (const given of [app, ad, ...cases]) {
    const usage = record(given)
    if (!usage) continue
    for (const name of SHARES) {
      const value = number(usage[name])
      if (value !== undefined) percent = Math.max(percent ?? 0, value)
    }
    // The one is in minutes, the other in seconds; a reset says only that the window turns, not that calls are barred.
    waitMs = Math.max(waitMs, (number(usage.estimated_time_to_regain_access) ?? 0) * 60_000)
    const used = number(usage.acc_id_util_pct) ?? 0
    if (used >= 100) waitMs = Math.max(waitMs, (number(usage.reset_time_duration) ?? 0) * 1000)
  }
  if (percent === undefined && waitMs === 0) return undefined
  return { share: (percent ?? 100) / 100, regainAt: waitMs > 0 ? new Date(now.getTime() + waitMs) : undefined }
}
