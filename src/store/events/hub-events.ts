import type { EventType } from '../../events/catalogue.ts'
import type { Database, Transaction } from '../database.ts'
import type { IdWindow, OpenIds } from './id-window.ts'
import { type EventRow, insertEvents, insertEventsWithin } from './insert.ts'

type Data = Readonly<Record<string, unknown>>

/** Whose event it is, when it is that of an account: endpoints for some accounts only get theirs. */
export interface HubEventOptions {
  readonly account?: { readonly id: string; readonly platform: string }
}

/** Stores an event of the hub as part of a transaction; resolves with its uuid. */
export type EmitWithin = (type: EventType, data: Data, options?: HubEventOptions) => Promise<string>

/** Events that the hub itself causes. */
export interface HubEvents {
  /** Stores an event of the hub in a workspace and lets it be processed as any other; resolves with its uuid when it is on disk. */
  emit(workspaceId: string, type: EventType, data: Data, options?: HubEventOptions): Promise<string>
  /** Somebody else stored such events. */
  stored(workspaceId: string): void
  /**
   * Runs `work` in a transaction that its events are part of; they are processed when it has committed. What `committed`
   * does comes before: they are routed by what it made known.
   */
  transaction<T>(
    workspaceId: string,
    work: (trx: Transaction, emit: EmitWithin) => Promise<T>,
    committed?: () => Promise<void>,
  ): Promise<T>
}

export function createHubEvents(
  database: Database,
  window: IdWindow,
  onStored: (workspaceId: string) => void,
): HubEvents {
  const open = (type: EventType, data: Data, options: HubEventOptions) => {
    const opened = window.open(1)
    const id = opened.ids[0] ?? ''
    return { row: rowOf(id, type, data, options), close: opened.close }
  }
  return {
    stored: onStored,
    async emit(workspaceId, type, data, options = {}) {
      const { row, close } = open(type, data, options)
      await ending([close], insertEvents(database, workspaceId, [row], undefined))
      onStored(workspaceId)
      return row.id
    },
    async transaction(workspaceId, work, committed) {
      const closers: OpenIds['close'][] = []
      const transaction = database.transaction((trx) =>
        work(trx, async (type, data, options = {}) => {
          const { row, close } = open(type, data, options)
          closers.push(close)
          await insertEventsWithin(trx, workspaceId, [row])
          return row.id
        }),
      )
      const result = await ending(closers, transaction)
      if (closers.length > 0) {
        await committed?.()
        onStored(workspaceId)
      }
      return result
    },
  }
}

/** Closes ids as soon as what stores them has ended. */
async function ending<T>(closers: readonly OpenIds['close'][], work: Promise<T>): Promise<T> {
  try {
    const result = await work
    for (const close of closers) close()
    return result
  } catch (error) {
    for (const close of closers) close(error)
    throw error
  }
}

function rowOf(id: string, type: EventType, data: Data, { account }: HubEventOptions): EventRow {
  const now = new Date()
  const text = JSON.stringify(data)
  return {
    id,
    platform: account?.platform ?? 'hub',
    accountId: account?.id,
    type,
    dedupKey: id,
    occurredAt: now,
    receivedAt: now,
    senderId: undefined,
    conversationKey: undefined,
    data: text,
    raw: text,
  }
}
