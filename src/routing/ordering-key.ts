import type { StoredEvent } from '../events/stored.ts'

/** What puts the events of one conversation in order at an endpoint that wants it; undefined when there is nothing to order. */
export function orderingKeyOf(
  endpoint: { readonly ordering: 'none' | 'conversation' },
  event: Pick<StoredEvent, 'accountId' | 'conversationKey' | 'additions'>,
): string | undefined {
  if (endpoint.ordering !== 'conversation') return undefined
  // A person may go by several names, in one conversation.
  if (event.additions?.conversationId !== undefined) return event.additions.conversationId
  if (event.conversationKey === undefined) return undefined
  return `${event.accountId ?? ''} ${event.conversationKey}`
}
