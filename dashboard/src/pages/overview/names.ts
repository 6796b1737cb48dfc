import type { Stats } from '@hubbub/sdk'
import { withVisibleControls } from '../../lib/hostile-text.ts'
import { useStrings } from '../../strings/index.tsx'

/** What an account is called in a list. */
export function accountName({ username, externalId, accountId }: Stats['byAccount'][number]): string {
  return withVisibleControls(username ?? externalId ?? accountId)
}

/** What a cause of refused requests is called. */
export function useCauseTitle(): (cause: string) => string {
  const titles: Readonly<Record<string, string>> = useStrings().overview.charts.causes
  return (cause) => titles[cause] ?? cause
}
