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

/** Why a request is refused. */
interface Refusal {
  readonly cause: RejectionCause
  readonly detail: string
}

/** What a genuine request says. */
interface Understood {
  readonly text: string
  readonly payload: unknown
  /** The platform's id of the account that the address names. */
  readonly account: string | undefined
}

/** Proves a request genuine over the received bytes, normalises it and hands it to the batcher. */
export function createReceiver(deps: ReceiverDependencies): Receiver {
  const refuse = (
    { platform, account, route, remoteAddress, headers }: Omit<InboundRequest, 'body'>,
    cause: RejectionCause,
    detail: string,
    bodySize: number,
    body?: Buffer,
  ) => {
    const about = { platform: platform.id, account, route, remoteAddress, headers }
    deps.rejections.record({ ...about, cause, detail, bodySize, body })
  }

  const unavailable = (reason: string): ReceiveOutcome => {
    deps.metrics.unavailable.inc({ reason })
    return { kind: 'unavailable', reason, retryAfterSeconds: RETRY_AFTER_SECONDS }
  }

  const receive = async (request: InboundRequest): Promise<ReceiveOutcome> => {
    const receivedAt = new Date(deps.clock.now())
    const understood = await understand(deps, request)
    if ('cause' in understood) {
      const { cause, detail } = understood
      refuse(request, cause, detail, request.body.length, request.body)
      return { kind: 'rejected', cause, status: STATUS[cause] ?? 401 }
    }
    const { platform } = request
    const { text, payload, account } = understood
    const events = addressed(platform.webhook.normalise(payload, receivedAt), account)
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

/** Proves that a request is genuine and speaks of the account that it was sent to. */
async function understand(deps: ReceiverDependencies, request: InboundRequest): Promise<Understood | Refusal> {
  const { platform } = request
  const proof = prove(deps, request)
  if ('cause' in proof) return proof
  const text = request.body.toString('utf8')
  let payload: unknown
  try {
    payload = parseExact(text)
  } catch (error) {
    return { cause: 'not_json', detail: messageOf(error).slice(0, 200) }
  }
  const shapeFault = platform.webhook.shapeFault(payload)
  if (shapeFault) return { cause: 'wrong_shape', detail: shapeFault }
  const place = await placeOf(deps, request, payload, proof.accountSecret)
  return 'cause' in place ? place : { text, payload, account: place.account }
}

/** `accountSecret`: a secret of one account's own that it is signed with, where no other fits. */
function prove(
  deps: ReceiverDependencies,
  request: InboundRequest,
): Refusal | { readonly accountSecret: string | undefined } {
  const { platform } = request
  const at = request.account === undefined ? [] : deps.signing.at(platform.id, request.account)
  const own = at.flatMap((signing) => signing.secrets)
  const fault = signatureFault(request, [...own, ...deps.secrets(platform)])
  if (!fault) return { accountSecret: undefined }
  if (request.account === undefined && (fault === 'signature_mismatch' || fault === 'no_secret')) {
    const accountSecret = secretOfItsAccounts(deps, request)
    if (accountSecret !== undefined) return { accountSecret }
  }
  const detail = fault === 'no_secret' ? `No app secret is configured for ${platform.name}.` : DETAILS[fault]
  return { cause: fault, detail }
}

/** The account of the address; refused when the body speaks of another one than the address or the secret stands for. */
async function placeOf(
  deps: ReceiverDependencies,
  { platform, account }: InboundRequest,
  payload: unknown,
  accountSecret: string | undefined,
): Promise<Refusal | { readonly account: string | undefined }> {
  const wrong = (detail: string): Refusal => ({ cause: 'wrong_account', detail })
  if (platform.webhook.accountInAddress && account === undefined)
    return wrong('The address names no account, and the bodies of this platform name none.')
  const accounts = platform.webhook.accountsOf(payload)
  // Not before: what is not signed costs the store nothing.
  const wanted = account === undefined ? undefined : await deps.signing.locate(platform.id, account, true)
  if (account !== undefined) {
    const others = accounts.filter((id) => id !== wanted?.externalId && id !== wanted?.parentExternalId)
    if (others.length > 0 || !wanted) return wrong(`The body speaks of another account than ${account}.`)
  }
  // A secret of one account's own proves nothing of the others.
  if (accountSecret !== undefined && !accounts.every((id) => secretsOf(deps, platform, id).includes(accountSecret)))
    return wrong('It is signed with the secret of another account than the body speaks of.')
  return { account: wanted?.externalId }
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
