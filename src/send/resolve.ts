import type { Database } from '../store/database.ts'
import { findOutbound } from '../store/messages/outbound.ts'
import { sendAgain } from '../store/messages/send-again.ts'
import type { Prove } from './prove.ts'

/** What a person says of a message whose outcome nobody knows. */
export type Resolution = 'arrived' | 'send_again'

interface UnknownMessage {
  readonly id: string
  readonly accountId: string
  /** When it was last tried. */
  readonly calledAt: Date
}

/** Settles a message of unknown outcome. Resolves with false when its outcome is known. */
export type Resolve = (workspaceId: string, message: UnknownMessage, resolution: Resolution) => Promise<boolean>

export function createResolve(
  database: Database,
  prove: Prove,
  on: {
    changed(messageId: string): void
    /** Messages became due. */
    queued(workspaceId: string): void
    /** Events were stored. */
    stored(workspaceId: string): void
  },
): Resolve {
  const takeForSent = async (workspaceId: string, { id, accountId, calledAt }: UnknownMessage): Promise<boolean> => {
    const clue = { index: 0, accountId, ownId: id, platformMessageId: undefined, conversation: undefined }
    const [message] = await findOutbound(database, workspaceId, [{ ...clue, before: new Date(0) }])
    if (message?.status !== 'unknown') return false
    const done = await prove(workspaceId, message, { by: 'person', platformMessageId: undefined, at: calledAt })
    on.stored(workspaceId)
    return done
  }
  return async (workspaceId, message, resolution) => {
    if (resolution === 'arrived') return await takeForSent(workspaceId, message)
    const done = await sendAgain(database.db, workspaceId, message.id)
    if (!done) return false
    on.changed(message.id)
    on.queued(workspaceId)
    return true
  }
}
