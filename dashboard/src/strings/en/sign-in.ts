/** Texts of signing in. */
export const signIn = {
  title: 'Sign in',
  intro: 'The events of your social accounts: did they arrive, and why not.',
  apiKey: 'API key',
  hint: 'The hub printed one when it started first; it is kept in credentials.json in its data folder.',
  submit: 'Sign in',
  submitting: 'Signing in…',
  wrongKey: 'This key is unknown to the hub, or was revoked. Check that it was copied completely.',
  empty: 'Enter an API key.',
  expired: 'Your session has ended. Sign in again to go on where you were.',
  signedOut: 'You are signed out.',
  show: 'Show the key',
}
