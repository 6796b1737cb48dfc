import type { Database } from '../store/database.ts'
import { insertEvents } from '../store/statements/insert-events.ts'
import type { EventType } from './catalogue.ts'
import type { IdWindow } from './id-window.ts'

/** Events that the hub itself causes. */
export interface HubEvents {
  /** Stores an event of the hub and lets it be processed as any other; resolves with its uuid when it is on disk. */
  emit(type: EventType, data: Readonly<Record<string, unknown>>): Promise<string>
}

export function createHubEvents(database: Database, workspaceId: string, window: IdWindow, onStored: () => void): HubEvents {
  return {
    async emit(type, data) {
      const opened = window.open(1)
      const id = opened.ids[0] ?? ''
      const now = new Date()
      const text = JSON.stringify(data)
      try {
        await insertEvents(
          database,
          workspaceId,
          [
            {
              id,
              platform: 'hub',
              accountId: undefined,
              type,
              dedupKey: id,
              occurredAt: now,
              receivedAt: now,
              senderId: undefined,
              conversationKey: undefined,
              data: text,
              raw: text,
            },
          ],
          0,
        )
      } finally {
        opened.close()
      }
      onStored()
      return id
    },
  }
}
