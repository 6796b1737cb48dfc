import { reasonsOf } from '../../codes/sentence.ts'

/** Why Telegram does not send the updates of a bot to the hub. */
export const WEBHOOK_REASONS = {
  no_webhook: 'The bot has no webhook: subscribe it.',
  bot_webhook_elsewhere: 'Telegram sends the updates of this bot to {found}, not to {wanted}: subscribe it.',
  updates_undelivered: 'Telegram could not deliver {waiting} updates: {said}.',
} as const

export const because = reasonsOf(WEBHOOK_REASONS)
