import type { Hub } from '../hub.ts'
import { findMessageId, messageId } from '../messages.ts'

interface EventPage {
  readonly data: readonly { readonly id: string }[]
  readonly nextCursor: string | null
}

/** Every event the hub lists: message id → event ids. Read page by page through the API. */
export async function readStored(hub: Hub): Promise<Map<string, string[]>> {
  const stored = new Map<string, string[]>()
  let cursor: string | null = null
  do {
    const page: EventPage = await hub.api('GET', `/api/v1/events?limit=200${cursor ? `&cursor=${cursor}` : ''}`)
    for (const event of page.data) {
      const found = findMessageId(Buffer.from(JSON.stringify(event)))
      if (!found) continue
      const mid = messageId(found.run, found.index)
      stored.set(mid, [...(stored.get(mid) ?? []), event.id])
    }
    cursor = page.nextCursor
  } while (cursor !== null)
  return stored
}
