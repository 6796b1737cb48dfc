import type { Reason } from './sentence.ts'
import { storedParams, storedReason } from './stored.ts'

interface DisabledColumns {
  readonly disabled_reason: string | null
  readonly disabled_code: string | null
  readonly disabled_params: string | null
}

/** Why the hub disabled a webhook; null for one that is not disabled. */
export function disableCauseOf({ disabled_reason, disabled_code, disabled_params }: DisabledColumns): Reason | null {
  if (disabled_reason === null) return null
  if (disabled_code === null) return storedReason(null, disabled_reason)
  return { code: disabled_code, params: storedParams(disabled_params), detail: disabled_reason }
}
