import { hash } from 'node:crypto'

/**
 * The id of the delivery that an event causes at an endpoint: always the same one, so that processing an event
 * again after a crash cannot make a second delivery. What an event is understood as belongs to it: who got it as
 * `event.unhandled` has not got it as what it turned out to be. It is a UUIDv7 with the event's time.
 */
export function deliveryIdOf(event: { readonly id: string; readonly type: string }, endpointId: string): string {
  const hex = hash('sha1', event.id + endpointId + event.type, 'hex')
  const variant = '89ab'[Number.parseInt(hex[3] ?? '0', 16) & 3]
  return `${event.id.slice(0, 13)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}
