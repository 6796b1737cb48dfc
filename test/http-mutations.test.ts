import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLATFORMS } from '../src/platforms/index.ts'
import { parseJson } from '../src/platforms/parse-json.ts'
import type { Platform } from '../src/platforms/platform.ts'
import { isConnectionTest, spoiltBodies } from './spoilt.ts'
import { preparedDataDir } from './support/cluster.ts'
import { APP_SECRET, startTestHub, type TestHub } from './support/hub.ts'
import { thirdPartyPath } from './third-party.ts'

/** The project's own samples are few; test/mutations.test.ts spoils those 10,000 times without a hub around it. */
const MUTATIONS = Number(process.env.MUTATIONS ?? (thirdPartyPath('payloads') === undefined ? 2500 : 10_000))
const SEED = Number(process.env.MUTATION_SEED ?? 2)
const CONNECTIONS = 32

describe('spoilt bodies, correctly signed and posted to a whole hub', () => {
  let hub: TestHub
  let dataDir: string
  beforeAll(async () => {
    dataDir = await preparedDataDir()
    hub = await startTestHub({ dataDir, env: { LINE_CHANNEL_SECRET: APP_SECRET, TELEGRAM_WEBHOOK_SECRET: APP_SECRET } })
  })
  afterAll(async () => {
    await hub.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it.each(PLATFORMS)(
    'of $name never give a 5xx, and each accepted one makes at least one event',
    async (platform) => {
      const receivedAt = new Date()
      const counts = new Map<number, number>()
      let expected = 0
      let connectionTests = 0
      let repeated = 0
      const before = await storedAndDuplicate(hub, platform.id)
      const bodies = spoiltBodies(platform, MUTATIONS, SEED)
      const client = async () => {
        for (const body of bodies) {
          let response = await post(hub, platform, body)
          // A store that is too slow for a moment is no fault of the body: it is sent again, as the platform would.
          for (let again = 0; response.status === 503 && again < 5; again++) {
            await new Promise((resolve) => setTimeout(resolve, 1000))
            repeated++
            response = await post(hub, platform, body)
          }
          counts.set(response.status, (counts.get(response.status) ?? 0) + 1)
          const shown = `${response.status} for ${body.toString().slice(0, 2000)}`
          expect([200, 400], shown).toContain(response.status)
          if (response.status === 200) {
            // As the hub parses it: an id too great for JavaScript is a text.
            const payload = parseJson(body.toString())
            expected += platform.webhook.normalise(payload, receivedAt).length
            if (isConnectionTest(platform, payload)) connectionTests++
          }
        }
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, client))
      console.log(`${platform.name}: ${MUTATIONS} bodies, by status`, Object.fromEntries(counts), `${expected} events`)
      expect(counts.get(200)).toBeGreaterThan(MUTATIONS / 10)
      const counted = (await storedAndDuplicate(hub, platform.id)) - before
      // What was answered 503 may have been stored all the same.
      if (repeated === 0) expect(counted).toBe(expected)
      else expect(counted).toBeGreaterThanOrEqual(expected)
      expect(expected).toBeGreaterThanOrEqual((counts.get(200) ?? 0) - connectionTests)
    },
    180_000,
  )
})

async function post(hub: TestHub, platform: Platform, body: Buffer): Promise<Response> {
  const own = platform.webhook.accountInAddress
  const path = own ? `v1/webhooks/${platform.id}/${own.sample}` : `webhooks/${platform.id}`
  const response = await fetch(`${hub.url}/api/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [platform.webhook.signatureHeader]: platform.webhook.sign(body, APP_SECRET),
    },
    body: new Uint8Array(body),
    signal: AbortSignal.timeout(10_000),
  })
  await response.arrayBuffer()
  return response
}

/** Events the hub stored or found stored already, by its own count. */
async function storedAndDuplicate(hub: TestHub, platform: string): Promise<number> {
  const text = await (await fetch(`${hub.url}/metrics`)).text()
  const value = (name: string) =>
    Number(new RegExp(`^${name}{platform="${platform}"} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  return value('hubbub_events_received_total') + value('hubbub_events_duplicate_total')
}
