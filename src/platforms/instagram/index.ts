import { metaApp } from '../meta/app.ts'
import { metaEnvironment } from '../meta/environment.ts'
import type { Platform } from '../platform.ts'
import { brand } from './brand.ts'
import { createInstagramClient } from './client.ts'
import { login } from './login.ts'
import { messaging } from './messaging.ts'
import { settings } from './settings.ts'
import en from './texts/en.json' with { type: 'json' }
import th from './texts/th.json' with { type: 'json' }
import { webhook } from './webhook.ts'

export const instagram: Platform<'instagram'> = {
  id: 'instagram',
  name: 'Instagram',
  brand,
  texts: { en, th },
  webhook,
  settings,
  login,
  messaging,
  client: (credentials, environment) => createInstagramClient(credentials, metaEnvironment(environment)),
  // The app of Instagram Login has no such call.
  app: metaApp('instagram', 'instagram', 'INSTAGRAM_APP_ID'),
}
