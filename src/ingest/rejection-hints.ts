import type { RejectionCause } from './receiver.ts'

/** The remedy for each cause of a rejection. */
export const HINTS: Readonly<Record<RejectionCause, string>> = {
  no_secret:
    'Set the secret of this platform (META_APP_SECRET, INSTAGRAM_APP_SECRET, LINE_CHANNEL_SECRET) and start the hub again, or connect the account with it.',
  no_signature:
    'The request carries no signature header: it did not come from the platform, or a proxy removed the header.',
  malformed_signature:
    'The signature must be `sha256=` and 64 hex digits in lower case (Meta), or base64 (LINE). Check what a proxy changes.',
  wrong_length: 'The signature was cut or extended on its way. Check what a proxy changes.',
  signature_mismatch:
    'The secret is another one than the platform signs with, or a proxy changed the body. Compare it in the dashboard: ' +
    'the app secret of Meta, with Instagram Login that of the Instagram app, with LINE that of the channel.',
  wrong_account: 'The body speaks of another account than the address it was sent to.',
  not_json: 'The body was signed correctly but is not JSON.',
  wrong_shape: 'The body was signed correctly but is of another product; check what the callback is subscribed to.',
  too_large: 'The body is over 5 MB; no platform sends that.',
  verification_failed:
    'The verify token in the app dashboard is another one than META_VERIFY_TOKEN, or the handshake was incomplete.',
}

/** The remedy for a cause; a cause that only a newer program knows has none of its own. */
export function hintOf(cause: string): string {
  return Object.hasOwn(HINTS, cause) ? HINTS[cause as RejectionCause] : 'See docs/errors.md.'
}
