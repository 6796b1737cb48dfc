import { PlatformError, type SubscriptionState } from '../client.ts'
import { filled } from '../json.ts'
import type { LineApi } from './api.ts'
import { MAX } from './limits.ts'
import { fetched, refused } from './text.ts'

const ENDPOINT = ['v2', 'bot', 'channel', 'webhook', 'endpoint']
const SWITCH_ON =
  'LINE sends nothing while "Use webhook" is off: turn it on in the LINE Developers Console → the channel → Messaging API. No API can.'

/** Where LINE sends the channel's events, and whether it does. */
export async function subscription(api: LineApi, callbackUrl: string | undefined): Promise<SubscriptionState> {
  const webhook = await endpointOf(api)
  if (!webhook) return inactive('LINE has no webhook address for this channel: subscribe it.')
  if (!webhook.active) return inactive(SWITCH_ON)
  if (callbackUrl !== undefined && !sameAddress(webhook.endpoint, callbackUrl))
    return inactive(
      `LINE sends the events of this channel to ${webhook.endpoint}, not to ${callbackUrl}: subscribe it.`,
    )
  return { active: true, fields: [], problem: undefined }
}

/**
 * Gives LINE the hub's address and has it call there.
 * @throws PlatformError `invalid` for an address that LINE does not call.
 */
export async function subscribe(api: LineApi, callbackUrl: string | undefined): Promise<SubscriptionState> {
  if (callbackUrl === undefined)
    throw refused('LINE needs to be told where to send events, and the hub does not know its own public address.')
  const endpoint = fetched(MAX.callbackUrl, 'The callback address', callbackUrl)
  await api.send('PUT', ENDPOINT, { endpoint }, { repeatable: true })
  const webhook = await endpointOf(api)
  if (webhook?.active === false) return inactive(SWITCH_ON)
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

/** What keeps LINE from reaching the address, in words; a test that LINE will not make now shows none. */
async function problemOf(api: LineApi, endpoint: string): Promise<string | undefined> {
  try {
    const path = ['v2', 'bot', 'channel', 'webhook', 'test']
    const result = await api.send('POST', path, { endpoint }, { repeatable: true })
    if (result.success === true) return undefined
    return `LINE called ${endpoint} and failed: ${explained(filled(result.reason) ?? '', filled(result.detail))}`
  } catch (error) {
    // 60 tests an hour are allowed.
    if (error instanceof PlatformError && error.kind === 'rate') return undefined
    throw error
  }
}

function explained(reason: string, detail: string | undefined): string {
  const said = detail === undefined ? reason : `${reason} (${detail})`
  switch (reason.toUpperCase()) {
    case 'COULD_NOT_CONNECT':
      return `${said}. The address must be reachable from the internet, with a certificate of a public authority.`
    case 'REQUEST_TIMEOUT':
      return `${said}. The answer took longer than LINE waits; is the hub, or what stands before it, overloaded?`
    case 'ERROR_STATUS_CODE':
      return `${said}. 401 means that the hub has another channel secret; anything else comes from what stands before it.`
    default:
      return said || 'no reason given'
  }
}

function inactive(problem: string): SubscriptionState {
  return { active: false, fields: [], problem }
}

function sameAddress(one: string, other: string): boolean {
  return (URL.parse(one)?.href ?? one) === (URL.parse(other)?.href ?? other)
}
