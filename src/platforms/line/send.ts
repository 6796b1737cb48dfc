import { createHash } from 'node:crypto'
import type { Content } from '../checks.ts'
import type { SendReceipt } from '../client.ts'
import { PlatformError } from '../error.ts'
import { filled, type JsonRecord, list, record } from '../json.ts'
import type { OutboundMessage } from '../outbound.ts'
import type { LineApi } from './api.ts'
import { isReplyTokenDead } from './errors.ts'
import type { LineMessage } from './messages.ts'
import { render } from './render.ts'
import { refused } from './text.ts'

const DONE: SendReceipt = { messageId: undefined, via: 'action' }

/**
 * Sends one message: with the free reply token while it lives, else as a push, which counts against the month.
 * A message that may have been sent as a reply is never pushed too.
 */
export async function send(api: LineApi, message: OutboundMessage): Promise<SendReceipt> {
  const { content } = message
  if (content.type === 'mark_seen') return await markSeen(api, content)
  if (content.type === 'typing') return await showTyping(api, message.to, content)
  const rendered = render(content, message)
  const { replyToken } = message
  if (replyToken === undefined) return await push(api, message, rendered)
  return (await reply(api, replyToken, rendered)) ?? (await push(api, message, rendered))
}

/** What `send` refuses before it asks LINE. @throws PlatformError `invalid`. */
export function check(message: OutboundMessage): void {
  const { content } = message
  if (content.type === 'mark_seen') readMark(content)
  else if (content.type === 'typing') typingSign(message.to, content)
  else render(content, message)
}

/**
 * Undefined when the token is dead, so that the message can be pushed.
 * @throws PlatformError with `outcomeUnknown` when the first of two tries may have been what used the token.
 */
async function reply(
  api: LineApi,
  replyToken: string,
  message: LineMessage | JsonRecord,
): Promise<SendReceipt | undefined> {
  const path = ['v2', 'bot', 'message', 'reply']
  const once = () => api.send('POST', path, { replyToken, messages: [message] }, { repeatable: false, sends: true })
  let uncertain = false
  try {
    // A token works once, so trying again cannot send twice.
    const answer = await once().catch((error: unknown) => {
      if (!(error instanceof PlatformError) || !error.outcomeUnknown) throw error
      uncertain = true
      return once()
    })
    return { messageId: sentId(answer), via: 'reply' }
  } catch (error) {
    if (!isReplyTokenDead(error)) throw error
    if (!uncertain) return undefined
    throw new PlatformError(
      'line',
      'unavailable',
      'LINE did not answer whether it took the reply, and its token is used or expired now: it may have been sent.',
      { outcomeUnknown: true, retryable: false, cause: error },
    )
  }
}

/** 409 says that a message with this key was taken before, and which. */
async function push(
  api: LineApi,
  { to, idempotencyKey }: OutboundMessage,
  message: LineMessage | JsonRecord,
): Promise<SendReceipt> {
  const answer = await api.send(
    'POST',
    ['v2', 'bot', 'message', 'push'],
    { to, messages: [message] },
    { headers: { 'x-line-retry-key': uuidOf(idempotencyKey) }, repeatable: true, sends: true, alsoTaken: 409 },
  )
  return { messageId: sentId(answer), via: 'push' }
}

async function markSeen(api: LineApi, content: Content<'mark_seen'>): Promise<SendReceipt> {
  await api.send('POST', ['v2', 'bot', 'chat', 'markAsRead'], readMark(content), { repeatable: true })
  return DONE
}

function readMark({ messageId }: Content<'mark_seen'>) {
  if (messageId === undefined)
    throw refused('LINE marks messages as read by token: give the markAsReadToken of the message as messageId.')
  return { markAsReadToken: messageId }
}

async function showTyping(api: LineApi, chatId: string, content: Content<'typing'>): Promise<SendReceipt> {
  const path = ['v2', 'bot', 'chat', 'loading', 'start']
  await api.send('POST', path, typingSign(chatId, content), { repeatable: true })
  return DONE
}

function typingSign(chatId: string, { on, seconds }: Content<'typing'>) {
  if (on === false) throw refused('On LINE the typing sign cannot be taken back: it ends with the next message.')
  if (/^[CR]/.test(chatId)) throw refused('LINE shows the typing sign in chats with one person only, not in groups.')
  return { chatId, ...(seconds === undefined ? {} : { loadingSeconds: Math.ceil(seconds / 5) * 5 }) }
}

function sentId(answer: JsonRecord): string | undefined {
  return filled(record(list(answer.sentMessages)[0])?.id)
}

/** LINE takes UUIDs only; of any other key one is made, always the same. */
function uuidOf(key: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) return key.toLowerCase()
  const hex = createHash('sha256').update(key).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
