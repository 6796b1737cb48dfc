import type { NotificationTexts } from '../notification-text.ts'

const types: NotificationTexts = {
  'webhook.failing': {
    name: 'Webhook keeps failing',
    title: (who) => `Deliveries to ${who} keep failing`,
    meaning: 'If it stays so, the webhook will be disabled. Its log shows what the application answers.',
  },
  'webhook.disabled': {
    name: 'Webhook disabled',
    title: (who) => `${who} gets nothing more`,
    meaning: 'Its events are kept. When the application works again, enable the webhook and replay what it missed.',
  },
  'account.connected': {
    name: 'Account connected',
    title: (who) => `${who} is connected`,
    meaning: 'Its events arrive from now on.',
  },
  'account.disconnected': {
    name: 'Account disconnected',
    title: (who) => `${who} is no longer connected`,
    meaning: 'The hub cannot act for it, and its events may stop. Connect it again.',
  },
  'account.updated': {
    name: 'Trouble with an account',
    title: (who) => `The platform reports trouble with ${who}`,
    meaning: 'Look at the account in the platform’s own console.',
  },
  'message.failed': {
    name: 'Message not sent',
    title: (who) => `A message from ${who} was not sent`,
    meaning: 'The customer did not get it.',
  },
  'post.failed': {
    name: 'Post not published',
    title: (who) => `A post of ${who} was not published`,
    meaning: 'Correct what is named, then publish it again.',
  },
  'crisis.detected': {
    name: 'Crisis',
    title: () => 'Mentions turn bad, and many',
    meaning: 'See what people write, and decide who answers.',
  },
  'trend.detected': {
    name: 'Trend',
    title: (who) => `More and more people write about ${who}`,
    meaning: 'A good time to join in.',
  },
  'goal.achieved': {
    name: 'Goal reached',
    title: (who) => `A campaign reached its goal: ${who}`,
    meaning: 'The figures are in the event.',
  },
  'event.failed': {
    name: 'Event not processed',
    title: (who) => `An event could not be processed: ${who}`,
    meaning: 'No webhook got it. Run it again when the cause is gone.',
  },
}

/** Texts of the page, and of what pops up. */
export const notifications = {
  title: 'Notifications',
  intro: 'What needs a person, and what is good to know. They are kept as long as events are.',
  types,
  /** Of `message.failed`, when the platform gave no answer. */
  messageUnknown: {
    title: (who: string) => `It is not known whether a message from ${who} was sent`,
    meaning: 'The platform gave no answer. Look whether the customer has it before it is sent again.',
  },
  severities: { critical: 'Critical', warning: 'Warning', info: 'Good to know' },
  unread: 'New',
  markRead: 'Mark all as read',
  markedRead: 'All are marked as read.',
  kind: 'Kind',
  allKinds: 'All kinds',
  list: 'History',
  go: { webhook: 'Open the webhook', account: 'Open the account', event: 'Open the event' },
  said: 'Cause:',
  percent: (share: string) => `${share} of the time until it is disabled has passed.`,
  emptyTitle: 'Nothing to report',
  emptyDetail: 'Webhooks that fail, accounts that were lost, messages that were not sent: it is all told here.',
  emptyKind: 'Nothing of this kind',
  emptyKindDetail: 'None of the notifications that are kept is of this kind.',
  summary: (count: string) => `${count} new notifications`,
  summaryLine: (kind: string, count: string) => `${kind}: ${count}`,
  showAll: 'Show them all',
  choices: 'What pops up',
  choicesIntro: 'Kinds that are off are listed here all the same, but do not pop up and do not count as new.',
  desktop: {
    title: 'Outside this page',
    label: 'Notifications of your system',
    hint: 'They come only while this page is in the background.',
    ask: 'Your browser will ask whether you allow it.',
    denied:
      'Your browser blocks notifications of this page. Allow them in its settings for this site (the sign beside the address), then load the page again.',
    insecure: 'Browsers allow this only over HTTPS, or on the machine of the hub itself.',
    unsupported: 'This browser cannot show notifications of the system.',
    notNow: 'You have not allowed it yet. Switch it on again to be asked once more.',
  },
}
