import { HubError } from '../errors.ts'
import type { Platform } from '../platforms/platform.ts'
import type { SampleOptions } from '../platforms/webhook.ts'
import type { Receiver } from './receiver.ts'

/** A made-up request of a platform, and the events that came of it. */
export interface SentSample {
  readonly payload: unknown
  /** Public ids. */
  readonly eventIds: readonly string[]
  readonly duplicates: number
}

/**
 * Makes a request of a platform, signs it and receives it as any other.
 * @throws HubError invalid_request for an unknown kind, conflict when it cannot be signed or received here.
 */
export async function sendSample(
  receiver: Receiver | undefined,
  platform: Platform,
  kind: string,
  options: SampleOptions,
  remoteAddress: string | undefined,
): Promise<SentSample> {
  if (!receiver) throw new HubError('conflict', 'This process does not take in events; ask one with the role ingest.')
  const payload = platform.webhook.sample(kind, options)
  if (payload === undefined) {
    const kinds = platform.webhook.samples.map((sample) => sample.kind)
    throw new HubError('invalid_request', `body/eventType must be one of: ${kinds.join(', ')}.`)
  }
  const secret = receiver.signingSecret(platform)
  if (secret === undefined)
    throw new HubError('conflict', `No app secret is configured for ${platform.name}, so nothing can be signed.`)
  const body = Buffer.from(JSON.stringify(payload))
  const outcome = await receiver.receive({
    platform,
    body,
    headers: {
      'content-type': 'application/json',
      [platform.webhook.signatureHeader]: platform.webhook.sign(body, secret),
    },
    route: `/api/webhooks/${platform.id}`,
    remoteAddress,
  })
  if (outcome.kind === 'unavailable')
    throw new HubError('unavailable', 'The event could not be stored now; try again.', {
      retryAfterSeconds: outcome.retryAfterSeconds,
    })
  if (outcome.kind === 'rejected') throw new HubError('conflict', `The hub refused its own event: ${outcome.cause}.`)
  return { payload, eventIds: outcome.eventIds, duplicates: outcome.duplicates }
}
