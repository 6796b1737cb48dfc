import { floorUuid } from '../events/ids.ts'
import { deleteOldComments } from '../store/comments/delete-old.ts'
import { deleteUnlinkedContacts, unlinkSilentContacts } from '../store/contacts/delete-old.ts'
import { deleteUnlinkedConversations, unlinkIdleConversations } from '../store/conversations/delete-old.ts'
import { deleteOldMessages } from '../store/messages/delete-old.ts'
import type { WalkStep } from '../store/walk.ts'
import { CHUNK, type Sweeping } from './sweeping.ts'

/**
 * Deletes conversations in which nothing was said since `cutoff`, with their messages, and comments and contacts as old. What
 * loses its names in one sweep is deleted in the next: an event that is under way still finds it.
 */
export async function sweepInbox(
  { database, attempt, inChunks }: Sweeping,
  workspaceId: string,
  cutoff: Date,
): Promise<void> {
  const walk = (what: string, step: WalkStep) =>
    attempt(what, () => inChunks((after: string | undefined) => step(database, workspaceId, cutoff, CHUNK, after)))
  const before = floorUuid(cutoff)
  await attempt('messages', () => inChunks(() => deleteOldMessages(database, workspaceId, before, CHUNK)))
  await walk('comments', deleteOldComments)
  await walk('conversations', deleteUnlinkedConversations)
  await walk('contacts', deleteUnlinkedContacts)
  await walk('conversations', unlinkIdleConversations)
  await walk('contacts', unlinkSilentContacts)
}
