import type { Stats } from '@hubbub/sdk'
import { withVisibleControls } from '../../lib/hostile-text.ts'

/** What an account is called in a list. */
export function accountName({ username, externalId, accountId }: Stats['byAccount'][number]): string {
  return withVisibleControls(username === null ? (externalId ?? accountId) : `@${username}`)
}
