import { type Answer, Refusal } from '../exchange.ts'

interface TelegramError {
  readonly code: number
  readonly description: string
}

/** By the names under which tests ask for them; the words are those of the Bot API. */
export const TELEGRAM_ERRORS = {
  '400': { code: 400, description: 'Bad Request' },
  'no-chat': { code: 400, description: 'Bad Request: chat not found' },
  'no-text': { code: 400, description: 'Bad Request: message text is empty' },
  'long-text': { code: 400, description: 'Bad Request: message is too long' },
  'long-caption': { code: 400, description: 'Bad Request: message caption is too long' },
  'no-reply': { code: 400, description: 'Bad Request: message to be replied not found' },
  'no-message': { code: 400, description: 'Bad Request: message to react not found' },
  button: { code: 400, description: 'Bad Request: BUTTON_DATA_INVALID' },
  'no-file': { code: 400, description: 'Bad Request: wrong file_id or the file is temporarily unavailable' },
  'bad-file': { code: 400, description: 'Bad Request: wrong remote file identifier specified: Wrong string length' },
  'not-https': { code: 400, description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook' },
  'no-connection': { code: 400, description: 'Bad Request: business connection not found' },
  '401': { code: 401, description: 'Unauthorized' },
  blocked: { code: 403, description: 'Forbidden: bot was blocked by the user' },
  kicked: { code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' },
  begin: { code: 403, description: "Forbidden: bot can't initiate conversation with a user" },
  '404': { code: 404, description: 'Not Found' },
  '409': {
    code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  },
  '429': { code: 429, description: 'Too Many Requests: retry after 3' },
  '500': { code: 500, description: 'Internal Server Error' },
} as const satisfies Readonly<Record<string, TelegramError>>

export type TelegramErrorName = keyof typeof TELEGRAM_ERRORS

export function telegramAnswer(name: TelegramErrorName, parameters?: object): Answer {
  const { code, description } = TELEGRAM_ERRORS[name]
  const given = parameters ?? (name === '429' ? { retry_after: 3 } : undefined)
  return { status: code, body: { ok: false, error_code: code, description, ...(given && { parameters: given }) } }
}

export const telegramError = (name: TelegramErrorName, parameters?: object): Refusal =>
  new Refusal(telegramAnswer(name, parameters))
