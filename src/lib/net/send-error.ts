import { messageOf } from '../message-of.ts'
import { BlockedAddressError } from './guard.ts'

export type SendErrorKind = 'timeout' | 'connection' | 'dns' | 'tls' | 'blocked' | 'aborted' | 'protocol'

/** Why there is no complete answer. */
export interface SendError {
  readonly kind: SendErrorKind
  /** One line, at most 500 characters. */
  readonly message: string
}

const BY_CODE: readonly (readonly [RegExp, SendErrorKind])[] = [
  [/^(UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ETIMEDOUT)$/, 'timeout'],
  [/^(ENOTFOUND|ENODATA|EAI_\w+)$/, 'dns'],
  [
    /^(HTTPParserError|HPE_\w+|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_\w+|UND_ERR_REQ_\w+|UND_ERR_INVALID_\w+)$/,
    'protocol',
  ],
  [/^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_|EPROTO)/, 'tls'],
]

/** The kind of failure behind an error of DNS, the socket, TLS or HTTP. */
export function sendErrorOf(error: unknown): SendError {
  // When every address of a name failed, Node gives one AggregateError without a text.
  const cause = error instanceof AggregateError ? (error.errors[0] ?? error) : error
  const message = printable(messageOf(cause))
  if (cause instanceof BlockedAddressError) return { kind: 'blocked', message }
  const code = codeOf(cause)
  const kind = BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? 'connection'
  return { kind, message: message || code || 'the connection failed' }
}

/** True when the other side closed or reset the connection. */
export function isReset(error: unknown): boolean {
  return /^(UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(codeOf(error))
}

/** undici's parser errors carry only a name. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 500)
}
