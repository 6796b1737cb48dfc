import type { WebhookField } from '../webhook.ts'

/** The fields of `object: "instagram"` an app can subscribe to. */
export const FIELDS: readonly WebhookField[] = [
  {
    name: 'messages',
    description: 'Messages, attachments, unsent messages; with Facebook Login also echoes.',
    default: true,
  },
  { name: 'message_echoes', description: 'What the account sent elsewhere (Instagram Login).', default: true },
  { name: 'message_edit', description: 'Changed messages.', default: true },
  { name: 'message_reactions', description: 'Reactions to messages.', default: true },
  { name: 'messaging_postbacks', description: 'Tapped buttons, ice breakers and menu entries.', default: true },
  { name: 'messaging_referral', description: 'People who come by a link or an ad.', default: true },
  { name: 'messaging_seen', description: 'Read receipts.', default: true },
  { name: 'messaging_optins', description: 'Consent to notifications (Instagram Login).', default: true },
  { name: 'messaging_handover', description: 'Which application owns a conversation.', default: true },
  { name: 'standby', description: 'Messages of conversations that another application owns.', default: true },
  { name: 'comments', description: 'Comments on posts, reels and ads.', default: true },
  { name: 'live_comments', description: 'Comments during a live broadcast.', default: true },
  { name: 'mentions', description: 'Mentions in posts and comments of others (Facebook Login).', default: true },
  { name: 'story_insights', description: 'Figures of a story that has ended (Facebook Login).', default: true },
  { name: 'messaging_policy_enforcement', description: 'Restrictions of the account.', default: true },
  // Subscribing adds thumbs to every message in the person's app: not without being asked.
  { name: 'response_feedback', description: 'Thumbs up or down for automated answers.', default: false },
]
