/** An event as the stages hand it on: the row of `events`, ids as uuids, `data` and `raw` as JSON text. */
export interface StoredEvent {
  readonly workspaceId: string
  readonly id: string
  readonly platform: string
  readonly accountId: string | undefined
  readonly type: string
  readonly occurredAt: Date
  readonly receivedAt: Date
  readonly senderId: string | undefined
  readonly conversationKey: string | undefined
  readonly data: string
  readonly raw: string
}

/** Bytes an event holds in memory, roughly. */
export function sizeOf(event: StoredEvent): number {
  return 400 + 2 * (event.data.length + event.raw.length)
}
