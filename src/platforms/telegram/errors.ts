import { PlatformError, type PlatformErrorKind } from '../error.ts'
import type { HttpAnswer } from '../http.ts'
import { filled, id, number, record } from '../json.ts'

/** How the call that failed is to be judged. */
export interface Circumstances {
  /** It asked for something to be sent, so that a 5xx may have come after it was. */
  readonly sends: boolean
}

/** The chat became another one: the same message has to go there. */
export function migratedTo(json: unknown): string | undefined {
  return id(record(record(json)?.parameters)?.migrate_to_chat_id)
}

/** The error that an answer of the Bot API means. */
export function errorOf(
  { status, json }: Pick<HttpAnswer, 'status' | 'json'>,
  { sends }: Circumstances,
): PlatformError {
  const body = record(json)
  const said = filled(body?.description)
  const code = number(body?.error_code)
  // What is not of Telegram's form comes from a proxy, which knows nothing of the bot.
  const kind = said === undefined ? 'unavailable' : kindOf(code ?? status, said)
  const outcomeUnknown = sends && kind === 'unavailable' && status >= 500 && status !== 503
  const retryAfter = number(record(body?.parameters)?.retry_after)
  return new PlatformError('telegram', kind, (said ?? `HTTP ${status} without a readable answer`).slice(0, 500), {
    httpStatus: status,
    platformCode: code === undefined ? undefined : String(code),
    outcomeUnknown,
    revoked: kind === 'auth',
    recipientOnly: kind === 'rate',
    ...(outcomeUnknown && { retryable: false }),
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter * 1000 }),
  })
}

function kindOf(code: number, said: string): PlatformErrorKind {
  // A token that never was one answers 404, one that was taken back 401.
  if (code === 401 || (code === 404 && said === 'Not Found')) return 'auth'
  if (code === 403) return 'permission'
  if (code === 429) return 'rate'
  if (code >= 500) return 'unavailable'
  return /not found|PEER_ID_INVALID/i.test(said) ? 'not-found' : 'invalid'
}
