import { metaApp } from '../meta/app.ts'
import { metaEnvironment } from '../meta/environment.ts'
import type { Platform } from '../platform.ts'
import { brand } from './brand.ts'
import { createWhatsAppClient } from './client.ts'
import { login } from './login.ts'
import { messaging } from './messaging.ts'
import { settings } from './settings.ts'
import en from './texts/en.json' with { type: 'json' }
import th from './texts/th.json' with { type: 'json' }
import { webhook } from './webhook.ts'

export const whatsapp: Platform<'whatsapp'> = {
  id: 'whatsapp',
  name: 'WhatsApp',
  brand,
  texts: { en, th },
  webhook,
  settings,
  login,
  messaging,
  client: (credentials, environment) => createWhatsAppClient(credentials, metaEnvironment(environment)),
  app: metaApp('whatsapp', 'whatsapp_business_account'),
}
