import { readCredentials } from '../credentials.ts'
import type { Platform } from '../platform.ts'
import { brand } from './brand.ts'
import { createTelegramClient } from './client.ts'
import { TelegramCredentials } from './credentials.ts'
import { messaging } from './messaging.ts'
import { settings } from './settings.ts'
import en from './texts/en.json' with { type: 'json' }
import th from './texts/th.json' with { type: 'json' }
import { webhook } from './webhook.ts'

export const telegram: Platform<'telegram'> = {
  id: 'telegram',
  name: 'Telegram',
  brand,
  texts: { en, th },
  webhook,
  settings,
  messaging,
  client: (credentials, environment) =>
    createTelegramClient(readCredentials('telegram', TelegramCredentials, credentials), environment),
}
