import type { Reason } from '../../codes/sentence.ts'
import type { SubscriptionState } from '../client.ts'
import { PlatformError } from '../error.ts'
import { count, filled, number, record } from '../json.ts'
import type { TelegramApi } from './api.ts'
import { webhookSecretOf } from './credentials.ts'
import { ALLOWED_UPDATES } from './normalise.ts'
import { because } from './reasons.ts'

/** A fault of Telegram's last call that is older says nothing of now. */
const RECENT_MS = 10 * 60_000

/** Where Telegram sends the updates of the bot, and whether its last calls failed. */
export async function subscription(
  api: TelegramApi,
  callbackUrl: string | undefined,
  now = Date.now(),
): Promise<SubscriptionState> {
  const info = record(await api.ask('getWebhookInfo'))
  const url = filled(info?.url)
  if (url === undefined) return inactive(because('bot_without_webhook'))
  if (callbackUrl !== undefined && url !== callbackUrl)
    return inactive(because('bot_webhook_elsewhere', { found: url, wanted: callbackUrl }))
  const failedAt = (number(info?.last_error_date) ?? 0) * 1000
  const waiting = count(info?.pending_update_count) ?? 0
  const said = filled(info?.last_error_message)
  if (said !== undefined && waiting > 0 && now - failedAt < RECENT_MS)
    return { active: true, fields: [], problem: because('updates_undelivered', { waiting, said }) }
  return { active: true, fields: [], problem: undefined }
}

/** Makes Telegram call the hub. Updates that wait are kept. @throws PlatformError */
export async function subscribe(
  api: TelegramApi,
  botToken: string,
  callbackUrl: string | undefined,
): Promise<SubscriptionState> {
  if (callbackUrl === undefined)
    throw new PlatformError(
      'telegram',
      'invalid',
      'Telegram needs an address to call, and the hub does not know its own public address',
    )
  await api.ask('setWebhook', {
    url: callbackUrl,
    secret_token: webhookSecretOf(botToken),
    allowed_updates: ALLOWED_UPDATES,
  })
  return await subscription(api, callbackUrl)
}

function inactive(problem: Reason): SubscriptionState {
  return { active: false, fields: [], problem }
}
