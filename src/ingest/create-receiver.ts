import type { AccountSigning } from '../accounts/signing.ts'
import { messageOf } from '../errors.ts'
import { toPublicId } from '../events/ids.ts'
import type { NormalisedEvent } from '../events/normalised.ts'
import type { Clock } from '../lib/clock.ts'
import { parseExact } from '../lib/exact-json.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Platform } from '../platforms/platform.ts'
import type { SignatureFault } from '../platforms/webhook.ts'
import { prepareEvents } from '../store/events/prepare.ts'
import type { Batcher } from './batcher.ts'
import type { InboundRequest, ReceiveOutcome, Receiver, RejectionCause } from './receiver.ts'
import type { RejectionRecorder } from './rejections.ts'

const RETRY_AFTER_SECONDS = 5
/** A forged body may name many accounts; a genuine one is signed with one secret. */
const MAX_SECRETS_TRIED = 10

/** App secrets that are valid for a platform now, the first one being the one to sign with. */
export type SecretSource = (platform: Platform) => readonly string[]

interface ReceiverDependencies {
  readonly clock: Clock
  readonly batcher: Batcher
  readonly rejections: RejectionRecorder
  readonly secrets: SecretSource
  readonly signing: Pick<AccountSigning, 'any' | 'of' | 'at' | 'locate'>
  readonly metrics: Metrics
  readonly log: Logger
}

const STATUS: Partial<Record<RejectionCause, 400 | 413>> = { not_json: 400, wrong_shape: 400, too_large: 413 }

const DETAILS: Record<SignatureFault, string> = {
  no_signature: 'The request carried no signature header.',
  malformed_signature: 'The signature header is not of the form the platform sends.',
  wrong_length: 'The signature has another length than an HMAC-SHA256.',
  signature_mismatch: 'The signature was made with another secret, or the body was changed on its way.',
}

/** Proves a request genuine over the received bytes, normalises it and hands it to the batcher. */
export function createReceiver(deps: ReceiverDependencies): Receiver {
  const refuse = (
    { platform, account, route, remoteAddress, headers }: Omit<InboundRequest, 'body'>,
    cause: RejectionCause,
    detail: string,
    bodySize: number,
    body?: Buffer,
  ) =>
    deps.rejections.record({
      platform: platform.id,
      account,
      route,
      cause,
      detail,
      remoteAddress,
      headers,
      bodySize,
      body,
    })

  const reject = (request: InboundRequest, cause: RejectionCause, detail: string): ReceiveOutcome => {
    refuse(request, cause, detail, request.body.length, request.body)
    return { kind: 'rejected', cause, status: STATUS[cause] ?? 401 }
  }

  const unavailable = (reason: string): ReceiveOutcome => {
    deps.metrics.unavailable.inc({ reason })
    return { kind: 'unavailable', reason, retryAfterSeconds: RETRY_AFTER_SECONDS }
  }

  const receive = async (request: InboundRequest): Promise<ReceiveOutcome> => {
    const { platform } = request
    const receivedAt = new Date(deps.clock.now())
    const at = request.account === undefined ? [] : deps.signing.at(platform.id, request.account)
    const own = at.flatMap((signing) => signing.secrets)
    let fault = signatureFault(request, [...own, ...deps.secrets(platform)])
    let signedBy: string | undefined
    if (fault === 'signature_mismatch' || fault === 'no_secret') {
      signedBy = request.account === undefined ? secretOfItsAccounts(deps, request) : undefined
      if (signedBy !== undefined) fault = undefined
    }
    if (fault === 'no_secret') return reject(request, 'no_secret', `No app secret is configured for ${platform.name}.`)
    if (fault) return reject(request, fault, DETAILS[fault])

    const text = request.body.toString('utf8')
    let payload: unknown
    try {
      payload = parseExact(text)
    } catch (error) {
      return reject(request, 'not_json', messageOf(error).slice(0, 200))
    }
    const shapeFault = platform.webhook.shapeFault(payload)
    if (shapeFault) return reject(request, 'wrong_shape', shapeFault)

    if (platform.webhook.accountInAddress && request.account === undefined)
      return reject(
        request,
        'wrong_account',
        'The address names no account, and the bodies of this platform name none.',
      )
    const accounts = platform.webhook.accountsOf(payload)
    // Not before: what is not signed costs the store nothing.
    const wanted =
      request.account === undefined ? undefined : await deps.signing.locate(platform.id, request.account, true)
    if (request.account !== undefined) {
      const others = accounts.filter((id) => id !== wanted?.externalId && id !== wanted?.parentExternalId)
      if (others.length > 0 || !wanted)
        return reject(request, 'wrong_account', `The body speaks of another account than ${request.account}.`)
    }
    // A secret of one account's own proves nothing of the others.
    const secret = signedBy
    if (secret !== undefined && !accounts.every((id) => secretsOf(deps, platform, id).includes(secret)))
      return reject(
        request,
        'wrong_account',
        'It is signed with the secret of another account than the body speaks of.',
      )

    const events = addressed(platform.webhook.normalise(payload, receivedAt), wanted?.externalId)
    if (events.length === 0) return { kind: 'accepted', eventIds: [], duplicates: 0 }
    const outcome = await deps.batcher.add(prepareEvents(platform, events, text, receivedAt), receivedAt)
    if (outcome.kind === 'unavailable') return unavailable(outcome.reason)
    deps.metrics.eventsReceived.inc({ platform: platform.id }, outcome.newIds.length)
    if (outcome.duplicates > 0) deps.metrics.eventsDuplicate.inc({ platform: platform.id }, outcome.duplicates)
    return {
      kind: 'accepted',
      eventIds: outcome.newIds.map((id) => toPublicId('event', id)),
      duplicates: outcome.duplicates,
    }
  }

  return {
    async receive(request) {
      try {
        return await receive(request)
      } catch (error) {
        deps.log.error(
          { error: messageOf(error), platform: request.platform.id },
          'a platform request failed; answered 503',
        )
        return unavailable('error')
      }
    },
    refuse,
    signingSecret: (platform, account) =>
      deps.secrets(platform)[0] ??
      (account === undefined ? undefined : deps.signing.at(platform.id, account)[0]?.secrets[0]),
  }
}

/** The most telling fault over all valid secrets; undefined when one of them passes. */
function signatureFault(request: InboundRequest, secrets: readonly string[]): SignatureFault | 'no_secret' | undefined {
  let fault: SignatureFault | 'no_secret' = 'no_secret'
  for (const secret of secrets) {
    const found = request.platform.webhook.verify(request.body, request.headers, secret)
    if (!found) return undefined
    fault = found
  }
  return fault
}

function secretsOf(deps: ReceiverDependencies, platform: Platform, externalId: string): string[] {
  return deps.signing.of(platform.id, externalId).flatMap((signing) => signing.secrets)
}

/**
 * The secret of an account's own that the request is signed with. The body has to be read to know whose secrets to try,
 * before it is proved genuine: nothing else is done with it.
 */
function secretOfItsAccounts(deps: ReceiverDependencies, request: InboundRequest): string | undefined {
  const { platform, body, headers } = request
  if (!deps.signing.any(platform.id)) return undefined
  let payload: unknown
  try {
    payload = parseExact(body.toString('utf8'))
  } catch {
    return undefined
  }
  if (platform.webhook.shapeFault(payload)) return undefined
  const secrets = platform.webhook.accountsOf(payload).flatMap((id) => secretsOf(deps, platform, id))
  return [...new Set(secrets)]
    .slice(0, MAX_SECRETS_TRIED)
    .find((secret) => !platform.webhook.verify(body, headers, secret))
}

/** A body may leave out whom it speaks to; the address knows. */
function addressed(events: readonly NormalisedEvent[], externalId: string | undefined): readonly NormalisedEvent[] {
  if (externalId === undefined) return events
  return events.map((event) => (event.accountExternalId === '' ? { ...event, accountExternalId: externalId } : event))
}
