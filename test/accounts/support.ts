import { afterAll, beforeAll } from 'vitest'
import { type Platforms, startPlatforms } from '../platforms/index.ts'

import {
  APP_SECRET,
  describeHub,
  eventually,
  type HubStore,
  type TestHub,
  type TestHubOptions,
  VERIFY_TOKEN,
} from '../support/hub.ts'

export { credentialsFor } from '../platforms/credentials.ts'

export interface AccountBody {
  id: string
  platform: string
  externalId: string
  username: string | null
  name: string | null
  state: string
  token: {
    kind: string
    scopes: string[]
    missingScopes: string[]
    expiresAt: string | null
    renewedAt: string | null
  } | null
  subscription: { active: boolean; fields: string[]; problem: string | null } | null
  disconnectedCode: string | null
  disconnectedReason: string | null
  inspectError: string | null
  problems: { code: string; detail: string; remedy: { code: string; detail: string } }[]
  connectedBy: string | null
  login: string | null
  webhookUrl: string
  lastEventAt: string | null
}

export interface Problem {
  code: string
  detail: string
}

export interface Stage {
  readonly store: HubStore
  platforms(): Platforms
  hub(): TestHub
  /** Starts another hub on the same platforms. */
  start(options?: Omit<TestHubOptions, 'dataDir' | 'databaseUrl'>): Promise<TestHub>
}

/** A suite with a hub and the platforms it speaks to, on each store. */
export function describeWithPlatforms(name: string, suite: (stage: Stage) => void): void {
  describeHub(name, (store) => {
    let platforms: Platforms
    let hub: TestHub
    const start: Stage['start'] = (options = {}) =>
      store.start({ ...options, env: { ...platforms.env, ...options.env } })
    beforeAll(async () => {
      platforms = await startPlatforms({ metaAppSecret: APP_SECRET })
      // As set up in the app dashboard.
      const callback = { callbackUrl: 'https://hub.example.com/api/webhooks/whatsapp', fields: ['messages'] }
      platforms.state.callbacks.set('whatsapp_business_account', { ...callback, verifyToken: VERIFY_TOKEN })
      hub = await start()
      platforms.attach(hub.url)
    })
    afterAll(async () => {
      await platforms.stop()
    })
    suite({ store, platforms: () => platforms, hub: () => hub, start })
  })
}

interface EventBody {
  id: string
  type: string
  platform: string
  account: { id: string; platform: string } | null
  data: Record<string, unknown>
}

/** The events of a type, when there are at least so many. */
export async function eventsOf(hub: TestHub, type: string, count = 1): Promise<EventBody[]> {
  const { body } = await eventually(
    () => hub.api<{ data: EventBody[] }>(`/api/v1/events?type=${type}&limit=200`),
    (answer) => answer.body.data.length >= count,
  )
  return body.data
}
