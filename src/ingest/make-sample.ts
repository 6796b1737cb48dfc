import { invalid } from '../codes/input.ts'
import { refusal, refusalWith } from '../codes/refusals.ts'
import type { Platform } from '../platforms/platform.ts'
import type { SampleOptions } from '../platforms/webhook.ts'
import { webhookPath } from '../platforms/webhook-path.ts'
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
  if (!receiver) throw refusal('role_missing', { role: 'ingest' })
  const payload = platform.webhook.sample(kind, options)
  if (payload === undefined) {
    const kinds = platform.webhook.samples
    throw invalid('body/eventType', 'not_one_of', { allowed: kinds })
  }
  const { accountInAddress } = platform.webhook
  const account = options.accountId ?? accountInAddress?.sample
  const secret = receiver.signingSecret(platform, account)
  if (secret === undefined) throw refusal('no_app_secret', { platform: platform.name })
  const body = Buffer.from(JSON.stringify(payload))
  const outcome = await receiver.receive({
    platform,
    body,
    headers: {
      'content-type': 'application/json',
      [platform.webhook.signatureHeader]: platform.webhook.sign(body, secret),
    },
    route: webhookPath(platform, account),
    remoteAddress,
    ...(accountInAddress && account !== undefined && { account }),
  })
  if (outcome.kind === 'unavailable')
    throw refusalWith('event_not_stored', {}, { retryAfterSeconds: outcome.retryAfterSeconds })
  if (outcome.kind === 'rejected') throw refusal('sample_refused', { cause: outcome.cause })
  return { payload, eventIds: outcome.eventIds, duplicates: outcome.duplicates }
}
