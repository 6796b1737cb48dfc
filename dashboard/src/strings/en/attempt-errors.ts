/** By what went wrong with an attempt: what it is, and what to do. */
export const attemptErrors = {
  timeout: {
    title: 'The application did not answer in time',
    action: 'Answer first and work afterwards, or set a longer timeout.',
  },
  connection: {
    title: 'No connection to the application',
    action: 'Check that it runs, and that address and port are right.',
  },
  dns: {
    title: 'The name of the host is unknown',
    action: 'Check the address for typing mistakes, and its DNS entry.',
  },
  tls: {
    title: 'The secure connection failed',
    action: 'Check the certificate: has it expired, is it for this name, is its chain complete?',
  },
  blocked: {
    title: 'The hub may not send to this address',
    action: 'It leads into a private network. Whoever runs the hub can allow it with DELIVERY_ALLOWED_CIDRS.',
  },
  protocol: {
    title: 'The answer was not proper HTTP',
    action: 'Check that a web server listens there, not something else.',
  },
  gone: {
    title: 'The application wants nothing more (410)',
    action: 'The hub disabled this webhook. Enable it when the application is back.',
  },
  redirect: {
    title: 'The address has moved',
    action: 'Redirects are not followed. Enter the new address in the settings.',
  },
  refused: {
    title: 'The application refused it (401 or 403)',
    action:
      'Check that it verifies the signature with this webhook’s secret, and that nothing in front of it asks for a login.',
  },
  notFound: { title: 'There is nothing at this address (404)', action: 'Check the path of the address.' },
  method: {
    title: 'The application takes no POST there (405)',
    action: 'Check the path of the address, and that it takes POST.',
  },
  tooMany: {
    title: 'Too many deliveries for the application (429)',
    action: 'The hub tries later. A rate limit in the settings avoids it.',
  },
  client: { title: 'The application refused it', action: 'Its answer may say why. It is not sent again by itself.' },
  server: { title: 'The application failed', action: 'Look into its log. The hub tries again by itself.' },
  notStored: {
    title: 'The hub could not store the answer',
    action: 'The application answered; only what it wrote is missing here.',
  },
  unknown: {
    title: 'The delivery failed',
    action: 'An earlier version of the hub made this attempt, and did not note why it failed.',
  },
  other: { title: 'The delivery failed', action: 'The words of the hub are below.' },
}
