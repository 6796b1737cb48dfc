import { type Answer, Refusal } from '../exchange.ts'

interface LineError {
  readonly status: number
  readonly message: string
}

/** By the names under which tests ask for them. */
export const LINE_ERRORS = {
  '400': { status: 400, message: 'The request body has 1 error(s)' },
  'bad-json': { status: 400, message: 'The request body could not be parsed as JSON.' },
  'reply-token': { status: 400, message: 'Invalid reply token' },
  'retry-key': { status: 400, message: 'The retry key is not valid, or this API does not take one' },
  'not-sent': { status: 400, message: 'Failed to send messages' },
  'bad-to': { status: 400, message: "The property, 'to', in the request body is invalid (line: -, column: -)" },
  '401': {
    status: 401,
    message: 'Authentication failed. Confirm that the access token in the authorization header is valid.',
  },
  '403': { status: 403, message: 'Access to this API is not available for your account' },
  '404': { status: 404, message: 'Not found' },
  '405': { status: 405, message: 'Method not allowed' },
  '409': { status: 409, message: 'The retry key is already accepted' },
  '410': { status: 410, message: 'Gone' },
  '415': { status: 415, message: 'Unsupported media type' },
  '429': { status: 429, message: 'The API rate limit has been exceeded. Try again later.' },
  '429-quota': { status: 429, message: 'You have reached your monthly limit.' },
  '500': { status: 500, message: 'Internal server error' },
  '503': { status: 503, message: 'Service unavailable' },
} as const satisfies Readonly<Record<string, LineError>>

export type LineErrorName = keyof typeof LINE_ERRORS

export interface LineDetail {
  readonly message: string
  readonly property: string
}

export function lineAnswer(name: LineErrorName, details: readonly LineDetail[] = []): Answer {
  const { status, message } = LINE_ERRORS[name]
  return { status, body: { message, ...(details.length > 0 ? { details } : {}) } }
}

export const lineError = (name: LineErrorName, details: readonly LineDetail[] = []): Refusal =>
  new Refusal(lineAnswer(name, details))
