import { id, type JsonRecord, record } from '../../../src/platforms/json.ts'
import { webhookSecretOf } from '../../../src/platforms/telegram/credentials.ts'
import { records } from '../exchange.ts'
import { numericId } from '../ids.ts'
import { keepFile, received } from '../observe.ts'
import { QUESTIONS } from '../sayings.ts'
import { customer, newAccount } from '../seeding.ts'
import type { StandIn } from '../stand-in.ts'
import type { World } from '../world.ts'
import type { Bot } from './bot.ts'
import { createTelegramFamily } from './family.ts'
import { telegramRoutes } from './routes.ts'

const BOT = '7000000001'
const TOKEN = `${BOT}:AAdemo-telegram-token-0123456789ab`
const SECRET = 'telegram-webhook-secret'

export const standIn: StandIn<'telegram'> = {
  hosts: ['telegram'],
  routes: telegramRoutes,
  families: [createTelegramFamily],
  env: ({ url }) => ({ TELEGRAM_API_URL: url('telegram'), TELEGRAM_WEBHOOK_SECRET: SECRET }),
  seed(world) {
    const account: Bot = {
      ...newAccount(BOT, 'yourbrand_bot', 'Your Brand'),
      platform: 'telegram',
      webhook: undefined,
      pending: 0,
      lastError: undefined,
    }
    return {
      account,
      person: customer(world, 'telegram', '7100000001', 'customer123', 'John'),
      token: world.tokens.issue('telegram', BOT, { value: TOKEN }),
    }
  },
  credentials: ({ token }) => ({ botToken: token.value }),
  push: {
    timeoutMs: 5000,
    again: 'always',
    callback: ({ reach }, { webhook }) => webhook && reach(webhook.url),
    secret: (_world, { webhook }) => webhook?.secret ?? SECRET,
    listens: (_world, { webhook }, field) => webhook?.allowed.includes(field) ?? false,
    bytes: (body) => Buffer.from(JSON.stringify(body)),
    headers: (_bytes, secret) => ({ 'x-telegram-bot-api-secret-token': secret }),
    taken: (status = 0) => status >= 200 && status < 300,
  },
  messageId: () => `7100000001:${numericId('', 6)}`,
  observe,
  deeds: [
    { kind: 'message', texts: QUESTIONS },
    { kind: 'message-sticker' },
    { kind: 'reaction' },
    { kind: 'postback' },
  ],
}

/** The secret that the hub gives the seeded bot. */
export const HUB_SECRET = webhookSecretOf(TOKEN)

const FILES: Readonly<Record<string, string>> = {
  photo: 'image/jpeg',
  video: 'video/mp4',
  voice: 'audio/ogg',
  document: 'application/pdf',
}

/** What Telegram knows after an update: chats, messages and their files, who blocked the bot. */
function observe(world: World, body: unknown): void {
  const account = world.state.accounts.get(BOT)
  const update = record(body) ?? {}
  if (!account) return
  for (const field of ['message', 'business_message', 'channel_post'])
    observeMessage(world, account as Bot, record(update[field]))
  const change = record(update.my_chat_member)
  const person = world.state.people.get(String(record(change?.chat)?.id))
  if (person) person.blocked = record(change?.new_chat_member)?.status === 'kicked'
}

function observeMessage(world: World, account: Bot, message: JsonRecord | undefined): void {
  const chat = record(message?.chat)
  const chatId = id(chat?.id)
  if (!message || !chat || chatId === undefined) return
  if (chat.type !== 'private') world.state.groups.set(chatId, { id: chatId, name: String(chat.title ?? 'A group') })
  received(world, account, chatId, message, `${chatId}:${id(message.message_id)}`, message.text ?? message.caption)
  for (const [member, mimeType] of Object.entries(FILES)) {
    const given = Array.isArray(message[member]) ? records(message[member]).at(-1) : record(message[member])
    const fileId = id(given?.file_id)
    if (fileId !== undefined) keepFile(world, account, fileId, mimeType, 1)
  }
}
