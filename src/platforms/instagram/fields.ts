import type { WebhookField } from '../webhook.ts'

/** The fields of `object: "instagram"` an app can subscribe to. */
export const FIELDS: readonly WebhookField[] = [
  {
    name: 'messages',

    default: true,
  },
  { name: 'message_echoes', default: true },
  { name: 'message_edit', default: true },
  { name: 'message_reactions', default: true },
  { name: 'messaging_postbacks', default: true },
  { name: 'messaging_referral', default: true },
  { name: 'messaging_seen', default: true },
  { name: 'messaging_optins', default: true },
  { name: 'messaging_handover', default: true },
  { name: 'standby', default: true },
  { name: 'comments', default: true },
  { name: 'live_comments', default: true },
  { name: 'mentions', default: true },
  { name: 'story_insights', default: true },
  { name: 'messaging_policy_enforcement', default: true },
  // Subscribing adds thumbs to every message in the person's app: not without being asked.
  { name: 'response_feedback', default: false },
]
