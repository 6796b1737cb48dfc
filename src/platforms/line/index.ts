import { readCredentials } from '../credentials.ts'
import type { Platform } from '../platform.ts'
import { lineEnvironment } from './api.ts'
import { brand } from './brand.ts'
import { createLineClient } from './client.ts'
import { CREDENTIALS } from './credentials.ts'
import { messaging } from './messaging.ts'
import { settings } from './settings.ts'
import en from './texts/en.json' with { type: 'json' }
import th from './texts/th.json' with { type: 'json' }
import { webhook } from './webhook.ts'

export const line: Platform<'line'> = {
  id: 'line',
  name: 'LINE',
  brand,
  texts: { en, th },
  webhook,
  settings,
  messaging,
  client: (credentials, environment) =>
    createLineClient(readCredentials('line', CREDENTIALS, credentials), lineEnvironment(environment)),
}
