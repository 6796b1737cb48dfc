import { reasonsOf } from './sentence.ts'

/** Every code a problem of an account can have, the worst first. */
export const ACCOUNT_PROBLEMS = {
  disconnected: 'It was disconnected.',
  token_expired: 'The access token has expired.',
  token_expiring: 'The access token expires at {expiresAt}.',
  missing_scopes: 'Not granted: {scopes}.',
  not_subscribed: 'The platform does not push the events of this account.',
  check_failed: 'The last check did not succeed.',
  not_connected: 'Its events come in, but the hub has no credentials for it and cannot answer.',
} as const

/** Every code of why an account was disconnected. */
export const DISCONNECT_CAUSES = {
  by_user: 'Disconnected by {by}.',
  token_refused: 'The platform no longer takes the access token: {said}',
  permission_removed: 'A permission was taken away: {said}',
  other_account: 'The credentials belong to {owner}.',
} as const

/** Why events of an account do not arrive, or may go on arriving. Platforms have codes of their own beside these. */
export const SUBSCRIPTION_CAUSES = {
  subscribe_failed: 'It could not be subscribed: {said} ({kind}).',
  subscription_missing: 'The app is not subscribed to this account, so nothing is pushed.',
  messages_not_subscribed: 'The field `messages` is not subscribed, so no messages arrive.',
  fields_not_subscribed: 'Not subscribed: {fields} ({said})',
  subscription_shared: 'The subscription is also that of {accounts}: it stays.',
  unsubscribe_failed: '{said}',
  app_callback_missing: 'The app has no callback address. Set it to {wanted} ({where}).',
  app_subscription_off: 'The subscription of the app is switched off. Switch it on ({where}).',
  app_callback_elsewhere: 'Events of the app go to {found}, not to {wanted}. Change it ({where}), or set PUBLIC_URL.',
  app_messages_not_subscribed: 'The field messages is not subscribed, so none arrive. Add it ({where}).',
} as const

/** Why the last check of an account did not succeed. */
export const CHECK_CAUSES = {
  check_error: '{said}',
  renewal_failed: 'The token could not be renewed: {said} ({kind}).',
} as const

/** What is wrong with the address of the hub that platforms should reach. */
export const ADDRESS_PROBLEMS = {
  not_an_address: 'It is not an address.',
  not_https: 'Platforms only call https addresses. Put TLS in front of the hub and set PUBLIC_URL.',
  loopback_address: 'Platforms cannot reach this machine by that name. Set PUBLIC_URL.',
} as const

export const accountProblem = reasonsOf(ACCOUNT_PROBLEMS)
export const disconnectCause = reasonsOf(DISCONNECT_CAUSES)
export const subscriptionCause = reasonsOf(SUBSCRIPTION_CAUSES)
export const checkCause = reasonsOf(CHECK_CAUSES)
export const addressCause = reasonsOf(ADDRESS_PROBLEMS)
