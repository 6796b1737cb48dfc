import type { InputError, Reason } from './codes/sentence.ts'

export { messageOf } from './lib/message-of.ts'

/** How a caller should treat an error: whether trying the same again can help. */
export type RetryClass = 'never' | 'later' | 'after-change'

interface ErrorKind {
  readonly status: number
  /** Short text, the same for every occurrence; also the `error` member of the answer. */
  readonly title: string
  readonly retry: RetryClass
  readonly description: string
}

/** Every error the API answers with. `docs/errors.md` is generated from it. */
export const ERRORS = {
  unauthorized: {
    status: 401,
    title: 'Unauthorized',
    retry: 'after-change',
    description:
      'No API key, or one that is unknown or revoked; or no session, or one that has ended. Send a key as `X-API-Key` ' +
      'or `Authorization: Bearer`, or sign in with `POST /api/v1/session`.',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    retry: 'after-change',
    description: 'The API key has the role `read`; this call needs `admin`.',
  },
  csrf_failed: {
    status: 403,
    title: 'Cross-site request refused',
    retry: 'after-change',
    description:
      'A call with a session cookie that changes something lacked the `X-CSRF-Token` of the session ' +
      '(`GET /api/v1/session` has it), or came from another site.',
  },
  verification_failed: {
    status: 403,
    title: 'Verification failed',
    retry: 'after-change',
    description: 'The handshake carried no or another verify token.',
  },
  invalid_signature: {
    status: 401,
    title: 'Invalid signature',
    retry: 'after-change',
    description: 'The request is not signed with a secret the hub knows. `GET /api/v1/rejections` has the cause.',
  },
  invalid_payload: {
    status: 400,
    title: 'Invalid payload',
    retry: 'after-change',
    description:
      'The signed body is not JSON, or not of the shape the platform sends. `GET /api/v1/rejections` has the cause.',
  },
  invalid_request: {
    status: 400,
    title: 'Invalid request',
    retry: 'after-change',
    description: 'A parameter, the query or the body is not what the route takes; `errors` names each place.',
  },
  unsafe_url: {
    status: 400,
    title: 'Unsafe URL',
    retry: 'after-change',
    description: 'The address is private, loopback or reserved. Allow it with DELIVERY_ALLOWED_CIDRS if it is yours.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    retry: 'after-change',
    description: 'No such route, or no such thing in this workspace.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    retry: 'after-change',
    description: 'The route exists, but not with this method; `Allow` has those it takes.',
  },
  conflict: {
    status: 409,
    title: 'Conflict',
    retry: 'after-change',
    description: 'The state of the thing does not allow the call; `reason` says why.',
  },
  platform_refused: {
    status: 422,
    title: 'Refused by the platform',
    retry: 'after-change',
    description:
      'The platform was asked and said no; `reason` has the kind, and in `params` its words (`said`) and its own code (`platformCode`).',
  },
  account_not_connected: {
    status: 409,
    title: 'Account not connected',
    retry: 'after-change',
    description:
      'The hub has no credentials for the account, cannot open them, or the platform no longer takes them; `reason` says ' +
      'which. Connect it again.',
  },
  login_failed: {
    status: 400,
    title: 'Login failed',
    retry: 'after-change',
    description:
      'The login at the platform was declined, took too long, was used before, or was begun by another browser. Begin it again.',
  },
  not_supported: {
    status: 422,
    title: 'Not supported',
    retry: 'after-change',
    description: 'The platform cannot send this; `reason` says what it takes. `GET /api/v1/platforms` lists it all.',
  },
  window_closed: {
    status: 409,
    title: 'Window closed',
    retry: 'after-change',
    description:
      'The window for answers of the conversation is closed. `reason` says what can still be sent, and until when: a ' +
      'template, an answer of a person with `humanAgent`, or nothing until the other side writes again.',
  },
  idempotency_key_reused: {
    status: 409,
    title: 'Idempotency key reused',
    retry: 'after-change',
    description: 'The `Idempotency-Key` was used for another message. Use a new key for each message.',
  },
  request_timeout: {
    status: 408,
    title: 'Request timeout',
    retry: 'later',
    description:
      'The request took too long to arrive: 30 seconds for its headers and 30 for its body, 10 minutes for the upload of a file.',
  },
  headers_too_large: {
    status: 431,
    title: 'Headers too large',
    retry: 'after-change',
    description: 'The headers of the request are over 16 KB.',
  },
  payload_too_large: {
    status: 413,
    title: 'Payload too large',
    retry: 'never',
    description: 'The body is over the limit: 5 MB for platforms, 1 MB for the API.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    retry: 'after-change',
    description: 'The body must be `application/json`.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    retry: 'later',
    description: 'Too many calls with this key or from this address; `Retry-After` has the seconds to wait.',
  },
  platform_unavailable: {
    status: 503,
    title: 'Platform unavailable',
    retry: 'later',
    description: 'The platform cannot be reached, fails, or wants fewer calls; `Retry-After` has the seconds to wait.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    retry: 'later',
    description: 'A fault of the hub; the log has it under the `requestId`.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    retry: 'later',
    description: 'The store cannot take the request now; nothing was lost, send it again after `Retry-After`.',
  },
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof ERRORS

/** What an error tells besides its code and sentence. */
interface ErrorFacts {
  readonly cause?: unknown
  readonly retryAfterSeconds?: number | undefined
  /** Which of the reasons that the code can have. */
  readonly reason?: Reason
  /** What is wrong with the input, the most important first. */
  readonly errors?: readonly InputError[]
}

/** An error that an API answer shows as it is. Without a sentence it has the one that describes its code. */
export class HubError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly retryAfterSeconds: number | undefined
  readonly reason: Reason | undefined
  readonly errors: readonly InputError[]

  constructor(code: ErrorCode, detail: string = ERRORS[code].description, facts: ErrorFacts = {}) {
    super(detail, { cause: facts.cause })
    this.name = 'HubError'
    this.code = code
    this.status = ERRORS[code].status
    this.retryAfterSeconds = facts.retryAfterSeconds
    this.reason = facts.reason
    this.errors = facts.errors ?? []
  }
}

/** The configuration is wrong; the process must not start. */
export class ConfigError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`The configuration is wrong:\n  ${faults.join('\n  ')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}
