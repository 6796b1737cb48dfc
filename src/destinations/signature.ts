import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { InputCode } from '../codes/input.ts'
import type { Params } from '../codes/sentence.ts'

const PREFIX = 'whsec_'

/** Lengths that a secret given by a user may have, in characters. */
export const SECRET_LENGTH = { min: 8, max: 256 } as const

/** Signs the deliveries of one endpoint. */
export interface Signer {
  /** The headers of one delivery. `timestampSeconds` is the time of this try, not of the event. */
  headers(
    deliveryId: string,
    timestampSeconds: number,
    body: string | Buffer,
    eventType: string,
  ): Record<
    'webhook-id' | 'webhook-timestamp' | 'webhook-signature' | 'x-webhook-signature' | 'x-webhook-event',
    string
  >
}

/** A new secret: `whsec_` and 32 random bytes in base64. */
export function generateSecret(): string {
  return PREFIX + randomBytes(32).toString('base64')
}

/** The code of why a text cannot be a secret, with its parameters; undefined when it can. */
export function secretFault(secret: string): { readonly code: InputCode; readonly params: Params } | undefined {
  if (secret.length < SECRET_LENGTH.min || secret.length > SECRET_LENGTH.max)
    return { code: 'wrong_secret_length', params: SECRET_LENGTH }
  if (/\p{Cc}/u.test(secret) || !secret.isWellFormed()) return { code: 'control_characters', params: {} }
  if (secret.trim() !== secret) return { code: 'surrounding_space', params: {} }
  return undefined
}

/**
 * The key of `Webhook-Signature` (Standard Webhooks 1.0): the bytes of the base64 after `whsec_`, or of the whole
 * text when it is base64 without that prefix, as the `standardwebhooks` library reads it; for any other
 * text its UTF-8 bytes (that library's `format: "raw"`).
 */
export function standardKey(secret: string): Buffer {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  const digits = text.replace(/={1,2}$/, '')
  // What that library lets pass: at least four characters, and a last one that fills no byte may be anything.
  const read = digits.length % 4 === 1 ? digits.slice(0, -1) : digits
  if (text.length >= 4 && /^[A-Za-z0-9+/]+$/.test(read) && !digits.endsWith('=')) return Buffer.from(read, 'base64')
  return Buffer.from(secret, 'utf8')
}

/**
 * A signer for a secret and, while it is being rotated, the one before it: both sign `Webhook-Signature`;
 * `X-Webhook-Signature` is `sha256=` and the hex HMAC-SHA256 of the body, keyed with the text of the current secret.
 */
export function createSigner(secret: string, previous?: string): Signer {
  const keys = [secret, ...(previous === undefined ? [] : [previous])].map((each) => createSecretKey(standardKey(each)))
  const textKey = createSecretKey(secret, 'utf8')
  return {
    headers: (deliveryId, timestampSeconds, body, eventType) => {
      const timestamp = String(Math.floor(timestampSeconds))
      const head = `${deliveryId}.${timestamp}.`
      return {
        'webhook-id': deliveryId,
        'webhook-timestamp': timestamp,
        'webhook-signature': keys.map((key) => `v1,${hmac(key, head, body).digest('base64')}`).join(' '),
        'x-webhook-signature': `sha256=${hmac(textKey, '', body).digest('hex')}`,
        'x-webhook-event': eventType,
      }
    },
  }
}

function hmac(key: KeyObject, head: string, body: string | Buffer) {
  const mac = createHmac('sha256', key)
  if (typeof body === 'string') return mac.update(head + body)
  return mac.update(head).update(body)
}
