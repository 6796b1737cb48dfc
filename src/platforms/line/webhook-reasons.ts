import { reasonsOf } from '../../codes/sentence.ts'

/** Why LINE does not send the events of a channel to the hub. */
export const WEBHOOK_REASONS = {
  no_webhook_address: 'LINE has no webhook address for this channel: subscribe it.',
  use_webhook_off:
    'LINE sends nothing while "Use webhook" is off: turn it on in the LINE Developers Console → the channel → Messaging API. No API can.',
  webhook_elsewhere: 'LINE sends the events of this channel to {found}, not to {wanted}: subscribe it.',
  callback_not_https:
    'It could not be subscribed: the callback address must be an https address; LINE fetches no other.',
  webhook_failed: 'LINE called {url} and failed: {said}',
  webhook_unreachable:
    'LINE called {url} and failed: {said}. The address must be reachable from the internet, with a certificate of a public authority.',
  webhook_too_slow:
    'LINE called {url} and failed: {said}. The answer took longer than LINE waits; is the hub, or what stands before it, overloaded?',
  webhook_refused:
    'LINE called {url} and failed: {said}. 401 means that the hub has another channel secret; anything else comes from what stands before it.',
} as const

export const because = reasonsOf(WEBHOOK_REASONS)
