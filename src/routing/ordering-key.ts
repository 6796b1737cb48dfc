import type { StoredEvent } from '../events/stored.ts'

/** What puts the events of one conversation in order at an endpoint that wants it; undefined when there is nothing to order. */
export function orderingKeyOf(
  endpoint: { readonly ordering: 'none' | 'conversation' },
  event: Pick<StoredEvent, 'accountId' | 'conversationKey'>,
): string | undefined {
  if (endpoint.ordering !== 'conversation' || event.conversationKey === undefined) return undefined
  return `${event.accountId ?? ''} ${event.conversationKey}`
}
