import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { OutboundMatch } from '../store/messages/outbound.ts'
import { recordSends, UNTROUBLED } from '../store/messages/record.ts'
import { repliedEvent } from './replied-event.ts'

/** What shows that a message was sent, beside the answer to its call. */
export interface Proof {
  readonly by: 'platform' | 'person'
  /** The id that the platform gave it, where it is known. */
  readonly platformMessageId: string | undefined
  readonly at: Date
}

/** Records that a message was sent, with its event. Resolves with false when that changed nothing. */
export type Prove = (workspaceId: string, message: OutboundMatch, proof: Proof) => Promise<boolean>

export function createProve(
  database: Database,
  accounts: AccountDirectory,
  window: IdWindow,
  onChanged: (messageId: string) => void,
): Prove {
  return async (workspaceId, message, { by, platformMessageId, at }) => {
    await accounts.load(workspaceId, [message.accountId])
    const account = accounts.byId(message.accountId)
    if (!account) return false
    const opened = window.open(1)
    const event = repliedEvent(opened.ids[0] ?? '', message, account, platformMessageId, at)
    const sent = { messageId: message.id, stepId: undefined, status: 'sent', step: 'done', settledBy: by } as const
    let moved: ReadonlySet<string>
    try {
      const record = { ...UNTROUBLED, ...sent, platformMessageId, via: 'message', at, event }
      moved = await recordSends(database, workspaceId, [record])
    } catch (error) {
      opened.close(error)
      throw error
    }
    opened.close()
    onChanged(message.id)
    return moved.size > 0
  }
}
