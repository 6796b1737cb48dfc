/** By the code of a reason that a platform has of its own. */
export const platformReasons = {
  no_webhook_address: 'LINE has no webhook address for this channel: subscribe it.',
  use_webhook_off:
    'LINE sends nothing while "Use webhook" is off: turn it on in the LINE Developers Console → the channel → Messaging API. No API can.',
  webhook_elsewhere: 'LINE sends the events of this channel to {found}, not to {wanted}: subscribe it.',
  webhook_failed: 'LINE called {url} and failed: {said}',
  webhook_unreachable:
    'LINE called {url} and failed: {said}. The address must be reachable from the internet, with a certificate of a public authority.',
  webhook_too_slow:
    'LINE called {url} and failed: {said}. The answer took longer than LINE waits; is the hub, or what stands before it, overloaded?',
  webhook_refused:
    'LINE called {url} and failed: {said}. 401 means that the hub has another channel secret; anything else comes from what stands before it.',
  fields_chosen_for_app:
    'With Facebook Login the fields are chosen for the whole app (app dashboard, Webhooks, Instagram), not for an account.',
  messages_not_chosen:
    'The app does not listen to the field `messages`: subscribe it under WhatsApp, Configuration in the app dashboard.',
  line_chat_mode: 'Chat mode {mode}',
  line_unlimited: 'Chat mode {mode}; {used} messages sent this month, no limit set',
  line_quota: 'Chat mode {mode}; {used} of {limit} messages sent this month',
  line_quota_used_up: 'Chat mode {mode}; {used} of {limit} messages sent this month: only free replies can be sent',
  callback_not_https:
    'It could not be subscribed: the callback address must be an https address; LINE fetches no other.',
}
