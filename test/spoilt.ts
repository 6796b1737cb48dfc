import { record } from '../src/platforms/json.ts'
import type { Platform } from '../src/platforms/platform.ts'
import { mutateBytes, mutateJson, randomOf } from './mutate.ts'
import { thirdPartyPayloads } from './third-party.ts'

/** The bodies a platform has published, or the project's own samples where those are absent. */
function seedBodies(platform: Platform): readonly Buffer[] {
  const published = thirdPartyPayloads(platform.id).map(({ body }) => body)
  if (published.length > 0) return published
  return platform.webhook.samples.map((kind) => Buffer.from(JSON.stringify(platform.webhook.sample(kind))))
}

/** Bodies of a platform, spoilt in turn as bytes and as JSON; the same for the same seed. */
export function* spoiltBodies(platform: Platform, count: number, seed: number): Generator<Buffer> {
  const bodies = seedBodies(platform)
  const random = randomOf(seed)
  for (let i = 0; i < count; i++) {
    const body = bodies[i % bodies.length] ?? Buffer.alloc(0)
    yield i % 2 === 0
      ? mutateBytes(body, random)
      : Buffer.from(JSON.stringify(mutateJson(JSON.parse(body.toString()), random)))
  }
}

/** LINE proves that its requests arrive by a body without events; of every other body something is kept. */
export function isConnectionTest(platform: Platform, body: unknown): boolean {
  const events = record(body)?.events
  return platform.id === 'line' && Array.isArray(events) && events.length === 0
}
