import { refusal } from '../codes/refusals.ts'
import { HubError } from '../errors.ts'
import { newUuid } from '../events/ids.ts'
import type { Directory } from '../inbox/directory.ts'
import { fingerprint } from '../platforms/key.ts'
import type { Database, Executor } from '../store/database.ts'
import { findKey } from '../store/idempotency-keys/keys.ts'
import { askMessage } from '../store/messages/ask.ts'
import { findMessage, type MessageRow } from '../store/messages/messages.ts'
import { type Admitted, admit } from './admission.ts'
import type { MessageChanges } from './changes.ts'
import type { SendAccounts } from './clients.ts'
import { attachmentsOf, wordsOf } from './content.ts'
import type { SendRequest } from './request.ts'
import { describeWait } from './wait.ts'

const LOOK_MS = 250

/** Takes requests to send, and waits for what becomes of them. */
export interface SendDesk {
  /**
   * Queues a message, or finds the one that was queued under the same idempotency key.
   * @throws HubError when it may not be sent; nothing is queued then.
   */
  submit(request: SendRequest): Promise<MessageRow>
  /** The message as it is when it was sent or failed; or as it is when that takes longer than `ms`. */
  settled(row: MessageRow, ms: number): Promise<MessageRow>
}

export function createSendDesk(
  database: Database,
  clients: SendAccounts,
  directory: Directory,
  changes: MessageChanges,
  wake: (workspaceId: string) => void,
): SendDesk {
  const { db } = database

  const submit = async (request: SendRequest): Promise<MessageRow> => {
    const { workspaceId, idempotencyKey } = request
    const print = fingerprint(request.identity)
    const known = await messageOfKey(db, workspaceId, idempotencyKey, print)
    if (known) return known
    const id = newUuid()
    const admitted = await admit(db, clients, request, id)
    const own = admitted.conversation ?? (await openConversation(directory, request, admitted))
    const row = await askMessage(db, workspaceId, askedOf(request, id, admitted, own, print), idempotencyKey)
    if (row) {
      wake(workspaceId)
      return row
    }
    const first = await messageOfKey(db, workspaceId, idempotencyKey, print)
    if (!first) throw new HubError('internal', 'A message was queued and is not there.')
    return first
  }

  return {
    submit,
    async settled(row, ms) {
      const end = Date.now() + ms
      let current = row
      for (let look = 0; ; look++) {
        if (current.status !== 'queued' && current.status !== 'sending') return current
        const left = end - Date.now()
        if (left <= 0) return current
        // Known to come later than anybody waits: say so at once.
        if (look > 0 && current.status === 'queued') {
          const { notBefore } = await describeWait(db, current, clients)
          if (notBefore && notBefore.getTime() > end) return current
        }
        await changes.next(current.id, Math.min(left, LOOK_MS))
        current = (await findMessage(db, current.workspace_id, current.id)) ?? current
      }
    },
  }
}

/** The message as it is stored. */
function askedOf(
  { accountId, content, replyTo, humanAgent, sentBy }: SendRequest,
  id: string,
  { platform, recipient, quoteToken }: Admitted,
  conversation: { readonly id: string; readonly key: string },
  print: string,
) {
  return {
    id,
    accountId,
    platform,
    conversationId: conversation.id,
    conversationKey: conversation.key,
    recipient,
    type: content.type,
    content: JSON.stringify(content),
    text: wordsOf(content),
    attachments: JSON.stringify(attachmentsOf(content)),
    replyTo,
    quoteToken,
    humanAgent,
    sentBy,
    fingerprint: print,
  }
}

/** The conversation with a person who was not heard of before. */
async function openConversation(
  directory: Directory,
  { workspaceId, accountId }: SendRequest,
  { recipient, messaging: { severalIds }, at }: Admitted,
) {
  const phone = severalIds && /^\d+$/.test(recipient) ? [{ kind: 'phone', value: recipient } as const] : []
  const names = [{ kind: 'id', value: recipient }, ...phone] as const
  const [known] = await directory.resolve(workspaceId, [{ accountId, kind: 'person', names, talks: true, at }])
  if (known?.conversationId === undefined) throw new HubError('internal', 'A conversation was stored and is not there.')
  return { id: known.conversationId, key: known.key ?? recipient }
}

/** What was asked for under the key before. @throws HubError when it was something else, or is deleted. */
async function messageOfKey(
  db: Executor,
  workspaceId: string,
  key: string | undefined,
  print: string,
): Promise<MessageRow | undefined> {
  const used = key === undefined ? undefined : await findKey(db, workspaceId, key)
  if (!used) return undefined
  if (used.fingerprint !== print) throw refusal('key_of_another_message')
  const row = await findMessage(db, workspaceId, used.message_id)
  if (!row) throw refusal('message_of_key_deleted', { at: used.created_at.toISOString() })
  return row
}
