const FIELDS: ReadonlySet<string> = new Set([
  'messages',
  'message_deliveries',
  'message_echoes',
  'message_edit',
  'message_edits',
  'message_reactions',
  'message_reads',
  'messaging_account_linking',
  'messaging_checkout_updates',
  'messaging_feedback',
  'messaging_game_plays',
  'messaging_handover',
  'messaging_handovers',
  'messaging_optins',
  'messaging_payments',
  'messaging_policy_enforcement',
  'messaging_postbacks',
  'messaging_pre_checkouts',
  'messaging_referral',
  'messaging_referrals',
  'messaging_seen',
  'response_feedback',
  'send_cart',
  'standby',
])

/** Whether a field belongs to `messaging`: the app dashboard's test button sends those as `changes`. */
export function isMessagingField(field: unknown): boolean {
  return typeof field === 'string' && FIELDS.has(field)
}
