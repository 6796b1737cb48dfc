import { dedupKeyOf } from '../events/dedup.ts'
import type { AccountRef } from '../store/accounts/directory.ts'
import type { EventRow } from '../store/events/insert.ts'

/** An event of the hub's own making about a message of an account; `key` says what it may happen to only once. */
export function ownEvent(
  id: string,
  account: AccountRef,
  about: {
    readonly type: string
    readonly key: string
    readonly conversationKey: string
    readonly at: Date
    readonly data: object
  },
): EventRow {
  const data = JSON.stringify(about.data)
  return {
    id,
    platform: account.platform,
    accountId: account.id,
    type: about.type,
    dedupKey: dedupKeyOf(account.platform, account.externalId, about.key),
    occurredAt: about.at,
    receivedAt: about.at,
    senderId: account.externalId,
    conversationKey: about.conversationKey,
    data,
    raw: data,
  }
}
