import { metaApp } from '../meta/app.ts'
import { metaEnvironment } from '../meta/environment.ts'
import type { Platform } from '../platform.ts'
import { createWhatsAppClient } from './client.ts'
import { login } from './login.ts'
import { messaging } from './messaging.ts'
import { settings } from './settings.ts'
import { webhook } from './webhook.ts'

export const whatsapp: Platform<'whatsapp'> = {
  id: 'whatsapp',
  name: 'WhatsApp',
  webhook,
  settings,
  login,
  messaging,
  client: (credentials, environment) => createWhatsAppClient(credentials, metaEnvironment(environment)),
  app: metaApp('whatsapp', 'whatsapp_business_account'),
}
