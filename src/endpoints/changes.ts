import type { Vault } from '../lib/vault.ts'
import type { EndpointRow } from '../store/endpoints/read.ts'

/** The time for which the old secret signs beside a new one. */
export const DEFAULT_OVERLAP_MS = 86_400_000

/** The columns of an endpoint whose failures are forgotten. */
export const HEALTHY = {
  failures: 0,
  failing_since: null,
  last_error_at: null,
  last_error_code: null,
  last_error_status: null,
  last_error_detail: null,
  disabled_reason: null,
  disabled_at: null,
  warned_percent: 0,
} as const

/** The columns of an endpoint that gets another secret; the old one signs too for `overlapMs`. */
export function secretColumns(vault: Vault, secret: string, current: EndpointRow, overlapMs: number) {
  return {
    secret_sealed: vault.seal(secret),
    previous_secret_sealed: overlapMs > 0 ? current.secret_sealed : null,
    previous_secret_until: overlapMs > 0 ? new Date(Date.now() + overlapMs) : null,
  }
}
