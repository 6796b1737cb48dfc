import type { Reason } from '../../codes/sentence.ts'
import type { SubscriptionState } from '../client.ts'
import { PlatformError } from '../error.ts'
import { filled } from '../json.ts'
import type { LineApi } from './api.ts'
import { MAX } from './limits.ts'
import { because } from './reasons.ts'
import { fetched, refused } from './text.ts'

const ENDPOINT = ['v2', 'bot', 'channel', 'webhook', 'endpoint']

/** Where LINE sends the channel's events, and whether it does. */
export async function subscription(api: LineApi, callbackUrl: string | undefined): Promise<SubscriptionState> {
  const webhook = await endpointOf(api)
  if (!webhook) return inactive(because('no_webhook_address'))
  if (!webhook.active) return inactive(because('use_webhook_off'))
  if (callbackUrl !== undefined && !sameAddress(webhook.endpoint, callbackUrl))
    return inactive(because('webhook_elsewhere', { found: webhook.endpoint, wanted: callbackUrl }))
  return { active: true, fields: [], problem: undefined }
}

/**
 * Gives LINE the hub's address and has it call there.
 * @throws PlatformError `invalid` for an address that LINE does not call.
 */
export async function subscribe(api: LineApi, callbackUrl: string | undefined): Promise<SubscriptionState> {
  if (callbackUrl === undefined)
    throw refused('LINE needs to be told where to send events, and the hub does not know its own public address.')
  if (URL.parse(callbackUrl)?.protocol === 'http:')
    throw refused(
      'The callback address must be an https address; LINE fetches no other.',
      because('callback_not_https'),
    )
  const endpoint = fetched(MAX.callbackUrl, 'The callback address', callbackUrl)
  await api.send('PUT', ENDPOINT, { endpoint }, { repeatable: true })
  const webhook = await endpointOf(api)
  if (webhook?.active === false) return inactive(because('use_webhook_off'))
  const problem = await problemOf(api, endpoint)
  return { active: problem === undefined, fields: [], problem }
}

/** @throws PlatformError always: LINE cannot be told to stop over its API. */
export function unsubscribe(): Promise<never> {
  return Promise.reject(
    refused(
      'LINE has no call that ends a subscription. Turn "Use webhook" off in the LINE Developers Console → the channel → Messaging API.',
    ),
  )
}

async function endpointOf(api: LineApi): Promise<{ endpoint: string; active: boolean } | undefined> {
  try {
    const answer = await api.get(ENDPOINT)
    const endpoint = filled(answer.endpoint)
    return endpoint === undefined ? undefined : { endpoint, active: answer.active === true }
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'not-found') return undefined
    throw error
  }
}

/** What keeps LINE from reaching the address; a test that LINE will not make now shows nothing. */
async function problemOf(api: LineApi, endpoint: string): Promise<Reason | undefined> {
  try {
    const path = ['v2', 'bot', 'channel', 'webhook', 'test']
    const result = await api.send('POST', path, { endpoint }, { repeatable: true })
    if (result.success === true) return undefined
    return failure(endpoint, filled(result.reason) ?? '', filled(result.detail))
  } catch (error) {
    // 60 tests an hour are allowed.
    if (error instanceof PlatformError && error.kind === 'rate') return undefined
    throw error
  }
}

const FAILURES = {
  COULD_NOT_CONNECT: 'webhook_unreachable',
  REQUEST_TIMEOUT: 'webhook_too_slow',
  ERROR_STATUS_CODE: 'webhook_refused',
} as const

function failure(url: string, reason: string, detail: string | undefined): Reason {
  const said = (detail === undefined ? reason : `${reason} (${detail})`) || 'no reason given'
  const known = reason.toUpperCase()
  const isKnown = (name: string): name is keyof typeof FAILURES => Object.hasOwn(FAILURES, name)
  return because(isKnown(known) ? FAILURES[known] : 'webhook_failed', { url, said })
}

function inactive(problem: Reason): SubscriptionState {
  return { active: false, fields: [], problem }
}

function sameAddress(one: string, other: string): boolean {
  return (URL.parse(one)?.href ?? one) === (URL.parse(other)?.href ?? other)
}
