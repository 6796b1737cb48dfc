import { record } from '../../../src/platforms/json.ts'
import { Refusal } from '../exchange.ts'
import type { Family } from '../family.ts'
import type { World } from '../world.ts'
import { TELEGRAM_ERRORS, type TelegramErrorName, telegramAnswer, telegramError } from './errors.ts'

const METHOD = /^\/bot([^/]+)\/([A-Za-z]+)$/
const FILE = /^\/file\/bot([^/]+)\/(.+)$/

const isName = (name: string): name is TelegramErrorName => name in TELEGRAM_ERRORS

/** api.telegram.org: the token is in the path. */
export function createTelegramFamily(world: World): Family {
  return {
    hosts: ['telegram'],
    pathOf({ path }) {
      const file = FILE.exec(path)
      if (file) return `/file/${encodeURIComponent(file[2] ?? '')}`
      const method = METHOD.exec(path)
      if (!method) throw telegramError('404')
      return `/${method[2]}`
    },
    segment: (_name, value) => decodeURIComponent(value),
    authorise(_route, { path }) {
      const value = (METHOD.exec(path) ?? FILE.exec(path))?.[1] ?? ''
      // What never was a token has no methods; what was one is unauthorised.
      if (!/^\d+:[\w-]{20,}$/.test(value)) throw telegramError('404')
      const token = world.tokens.find(value)
      if (token?.kind !== 'telegram' || token.revoked) throw telegramError('401')
      return token
    },
    input: (_route, { method, query, body }) => (method === 'GET' ? query : (record(body) ?? {})),
    unknown: () => telegramError('404'),
    invalid: (_route, { path, message, params }) =>
      new Refusal({
        status: 400,
        body: {
          ok: false,
          error_code: 400,
          description: `Bad Request: ${[path, params.missingProperty ?? params.additionalProperty].filter(Boolean).join('.')} ${message}`,
        },
      }),
    headers: () => ({}),
    error(name) {
      if (!isName(name)) throw new Error(`Telegram has no error ${name}; it has ${Object.keys(TELEGRAM_ERRORS)}`)
      return telegramAnswer(name)
    },
    rateLimited: (_host, retryAfterSeconds = 3) => ({
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: `Too Many Requests: retry after ${retryAfterSeconds}`,
        parameters: { retry_after: retryAfterSeconds },
      },
    }),
  }
}
