import { type TSchema, Type } from 'typebox'
import { id, list, record, string } from '../../../src/platforms/json.ts'
import { type Answer, type Call, inputOf, ok, param, type Route, records } from '../exchange.ts'
import { closed, optional, text } from '../shape.ts'
import { there } from '../there.ts'
import { accountOf, addMessage, type World } from '../world.ts'
import type { Bot } from './bot.ts'
import { telegramError } from './errors.ts'
import {
  ANSWER_CALLBACK_QUERY,
  CHAT_ACTION,
  REACTION,
  READ_BUSINESS_MESSAGE,
  SEND_METHODS,
  SET_WEBHOOK,
} from './schema.ts'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const ok200 = (result: unknown): Answer => ok({ ok: true, result })

/** The Bot API. */
export function telegramRoutes(world: World): Route[] {
  const { state, clock } = world
  const botOf = (call: Call): Bot => there(accountOf(state, 'telegram', there(call.token).owner))
  const route = (name: string, handle: Route['handle'], input?: TSchema): Route => ({
    host: 'telegram',
    platform: 'telegram',
    method: 'POST',
    path: `/${name}`,
    ...(input ? { input } : {}),
    handle,
  })

  /** The chat a message goes to. @throws Refusal as Telegram does for those that cannot be written to. */
  function chatOf(chatId: string) {
    const migrated = state.groups.get(`migrated:${chatId}`)
    if (migrated) throw telegramError('400', { migrate_to_chat_id: Number(migrated.id) })
    if (state.groups.has(chatId))
      return { id: Number(chatId), type: 'supergroup', title: state.groups.get(chatId)?.name }
    const person = state.people.get(chatId)
    if (person?.platform !== 'telegram') throw telegramError('no-chat')
    if (person.blocked) throw telegramError('blocked')
    return { id: Number(chatId), type: 'private', first_name: person.name, username: person.username }
  }

  function check(input: Readonly<Record<string, unknown>>): void {
    if (input.text === '') throw telegramError('no-text')
    if ([...(string(input.text) ?? '')].length > 4096) throw telegramError('long-text')
    if ([...(string(input.caption) ?? '')].length > 1024) throw telegramError('long-caption')
    for (const row of list(record(input.reply_markup)?.inline_keyboard))
      for (const { callback_data: data } of records(row))
        if (data !== undefined && (Buffer.byteLength(String(data)) > 64 || data === '')) throw telegramError('button')
  }

  function send(call: Call): Answer {
    const input = inputOf(call)
    const chatId = String(input.chat_id)
    const chat = chatOf(chatId)
    check(input)
    const quoted = id(record(input.reply_parameters)?.message_id)
    if (quoted !== undefined && !state.messages.has(`${chatId}:${quoted}`)) throw telegramError('no-reply')
    const bot = botOf(call)
    const { chat_id: _chat, reply_parameters: _quoted, ...content } = input
    const messageId = state.messages.size + 1000
    addMessage(world, bot, chatId, {
      direction: 'out',
      content,
      text: string(input.text) ?? string(input.caption),
      id: `${chatId}:${messageId}`,
    })
    const from = { id: Number(bot.id), is_bot: true, first_name: bot.name, username: bot.username }
    return ok200({ message_id: messageId, from, chat, date: Math.floor(clock.now() / 1000), ...content })
  }

  return [
    route('getMe', (call) => {
      const { id: botId, name, username } = botOf(call)
      return ok200({
        id: Number(botId),
        is_bot: true,
        first_name: name,
        username,
        can_join_groups: true,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
      })
    }),
    route(
      'setWebhook',
      (call) => {
        const input = inputOf(call)
        const url = String(input.url)
        const { protocol, hostname } = URL.parse(url) ?? { protocol: '', hostname: '' }
        // Telegram wants https; a hub under test listens on loopback without.
        if (protocol !== 'https:' && !LOOPBACK.includes(hostname)) throw telegramError('not-https')
        const allowed = Array.isArray(input.allowed_updates) ? input.allowed_updates.map(String) : []
        botOf(call).webhook = { url, secret: string(input.secret_token) ?? '', allowed }
        return ok({ ok: true, result: true, description: 'Webhook was set' })
      },
      SET_WEBHOOK,
    ),
    route(
      'deleteWebhook',
      (call) => {
        botOf(call).webhook = undefined
        return ok({ ok: true, result: true, description: 'Webhook was deleted' })
      },
      closed({ drop_pending_updates: optional(Type.Boolean()) }),
    ),
    route('getWebhookInfo', (call) => {
      const { webhook, pending, lastError } = botOf(call)
      return ok200({
        url: webhook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: pending,
        ...(lastError && { last_error_date: Math.floor(lastError.at / 1000), last_error_message: lastError.message }),
        ...(webhook && { allowed_updates: webhook.allowed }),
      })
    }),
    ...Object.entries(SEND_METHODS).map(([name, input]) => route(name, send, input)),
    route(
      'setMessageReaction',
      (call) => {
        const { chat_id: chatId, message_id: messageId } = inputOf(call)
        if (!state.messages.has(`${chatId}:${messageId}`)) throw telegramError('no-message')
        return ok200(true)
      },
      REACTION,
    ),
    route(
      'sendChatAction',
      (call) => {
        chatOf(String(inputOf(call).chat_id))
        return ok200(true)
      },
      CHAT_ACTION,
    ),
    route(
      'readBusinessMessage',
      (call) => {
        const { chat_id: chatId, message_id: messageId } = inputOf(call)
        if (!state.messages.has(`${chatId}:${messageId}`)) throw telegramError('no-message')
        return ok200(true)
      },
      READ_BUSINESS_MESSAGE,
    ),
    route('answerCallbackQuery', () => ok200(true), ANSWER_CALLBACK_QUERY),
    route('getChat', (call) => ok200(chatOf(String(inputOf(call).chat_id))), closed({ chat_id: text() })),
    route(
      'getFile',
      (call) => {
        const fileId = String(inputOf(call).file_id)
        const upload = state.uploads.get(fileId)
        if (!upload) throw telegramError('no-file')
        return ok200({
          file_id: fileId,
          file_unique_id: fileId.slice(-8),
          file_size: upload.bytes.length,
          file_path: `photos/${fileId}`,
        })
      },
      closed({ file_id: text() }),
    ),
    {
      host: 'telegram',
      platform: 'telegram',
      method: 'GET',
      path: '/file/{path}',
      handle: (call) => {
        const upload = state.uploads.get(param(call, 'path').replace('photos/', ''))
        if (!upload) throw telegramError('404')
        return ok(upload.bytes, { 'content-type': upload.mimeType })
      },
    },
  ]
}
