import { text } from 'node:stream/consumers'
import type { DownloadedMedia, Inspection, PlatformClient, SendReceipt } from '../client.ts'
import { PlatformError } from '../error.ts'
import { count, filled, id, list, record } from '../json.ts'
import type { OutboundMessage } from '../outbound.ts'
import { parseJson } from '../parse-json.ts'
import { createTelegramApi, type TelegramApi, type TelegramEnvironment } from './api.ts'
import { messageIdOf } from './context.ts'
import { botIdOf, type TelegramCredentials } from './credentials.ts'
import { errorOf } from './errors.ts'
import { because } from './reasons.ts'
import { render } from './render.ts'
import { subscribe, subscription } from './subscription.ts'

/** Speaks to Telegram for one bot. */
export function createTelegramClient(
  { botToken }: TelegramCredentials,
  environment: TelegramEnvironment,
): PlatformClient {
  const api = createTelegramApi(botToken, environment)
  return {
    inspect: () => inspect(api, botToken),
    subscription: (options) => subscription(api, options?.callbackUrl),
    subscribe: (options) => subscribe(api, botToken, options?.callbackUrl),
    unsubscribe: async () => {
      await api.ask('deleteWebhook')
    },
    send: (message) => send(api, message),
    person: async (personId) => {
      const chat = record(await api.ask('getChat', { chat_id: personId }))
      const name = [filled(chat?.first_name), filled(chat?.last_name)].filter(Boolean).join(' ')
      return {
        id: personId,
        username: filled(chat?.username),
        name: name || filled(chat?.title),
        // Pictures have no address: they are files of the Bot API, behind the token.
        pictureUrl: undefined,
      }
    },
    // Tokens of bots do not expire.
    renew: async () => undefined,
    downloadMedia: (fileId) => download(api, fileId, environment),
  }
}

async function inspect(api: TelegramApi, botToken: string): Promise<Inspection> {
  const started = performance.now()
  const bot = record(await api.ask('getMe'))
  const latencyMs = Math.round(performance.now() - started)
  const externalId = id(bot?.id)
  const quality = bot?.can_read_all_group_messages === true ? because('bot_reads_groups') : undefined
  if (externalId === undefined || externalId !== botIdOf(botToken))
    throw new PlatformError('telegram', 'unavailable', 'Telegram did not say whose token it is')
  return {
    externalId,
    parentId: undefined,
    username: filled(bot?.username),
    name: filled(bot?.first_name),
    pictureUrl: undefined,
    followers: undefined,
    quality: quality?.detail,
    qualityReason: quality,
    token: { kind: 'bot', scopes: [], missingScopes: [], expiresAt: undefined },
    latencyMs,
  }
}

async function send(api: TelegramApi, message: OutboundMessage): Promise<SendReceipt> {
  const { method, params } = render(message)
  const result = await api.send(method, params)
  const sent = record(Array.isArray(result) ? list(result)[0] : result)
  const chatId = id(record(sent?.chat)?.id)
  const messageId = chatId === undefined ? undefined : messageIdOf(chatId, sent?.message_id)
  return messageId === undefined ? { messageId, via: 'action' } : { messageId, via: 'message' }
}

/** @throws PlatformError `not-found` for a file that is gone, `invalid` for one above the 20 MB of the Bot API. */
async function download(api: TelegramApi, fileId: string, environment: TelegramEnvironment): Promise<DownloadedMedia> {
  const { http, timeoutMs } = environment
  const file = record(await api.ask('getFile', { file_id: fileId }))
  const path = filled(file?.file_path)
  if (path === undefined) throw new PlatformError('telegram', 'not-found', 'Telegram no longer has the file')
  const answer = await api.safely(() => http.stream({ platform: 'telegram', url: api.fileUrl(path), timeoutMs }))
  if (answer.status === 200)
    return {
      contentType: filled(answer.headers['content-type']),
      size: count(answer.headers['content-length']),
      body: answer.body,
    }
  const json = parseJson(await text(answer.body))
  throw errorOf({ status: answer.status, json }, { sends: false })
}
