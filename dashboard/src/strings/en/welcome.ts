/** Texts of the page. */
export const welcome = {
  title: 'First steps',
  intro: 'Three steps to see the hub at work. They turn green by themselves.',
  progress: 'Steps done',
  allDone: 'All done: events come in and go out.',
  toOverview: 'To the overview',
  event: {
    title: 'See a first event',
    detail:
      'A made-up message, signed like a real one, takes the whole way through the hub. Nothing leaves this machine.',
    sample: 'Send a sample message as if from',
    send: (platform: string) => `Send a sample: ${platform}`,
    or: 'Or from the command line, in the folder of the hub',
    arrived: 'It has arrived.',
    look: 'Look at the event',
  },
  endpoint: {
    title: 'Deliver to your application',
    detail:
      'A webhook is an address of your application. It gets the events you choose, signed, and again until it takes them.',
    add: 'Add a webhook',
    or: 'Or, while you develop, have events forwarded to your own machine',
    look: 'Look at your webhooks',
  },
  account: {
    title: 'Connect an account',
    detail: 'Choose a platform: the hub shows what to enter where, and says when the first real event is in.',
    connect: 'Connect an account',
    look: 'Look at your accounts',
  },
  inspect: {
    title: 'What comes next: did it arrive?',
    waiting:
      'When an event was delivered, each attempt is kept: what was sent, what your application answered, how long it took.',
    detail: 'A delivery has arrived. See what was sent, what your application answered and how long it took.',
    look: 'Look at the delivered event',
  },
}
