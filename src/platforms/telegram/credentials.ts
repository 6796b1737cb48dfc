import { createHmac } from 'node:crypto'
import { type Static, Type } from 'typebox'

/** What connecting a Telegram bot needs. */
export const TelegramCredentials = Type.Object(
  {
    botToken: Type.String({
      pattern: '^[0-9]{3,20}:[A-Za-z0-9_-]{20,100}$',
      maxLength: 130,
    }),
  },
  { additionalProperties: false },
)
export type TelegramCredentials = Static<typeof TelegramCredentials>

/** The id of a bot is the part of its token before the colon. */
export const botIdOf = (botToken: string): string => botToken.slice(0, botToken.indexOf(':'))

/**
 * The `secret_token` of a bot's webhook. It is made from the token, so that nothing else has to be kept, and says
 * nothing of it.
 */
export function webhookSecretOf(botToken: string): string {
  return createHmac('sha256', botToken).update('hubbub webhook').digest('base64url')
}
