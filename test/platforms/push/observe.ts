import type { PlatformId } from '../../../src/platforms/index.ts'
import { type JsonRecord, record, string } from '../../../src/platforms/json.ts'
import { DAY } from '../clock.ts'
import { records } from '../exchange.ts'
import type { Account } from '../state.ts'
import { addMessage, ensurePerson, type World } from '../world.ts'

/** What the platform itself knows after a webhook: who wrote, which files and tokens there are. */
export function observe(world: World, platform: PlatformId, payload: unknown): void {
  const body = record(payload) ?? {}
  if (platform === 'line') observeLine(world, body)
  else for (const entry of records(body.entry)) observeEntry(world, platform, entry)
}

const SAMPLE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const keep = (world: World, account: Account, id: string, mimeType: string, days: number) =>
  world.state.uploads.set(id, {
    id,
    accountId: account.id,
    mimeType,
    bytes: SAMPLE,
    expiresAt: world.clock.now() + days * DAY,
  })

function received(world: World, account: Account, personId: string, content: JsonRecord, id: unknown, said: unknown) {
  ensurePerson(world.state, account.platform, personId)
  const key = string(id)
  if (key !== undefined && world.state.messages.has(key)) return
  addMessage(world, account, personId, {
    direction: 'in',
    content,
    text: string(said),
    ...(key === undefined ? {} : { id: key }),
  })
}

function observeEntry(world: World, platform: PlatformId, entry: JsonRecord): void {
  for (const item of records(entry.messaging)) {
    const account = world.state.accounts.get(String(entry.id))
    const message = record(item.message)
    const content = message ?? record(item.postback)
    const sender = string(record(item.sender)?.id)
    if (!account || !content || sender === undefined || message?.is_echo || message?.is_deleted) continue
    received(world, account, sender, content, content.mid, message?.text)
  }
  for (const { field, value } of records(entry.changes)) {
    const change = record(value) ?? {}
    if (platform === 'whatsapp') observeWhatsapp(world, change)
    else observeComment(world, String(entry.id), String(field), change)
  }
}

function observeWhatsapp(world: World, value: JsonRecord): void {
  const account = world.state.accounts.get(String(record(value.metadata)?.phone_number_id))
  if (!account) return
  for (const message of records(value.messages)) {
    const from = string(message.from) ?? string(message.from_user_id)
    if (from === undefined) continue
    const content = record(message[String(message.type)])
    received(world, account, from, message, message.id, record(message.text)?.body)
    if (content?.mime_type) keep(world, account, String(content.id), String(content.mime_type), 7)
  }
}

function observeComment(world: World, accountId: string, field: string, value: JsonRecord): void {
  const account = world.state.accounts.get(accountId)
  const instagram = account?.platform === 'instagram' && field === 'comments'
  const facebook =
    account?.platform === 'facebook' && field === 'feed' && value.item === 'comment' && value.verb === 'add'
  if (!account || (!instagram && !facebook)) return
  const id = String(instagram ? value.id : value.comment_id)
  const postId = String(instagram ? record(value.media)?.id : value.post_id)
  const from = record(value.from) ?? {}
  const personId = String(from.id)
  const { state, clock } = world
  if (state.comments.has(id)) return
  const platform = instagram ? 'instagram' : 'facebook'
  if (personId !== account.id) ensurePerson(state, platform, personId)
  if (!state.posts.has(postId))
    state.posts.set(postId, { id: postId, platform, accountId, caption: 'A post', at: clock.now() - DAY })
  state.comments.set(id, {
    id,
    platform,
    postId,
    accountId,
    from: { id: personId, username: String(from.username ?? from.name) },
    text: String(value.text ?? value.message ?? ''),
    at: clock.now(),
    parentId: string(value.parent_id) === postId ? undefined : string(value.parent_id),
    hidden: false,
    repliedPrivately: false,
  })
}

const LINE_FILES: Readonly<Record<string, string>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/x-m4a',
  file: 'application/octet-stream',
}

function observeLine(world: World, body: JsonRecord): void {
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
    if (mimeType && !external) keep(world, account, String(message.id), mimeType, 14)
    if (!state.messages.has(String(message.id)))
      addMessage(world, account, chatId, {
        direction: 'in',
        content: message,
        text: string(message.text),
        id: String(message.id),
      })
  }
}
