import type { ErrorCode } from '@hubbub/sdk'
import type { ProblemText } from '../problem-text.ts'

/** Every error of the hub and of the connection to it: what happened, what it means, what to do. */
const byCode: Record<ErrorCode | 'network' | 'timeout' | 'unexpected_answer', ProblemText> = {
  network: {
    title: 'The hub cannot be reached',
    meaning: 'It is stopped, starting again, or the network in between is down.',
    action: 'Check that it runs, then try again.',
  },
  timeout: {
    title: 'The hub did not answer in time',
    meaning: 'It is very busy, or its database is slow.',
    action: 'Try again; look at the queue on the overview.',
  },
  unexpected_answer: {
    title: 'Something other than the hub answered',
    meaning: 'A proxy in between showed a page of its own.',
    action: 'Check the proxy, then try again.',
  },
  unauthorized: {
    title: 'You are not signed in',
    meaning: 'The session ended, or its API key was revoked.',
    action: 'Sign in again.',
  },
  forbidden: {
    title: 'Your key may not do this',
    meaning: 'It may read only.',
    action: 'Sign in with an admin key.',
  },
  csrf_failed: {
    title: 'This page is out of date',
    meaning: 'The session was made anew, perhaps in another tab.',
    action: 'Load the page again.',
  },
  verification_failed: {
    title: 'Verification failed',
    meaning: 'The handshake carried no or another verify token.',
    action: 'Copy the verify token again into the platform’s console.',
  },
  invalid_signature: {
    title: 'Invalid signature',
    meaning: 'The request is not signed with a secret the hub knows.',
    action: 'Look at the rejections for the cause.',
  },
  invalid_payload: {
    title: 'Invalid payload',
    meaning: 'The body is not what the platform sends.',
    action: 'Look at the rejections for the cause.',
  },
  invalid_request: {
    title: 'The hub did not accept this',
    meaning: 'Something that was entered is not valid.',
    action: 'Correct what is named, then send it again.',
  },
  unsafe_url: {
    title: 'This address is not allowed',
    meaning: 'It is private, loopback or reserved; deliveries there could reach into your network.',
    action: 'If it is yours, allow it with DELIVERY_ALLOWED_CIDRS and start the hub again.',
  },
  not_found: {
    title: 'There is no such thing',
    meaning: 'It was deleted, has passed the retention, or the address is mistyped.',
    action: 'Go back to the list.',
  },
  method_not_allowed: {
    title: 'The hub does not take this call',
    meaning: 'This page and the hub are of different versions.',
    action: 'Load the page again.',
  },
  conflict: {
    title: 'This is not possible now',
    meaning: 'Its state changed in between, or something else has to come first.',
    action: 'Look at its present state, then try again.',
  },
  platform_refused: {
    title: 'The platform said no',
    meaning: 'It was asked and refused; its words are below.',
    action: 'Correct what it names, then try again.',
  },
  account_not_connected: {
    title: 'The account is not connected',
    meaning: 'The hub has no credentials that the platform still takes.',
    action: 'Connect the account again.',
  },
  login_failed: {
    title: 'The login at the platform failed',
    meaning: 'It was declined, took too long, or was begun in another browser.',
    action: 'Begin it again.',
  },
  not_supported: {
    title: 'The platform cannot do this',
    meaning: 'It has no such kind of message or action.',
    action: 'Choose another kind.',
  },
  window_closed: {
    title: 'The time to answer has passed',
    meaning: 'The platform lets a business answer only for some time after the customer wrote.',
    action: 'Send a template, or wait until the customer writes again.',
  },
  idempotency_key_reused: {
    title: 'This was sent before',
    meaning: 'The same key belongs to another message.',
    action: 'Load the page again.',
  },
  request_timeout: {
    title: 'The request took too long',
    meaning: 'The connection is slow, or broke on the way.',
    action: 'Check the connection, then try again.',
  },
  headers_too_large: {
    title: 'The request had too many headers',
    meaning: 'Most likely the browser keeps too many cookies for this address.',
    action: 'Delete the cookies of this address, then load the page again.',
  },
  payload_too_large: {
    title: 'This is too large',
    meaning: 'The hub takes 1 MB at most.',
    action: 'Send less at once.',
  },
  unsupported_media_type: {
    title: 'The hub does not take this format',
    meaning: 'It takes JSON.',
    action: 'Load the page again.',
  },
  rate_limited: {
    title: 'Too many requests',
    meaning: 'The limit of calls per minute is reached.',
    action: 'Wait a minute, then try again.',
  },
  platform_unavailable: {
    title: 'The platform does not answer',
    meaning: 'It cannot be reached, fails, or wants fewer calls.',
    action: 'Try again in a few minutes.',
  },
  internal: {
    title: 'The hub failed',
    meaning: 'An error in the hub itself. What is stored is safe.',
    action: 'Try again; if it stays, look into its log.',
  },
  unavailable: {
    title: 'The hub cannot do this now',
    meaning: 'Its database is away or overloaded. What is stored is safe.',
    action: 'Try again in a minute.',
  },
}

export const problems = {
  byCode,
  fallback: {
    title: 'Something went wrong',
    meaning: 'The dashboard met an error it does not know.',
    action: 'Load the page again; if it stays, report what is below.',
  },
  /** What the hub said of it. */
  quoted: (words: string) => words,
  /** What is said of it where there is no room for all. */
  inShort: (words: string, _general: string) => words,
  reference: (id: string) => `In the hub's log: ${id}`,
}
