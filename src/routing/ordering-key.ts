import type { Endpoint } from '../endpoints/registry.ts'
import type { StoredEvent } from '../events/stored.ts'

/** What puts the events of one conversation in order at an endpoint that wants it; undefined when there is nothing to order. */
export function orderingKeyOf(
  endpoint: Pick<Endpoint, 'ordering'>,
  event: Pick<StoredEvent, 'accountId' | 'conversationKey'>,
): string | undefined {
  if (endpoint.ordering !== 'conversation' || event.conversationKey === undefined) return undefined
  return `${event.accountId ?? ''} ${event.conversationKey}`
}
