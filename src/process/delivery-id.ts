import { hash } from 'node:crypto'

/**
 * The id of the delivery that an event causes at an endpoint: always the same one, so that processing an event
 * again after a crash cannot make a second delivery. It is a UUIDv7 with the event's time.
 */
export function deliveryIdOf(eventId: string, endpointId: string): string {
  const hex = hash('sha1', eventId + endpointId, 'hex')
  const variant = '89ab'[Number.parseInt(hex[3] ?? '0', 16) & 3]
  return `${eventId.slice(0, 13)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}
