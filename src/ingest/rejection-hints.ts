import { PLATFORMS } from '../platforms/index.ts'
import type { RejectionCause } from './receiver.ts'

const firstOf = (names: (settings: (typeof PLATFORMS)[number]['settings']) => readonly string[]) =>
  [...new Set(PLATFORMS.flatMap(({ settings }) => names(settings).slice(0, 1)))].join(', ')

const SECRETS = firstOf(({ secrets }) => secrets)
const VERIFY_TOKENS = firstOf(({ verifyTokens }) => verifyTokens)

/** The remedy for each cause of a rejection. */
export const HINTS: Readonly<Record<RejectionCause, string>> = {
  no_secret: `Set the secret of this platform (${SECRETS}) and start the hub again, or connect the account with it.`,
  no_signature:
    'The request carries no signature header: it did not come from the platform, or a proxy removed the header.',
  malformed_signature: 'The signature must be of the form that the platform documents. Check what a proxy changes.',
  wrong_length: 'The signature was cut or extended on its way. Check what a proxy changes.',
  signature_mismatch:
    'The secret is another one than the platform signs with, or a proxy changed the body. Compare it with ' +
    'the secret in the console of the platform.',
  wrong_account: 'The body speaks of another account than the address it was sent to.',
  not_json: 'The body was signed correctly but is not JSON.',
  wrong_shape: 'The body was signed correctly but is of another product; check what the callback is subscribed to.',
  too_large: 'The body is over 5 MB; no platform sends that.',
  verification_failed: `The verify token in the app dashboard is another one than ${VERIFY_TOKENS}, or the handshake was incomplete.`,
}

/** The remedy for a cause; a cause that only a newer program knows has none of its own. */
export function hintOf(cause: string): string {
  return Object.hasOwn(HINTS, cause) ? HINTS[cause as RejectionCause] : 'See docs/errors.md.'
}
