import { subscriptionCause } from '../codes/accounts.ts'
import type { Reason } from '../codes/sentence.ts'
import type { AppSubscription } from '../platforms/client.ts'
import type { Platform } from '../platforms/platform.ts'
import type { PlatformAccess } from './access.ts'
import { addressProblem, platformCallback } from './callback-url.ts'

export interface AppWebhook {
  readonly ok: boolean
  /** Where the platform sends the app's events; undefined when it has no address. */
  readonly callbackUrl: string | undefined
  readonly fields: readonly string[]
  /** What is wrong; undefined also when nothing can be asked. */
  readonly problem: Reason | undefined
}

/**
 * Asks a platform where it sends the events of the app; undefined where it cannot be asked: each account has an address
 * of its own, or the hub lacks the id or the secret of the app. @throws PlatformError
 */
export async function appWebhook(
  access: PlatformAccess,
  platform: Platform,
  baseUrl: string,
): Promise<AppWebhook | undefined> {
  const found = await platform.app?.subscription(access.environment())
  if (!found) return undefined
  const { callbackUrl, fields } = found
  const problem = problemOf(found, platformCallback(baseUrl, platform.id), baseUrl)
  return { ok: problem === undefined, callbackUrl, fields, problem }
}

function problemOf(
  { callbackUrl, fields, active, where }: AppSubscription,
  wanted: string,
  baseUrl: string,
): Reason | undefined {
  if (callbackUrl === undefined) return subscriptionCause('app_callback_missing', { wanted, where })
  if (!active) return subscriptionCause('app_subscription_off', { where })
  // A hub that was asked by a private name does not know its public one.
  if (addressProblem(baseUrl) === undefined && !sameHub(callbackUrl, wanted))
    return subscriptionCause('app_callback_elsewhere', { found: callbackUrl, wanted, where })
  if (!fields.includes('messages')) return subscriptionCause('app_messages_not_subscribed', { where })
  return undefined
}

/** Earlier addresses of the hub lead to the same place. */
function sameHub(found: string, wanted: string): boolean {
  const [one, other] = [URL.parse(found), URL.parse(wanted)]
  return one !== null && other !== null && one.origin === other.origin && /\/webhooks\//.test(one.pathname)
}
