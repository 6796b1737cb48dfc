import type { AccountRef, EventData, EventTypeName } from './generated.ts'

/** Why a delivery is not genuine, or cannot be checked. */
export type VerificationCode =
  | 'missing_header'
  | 'invalid_timestamp'
  | 'too_old'
  | 'too_new'
  | 'invalid_secret'
  | 'no_matching_signature'
  | 'invalid_body'

/** A delivery that must not be trusted; `code` is the cause. */
export class VerificationError extends Error {
  readonly code: VerificationCode

  constructor(code: VerificationCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'VerificationError'
    this.code = code
  }
}

/** The body of a delivery in the format `standard`: `event` tells what `data` holds. */
export type DeliveredEvent = {
  [Type in EventTypeName]: { readonly event: Type; readonly data: EventData[Type] }
}[EventTypeName] & {
  readonly id: string
  /** When it happened, ISO 8601. */
  readonly timestamp: string
  readonly workspaceId: string
  /** Null for events of the hub itself. */
  readonly account: AccountRef | null
}

/** The headers of a request: of fetch, or of Node. */
export type DeliveryHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>

export interface VerifyOptions {
  /** How far the clocks may be apart, seconds; 300 unless given. */
  readonly toleranceSeconds?: number
  readonly now?: Date
}

const PREFIX = 'whsec_'
const TOLERANCE_SECONDS = 300

/**
 * The body of a delivery, parsed, when one of its signatures is by one of the secrets (Standard Webhooks 1.0).
 * `payload` is the body as received: never parsed and put together again.
 * @throws VerificationError
 */
export async function verify<T = DeliveredEvent>(
  payload: string | ArrayBuffer | Uint8Array,
  headers: DeliveryHeaders,
  secret: string | readonly string[],
  options: VerifyOptions = {},
): Promise<T> {
  const id = headerOf(headers, 'webhook-id')
  const timestamp = headerOf(headers, 'webhook-timestamp')
  const signatures = signaturesOf(headerOf(headers, 'webhook-signature'))
  checkTime(timestamp, options)

  const body = bytesOf(payload)
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), body)
  const keys = await Promise.all((typeof secret === 'string' ? [secret] : secret).map(keyOf))
  if (keys.length === 0) throw new VerificationError('invalid_secret', 'There is no secret to check with.')
  for (const key of keys) {
    for (const signature of signatures) {
      // Compares in constant time.
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return parsed<T>(body)
    }
  }
  throw new VerificationError(
    'no_matching_signature',
    'No signature is by this secret: another secret, or the body is not the bytes that were received.',
  )
}

function checkTime(timestamp: string, { toleranceSeconds = TOLERANCE_SECONDS, now = new Date() }: VerifyOptions): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new VerificationError('invalid_timestamp', 'Webhook-Timestamp is not a time in seconds.')
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp)
  if (age > toleranceSeconds)
    throw new VerificationError('too_old', `Sent ${age} s ago, by the clocks of the hub and of this machine.`)
  if (-age > toleranceSeconds)
    throw new VerificationError(
      'too_new',
      `Sent ${-age} s in the future, by the clocks of the hub and of this machine.`,
    )
}

function headerOf(headers: DeliveryHeaders, name: string): string {
  const value = isHeaders(headers) ? headers.get(name) : findHeader(headers, name)
  if (value === null || value === undefined || value === '')
    throw new VerificationError('missing_header', `The header ${name} is missing.`)
  return value
}

function isHeaders(headers: DeliveryHeaders): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function'
}

function findHeader(headers: Readonly<Record<string, string | readonly string[] | undefined>>, name: string) {
  const value = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1]
  return typeof value === 'object' ? value.join(' ') : value
}

/** The `v1` signatures among those given; during a rotation there are two. */
function signaturesOf(header: string): Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => base64(each.slice(3)))
    .filter((each) => each?.length === 32)
    .filter((each) => each !== undefined)
}

async function keyOf(secret: string) {
  if (typeof secret !== 'string' || secret === '' || secret === PREFIX)
    throw new VerificationError('invalid_secret', 'The secret is empty.')
  return crypto.subtle.importKey('raw', keyBytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

/** The hub's reading of a secret: base64, with or without `whsec_`; any other text is its own bytes. */
function keyBytes(secret: string): Uint8Array<ArrayBuffer> {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  const digits = text.replace(/={1,2}$/, '')
  const read = digits.length % 4 === 1 ? digits.slice(0, -1) : digits
  const bytes = text.length >= 4 && !digits.endsWith('=') ? base64(read) : undefined
  return bytes ?? new TextEncoder().encode(secret)
}

function base64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const digits = text.replace(/={1,2}$/, '')
  if (!/^[A-Za-z0-9+/]+$/.test(digits) || digits.length % 4 === 1) return undefined
  return Uint8Array.from(atob(digits), (char) => char.charCodeAt(0))
}

function bytesOf(payload: string | ArrayBuffer | Uint8Array): Uint8Array {
  if (typeof payload === 'string') return new TextEncoder().encode(payload)
  if (payload instanceof ArrayBuffer) return new Uint8Array(payload)
  if (ArrayBuffer.isView(payload)) return payload
  throw new VerificationError('invalid_body', 'The body must be the text or the bytes received, not what was parsed.')
}

function joined(head: Uint8Array, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(head.length + body.length)
  all.set(head)
  all.set(body, head.length)
  return all
}

function parsed<T>(body: Uint8Array): T {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as T
  } catch (cause) {
    throw new VerificationError('invalid_body', 'The body is genuine, but not JSON.', { cause })
  }
}
