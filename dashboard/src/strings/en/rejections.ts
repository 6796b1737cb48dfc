import type { ProblemText } from '../problem-text.ts'

/** By the hub's cause of a rejection. */
const causes = {
  no_secret: {
    title: 'No secret',
    meaning: 'The hub has no secret to check the signature with, so it takes nothing.',
    action:
      'Set the secret of the platform (“hubbub doctor” names the variable) and start the hub again, or connect the account with its secret.',
  },
  no_signature: {
    title: 'No signature',
    meaning: 'The request carries no signature: it is not from the platform, or a proxy took the header away.',
    action: 'If it should be from the platform, let the proxy pass on all headers. Otherwise somebody is only trying.',
  },
  malformed_signature: {
    title: 'Malformed signature',
    meaning: 'There is a signature, but not in the form that the platform writes.',
    action: 'Check what a proxy changes in the headers.',
  },
  wrong_length: {
    title: 'Signature of wrong length',
    meaning: 'The signature was cut or extended on its way.',
    action: 'Check what a proxy changes in the headers.',
  },
  signature_mismatch: {
    title: 'Signature does not match',
    meaning: 'The platform signs with another secret than the hub has, or a proxy changed the body.',
    action: 'Compare it with the secret in the platform’s console; “hubbub doctor” says where that is.',
  },
  wrong_account: {
    title: 'Wrong account',
    meaning: 'The body speaks of another account than the address it was sent to.',
    action: 'Give each account its own callback address, or use the shared one for all.',
  },
  not_json: {
    title: 'Not JSON',
    meaning: 'The signature is right, but the body cannot be read.',
    action: 'Check what a proxy changes in the body; platforms send JSON.',
  },
  wrong_shape: {
    title: 'Of another product',
    meaning: 'The signature is right, but the body is of something this address does not take.',
    action: 'Check in the console which product this callback address is entered for.',
  },
  too_large: {
    title: 'Too large',
    meaning: 'The body is over 5 MB. No platform sends that.',
    action: 'Nothing to do, unless it comes often: then block the sender before the hub.',
  },
  verification_failed: {
    title: 'Handshake failed',
    meaning: 'The verify token in the platform’s console is another one than the hub’s, or the request was incomplete.',
    action: 'Copy the verify token from the page for connecting, put it into the console, and save there again.',
  },
} satisfies Record<string, ProblemText>

/** Texts of the page. */
export const rejections = {
  title: 'Rejections',
  intro: 'Requests to the platforms’ callbacks that the hub refused, and what to do about each cause.',
  causes,
  unknownCause: 'Refused',
  platform: 'Platform',
  allPlatforms: 'All platforms',
  since: 'Time',
  spans: { '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days' },
  byCause: 'By cause',
  allCauses: 'All causes',
  countNote: 'The figures count every refused request, in whole hours.',
  list: 'Refused requests',
  good: 'Nothing was refused',
  goodDetail: 'Every request that came in this time was genuine, and was taken. That is how it should be.',
  goodNever: 'Or nothing came at all: see when the last event arrived on the accounts.',
  toAccounts: 'To the accounts',
  noneOfThese: 'Nothing was refused that fits these filters',
  sampled:
    'Counted, but no sample was kept of these: in a flood only some requests are kept, and old ones are deleted.',
  standsFor: (count: string) => `stands for ${count}`,
  standsForLong: (count: string) => `In a flood only some are kept: this one stands for ${count} requests.`,
  from: (address: string) => `from ${address}`,
  facts: {
    when: 'When',
    route: 'Sent to',
    account: 'Account',
    remote: 'Sent from',
    size: 'Size',
    reason: 'The hub says',
  },
  connect: 'Callback address and verify token',
  headers: 'Headers',
  noHeaders: 'None of the headers that matter came with it.',
  body: 'Beginning of the body',
  noBody: 'No body was kept: it was empty, or refused before it was read.',
}
