import { addressCause } from '../codes/accounts.ts'
import type { Reason } from '../codes/sentence.ts'
import { publicIdOf } from '../events/public-id.ts'
import { findPlatform } from '../platforms/index.ts'
import type { AccountRecord } from '../store/accounts/read.ts'

/** The address of an app's callback for all of its accounts. */
export function platformCallback(baseUrl: string, platform: string): string {
  return `${baseUrl}/api/webhooks/${platform}`
}

/** The address of one account's callback. */
export function accountCallback(baseUrl: string, platform: string, id: string): string {
  return `${baseUrl}/api/v1/webhooks/${platform}/${publicIdOf('account', id)}`
}

/** The address to give a platform that takes one for each account; the one it has when no other is known. */
export function callbackUrlOf(
  account: Pick<AccountRecord, 'id' | 'platform' | 'callback_url'>,
  baseUrl: string | undefined,
): string | undefined {
  const { id, platform, callback_url } = account
  if (findPlatform(platform)?.webhook.callback !== 'account') return undefined
  return baseUrl === undefined ? (callback_url ?? undefined) : accountCallback(baseUrl, platform, id)
}

/** What is wrong with an address that platforms should reach. */
export function addressProblem(baseUrl: string): Reason | undefined {
  const url = URL.parse(baseUrl)
  if (!url) return addressCause('not_an_address')
  if (url.protocol !== 'https:') return addressCause('not_https')
  if (/^(localhost|127\.|\[::1\])/.test(url.hostname)) return addressCause('loopback_address')
  return undefined
}
