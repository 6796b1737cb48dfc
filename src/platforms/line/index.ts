import { readCredentials } from '../credentials.ts'
import type { Platform } from '../platform.ts'
import { lineEnvironment } from './api.ts'
import { createLineClient } from './client.ts'
import { CREDENTIALS } from './credentials.ts'
import { messaging } from './messaging.ts'
import { settings } from './settings.ts'
import { webhook } from './webhook.ts'

export const line: Platform<'line'> = {
  id: 'line',
  name: 'LINE',
  webhook,
  settings,
  messaging,
  client: (credentials, environment) =>
    createLineClient(readCredentials('line', CREDENTIALS, credentials), lineEnvironment(environment)),
}
