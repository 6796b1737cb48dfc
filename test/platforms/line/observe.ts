import { record, string } from '../../../src/platforms/json.ts'
import { records } from '../exchange.ts'
import { keepFile } from '../observe.ts'
import { addMessage, ensurePerson, type World } from '../world.ts'

const LINE_FILES: Readonly<Record<string, string>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/x-m4a',
  file: 'application/octet-stream',
}

/** What LINE knows after a webhook: people, groups, tokens, messages and their files. */
export function observe(world: World, payload: unknown): void {
  const body = record(payload) ?? {}
  const account = world.state.accounts.get(String(body.destination))
  if (!account) return
  const { state, clock } = world
  for (const event of records(body.events)) {
    const { userId, groupId, roomId } = record(event.source) ?? {}
    const chatId = string(groupId ?? roomId ?? userId)
    if (chatId === undefined) continue
    const person = userId === undefined ? undefined : ensurePerson(state, 'line', String(userId))
    if (chatId !== userId) {
      if (!state.groups.has(chatId)) state.groups.set(chatId, { id: chatId, name: 'A group' })
      person?.groups.add(chatId)
    }
    if (person && event.type === 'unfollow') person.blocked = true
    if (person && event.type === 'follow') person.blocked = false
    if (event.replyToken !== undefined)
      state.replyTokens.set(String(event.replyToken), {
        accountId: account.id,
        chatId,
        issuedAt: clock.now(),
        used: false,
      })
    const message = record(event.message)
    if (event.type !== 'message' || !message) continue
    if (message.markAsReadToken) state.readTokens.set(String(message.markAsReadToken), { accountId: account.id })
    const mimeType = LINE_FILES[String(message.type)]
    const external = record(message.contentProvider)?.type === 'external'
    if (mimeType && !external) keepFile(world, account, String(message.id), mimeType, 14)
    if (!state.messages.has(String(message.id)))
      addMessage(world, account, chatId, {
        direction: 'in',
        content: message,
        text: string(message.text),
        id: String(message.id),
      })
  }
}
