import type { SettingsFacet } from '../settings.ts'
import { TelegramCredentials, webhookSecretOf } from './credentials.ts'

const SECRET = 'TELEGRAM_WEBHOOK_SECRET'

export const settings: SettingsFacet = {
  console: 'https://t.me/BotFather',
  variables: {
    [SECRET]: {
      kind: 'text',
      description:
        'Secret token of webhooks that were set by hand (`secret_token` of setWebhook). The hub gives each bot that it connects one of its own.',
    },
    TELEGRAM_API_URL: {
      kind: 'address',
      default: 'https://api.telegram.org',
      description: 'Host of the Telegram Bot API, or of a Bot API server of your own.',
    },
  },
  secrets: [SECRET],
  secretWhere: 'your call of setWebhook; bots that are connected to the hub need none',
  verifyTokens: [],
  credentials: TelegramCredentials,
  tokenMember: 'botToken',
  signing: ({ botToken }) => ({
    secrets: typeof botToken === 'string' ? [webhookSecretOf(botToken)] : [],
    verifyToken: undefined,
  }),
}
