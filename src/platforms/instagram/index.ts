import { metaApp } from '../meta/app.ts'
import { metaEnvironment } from '../meta/environment.ts'
import type { Platform } from '../platform.ts'
import { createInstagramClient } from './client.ts'
import { login } from './login.ts'
import { messaging } from './messaging.ts'
import { settings } from './settings.ts'
import { webhook } from './webhook.ts'

export const instagram: Platform<'instagram'> = {
  id: 'instagram',
  name: 'Instagram',
  webhook,
  settings,
  login,
  messaging,
  client: (credentials, environment) => createInstagramClient(credentials, metaEnvironment(environment)),
  // The app of Instagram Login has no such call.
  app: metaApp('instagram', 'instagram', 'INSTAGRAM_APP_ID'),
}
