const AFTER_RECEIPT_MS = 60_000
const AFTER_EVENT_MS = 20 * 60_000

/**
 * Until when a reply token can be counted on: a minute from the receipt of its event, and when the event came late,
 * twenty minutes from the event. It can be used once.
 */
export function replyTokenDeadline(occurredAt: Date, receivedAt: Date): Date {
  return new Date(Math.min(receivedAt.getTime() + AFTER_RECEIPT_MS, occurredAt.getTime() + AFTER_EVENT_MS))
}
