import { hash } from 'node:crypto'
import type { EventRow } from '../store/events/insert.ts'
import type { NewEvent } from './handler.ts'

/** The row of an event that a handler emitted. However often the cause is processed, it has the same key. */
export function emittedRow(id: string, handler: string, { cause, type, subject, data }: NewEvent): EventRow {
  const text = JSON.stringify(data)
  return {
    id,
    platform: cause.platform,
    accountId: cause.accountId,
    type,
    dedupKey: keyOf([handler, cause.id, type, subject]),
    occurredAt: cause.occurredAt,
    receivedAt: new Date(),
    senderId: undefined,
    conversationKey: cause.conversationKey,
    data: text,
    raw: text,
  }
}

/** The first 128 bits of SHA-256, as uuid text. */
function keyOf(parts: readonly string[]): string {
  const hex = hash('sha256', JSON.stringify(['emitted', ...parts]), 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
