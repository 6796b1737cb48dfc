import type { ClientEnvironment } from '../client.ts'
import { PlatformError } from '../error.ts'
import { type JsonRecord, record } from '../json.ts'
import { errorOf, migratedTo } from './errors.ts'

export type TelegramEnvironment = Pick<ClientEnvironment, 'http' | 'timeoutMs' | 'variables'>

/** The Bot API with the token of one bot. Every method may throw PlatformError. */
export interface TelegramApi {
  /** Asks; doing it twice does no harm. */
  ask(method: string, params?: JsonRecord): Promise<unknown>
  /** Sends a message, once; to the supergroup that a group has become, when it has. */
  send(method: string, params: JsonRecord): Promise<unknown>
  /** The address of a file that `getFile` named. */
  fileUrl(path: string): string
  /** The token is part of every address, so it is cut out of what errors say. */
  safely<T>(run: () => Promise<T>): Promise<T>
}

export function createTelegramApi(token: string, { http, timeoutMs, variables }: TelegramEnvironment): TelegramApi {
  const base = variables.TELEGRAM_API_URL ?? ''
  const safely = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof PlatformError) || !error.message.includes(token)) throw error
      const { platform, kind, message, retryable, outcomeUnknown } = error
      throw new PlatformError(platform, kind, message.replaceAll(token, '[token]'), { retryable, outcomeUnknown })
    }
  }
  const call = async (method: string, params: JsonRecord, sends: boolean): Promise<unknown> => {
    const answer = await safely(() =>
      http.request({
        platform: 'telegram',
        method: 'POST',
        url: `${base}/bot${token}/${method}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(params),
        timeoutMs,
        repeatable: !sends,
      }),
    )
    const body = record(answer.json)
    if (answer.status === 200 && body?.ok === true) return body.result
    const chat = sends ? migratedTo(answer.json) : undefined
    if (chat !== undefined && chat !== params.chat_id) return await call(method, { ...params, chat_id: chat }, sends)
    throw errorOf(answer, { sends })
  }
  return {
    ask: (method, params = {}) => call(method, params, false),
    send: (method, params) => call(method, params, true),
    fileUrl: (path) => `${base}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`,
    safely,
  }
}
