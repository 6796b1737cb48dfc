import type { PlatformClient } from '../client.ts'
import { createLineApi, type LineEnvironment } from './api.ts'
import { download } from './content.ts'
import type { LineCredentials } from './credentials.ts'
import { inspect } from './inspect.ts'
import { person } from './profile.ts'
import { send } from './send.ts'
import { renew } from './token.ts'
import { subscribe, subscription, unsubscribe } from './webhook-endpoint.ts'

/** Speaks to LINE on behalf of one channel. */
export function createLineClient(credentials: LineCredentials, environment: LineEnvironment): PlatformClient {
  const token = credentials.channelAccessToken
  const api = createLineApi(token, environment)
  return {
    inspect: () => inspect(api, credentials),
    subscription: (options) => subscription(api, options?.callbackUrl),
    subscribe: (options) => subscribe(api, options?.callbackUrl),
    unsubscribe,
    send: (message) => send(api, message),
    person: (id) => person(api, id),
    renew: () => renew(api, credentials),
    downloadMedia: (messageId) => download(api, token, environment, messageId),
  }
}
