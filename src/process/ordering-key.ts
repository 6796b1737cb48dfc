import type { StoredEvent } from '../events/stored.ts'

/** What puts the events of one conversation in order at an endpoint that wants it. */
export function orderingKeyOf(event: Pick<StoredEvent, 'accountId' | 'conversationKey'>): string | undefined {
  return event.conversationKey === undefined ? undefined : `${event.accountId ?? ''} ${event.conversationKey}`
}
