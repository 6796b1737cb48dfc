import type { ProblemText } from '../problem-text.ts'

/** By the hub's code of a problem: what is wrong, what it means, what to do. */
export const problems = {
  disconnected: {
    title: 'Disconnected',
    meaning: 'The hub can no longer act for this account: it sends nothing and renews nothing.',
    action: 'Connect it again.',
  },
  token_expired: {
    title: 'The access token has expired',
    meaning: 'Nothing can be sent, and the subscription cannot be renewed.',
    action: 'Connect it again, with a new token.',
  },
  token_expiring: {
    title: 'The access token expires soon',
    meaning: 'The hub renews it by itself where the platform lets it.',
    action: 'If this stays for a day, connect the account again.',
  },
  missing_scopes: {
    title: 'Permissions are missing',
    meaning: 'Some of what the hub does will be refused by the platform.',
    action:
      'Grant them at login. An app in development mode, or without access to a permission, gets them from its own testers only.',
  },
  not_subscribed: {
    title: 'The platform does not push its events',
    meaning: 'Nothing new arrives until it is subscribed.',
    action: 'Subscribe again; if that fails, fix what is named below first.',
  },
  check_failed: {
    title: 'The last check did not succeed',
    meaning: 'The platform could not be asked, so what is shown may be old.',
    action: 'The hub tries again by itself; you can test it now.',
  },
  not_connected: {
    title: 'Seen, not connected',
    meaning: 'Its events come in and are stored, but the hub has no credentials and cannot answer.',
    action: 'Connect it.',
  },
} satisfies Record<string, ProblemText>

/** By the hub's code of why an account was disconnected. */
export const disconnectReasons = {
  by_user: 'Disconnected by hand',
  token_refused: 'The platform no longer takes the access token: it has expired, was revoked, or the password changed',
  permission_removed: 'A permission was taken away at the platform',
  other_account: 'The credentials belong to another account',
}

/** By the code of a reason. */
export const refusals = {
  platform_auth: {
    title: 'The platform does not take these credentials',
    meaning: 'The token or the secret is wrong, has expired or was revoked.',
    action: 'Make a new one in the console, and copy all of it.',
  },
  platform_permission: {
    title: 'The platform lacks a permission',
    meaning: 'The token is genuine but was not granted what is needed, or the app has no access to it yet.',
    action: 'Grant what is named below and make a new token. In development mode only testers of the app can grant it.',
  },
  platform_invalid: {
    title: 'These credentials are not the right ones',
    meaning: 'The token is of the wrong kind, or belongs to another account than the one that is named.',
    action: 'Compare the kind of token and the ids with the hints in the form.',
  },
  platform_not_found: {
    title: 'The platform does not know this account',
    meaning: 'The id is mistyped, or the token has no access to it.',
    action: 'Copy the id again from the console, and check whose token it is.',
  },
  platform_rate: {
    title: 'The platform wants fewer calls',
    meaning: 'Its limit is reached for now.',
    action: 'Wait a few minutes, then try again.',
  },
  platform_unavailable: {
    title: 'The platform does not answer',
    meaning: 'It cannot be reached from the hub, or it fails.',
    action: 'Try again in a few minutes; check that the hub may reach the internet.',
  },
  platform_window: {
    title: 'The platform refused for now',
    meaning: 'The time in which it allows this has passed.',
    action: 'Try again later.',
  },
  credentials_of_another_account: {
    title: 'These credentials belong to another account',
    meaning: 'An account can only be given credentials of its own.',
    action: 'Use those of this account, or connect the other one as a new account.',
  },
} satisfies Record<string, ProblemText>
