import { Type } from 'typebox'
import { invalid } from '../../codes/input.ts'
import { refusal } from '../../codes/refusals.ts'
import { publicIdOf } from '../../events/public-id.ts'
import { accountsByExternalId } from '../../store/accounts/read.ts'
import type { Executor } from '../../store/database.ts'
import { isRecord } from '../views.ts'
import type { Written } from './as-written.ts'

type Names = Readonly<Record<string, unknown>>

/** An account in a path, as callers of earlier systems name it. */
export const AccountPath = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 250, description: "An `acc_` id or the platform's own id." }),
})

/**
 * The `acc_` id of an account that is given by it, or by the platform's own id.
 * @throws HubError not_found, or conflict when platforms share the id.
 */
export async function accountIdOf(db: Executor, workspaceId: string, text: string): Promise<string> {
  if (text.startsWith('acc_')) return text
  const ids = (await accountsByExternalId(db, workspaceId, text)).map((id) => publicIdOf('account', id))
  const [id] = ids
  if (id === undefined) throw refusal('no_account', { id: text.slice(0, 100) })
  if (ids.length > 1) throw refusal('account_ambiguous', { account: text, ids })
  return id
}

/**
 * A login with a token as an account to connect.
 * @throws HubError invalid_request for a password, with the address to log in at.
 */
export function fromLogin(body: Names, baseUrl: string): Names {
  const { username, accessToken, password } = body
  if (typeof password === 'string' || typeof accessToken !== 'string')
    throw invalid(`body/${typeof password === 'string' ? 'password' : 'accessToken'}`, 'password_login', {
      platform: 'Instagram',
      url: `${baseUrl}/api/v1/connect/instagram`,
    })
  return { platform: 'instagram', credentials: { accessToken }, ...(typeof username === 'string' ? { username } : {}) }
}

/** Where a login has the members of an account to connect. */
export const LOGIN_NAMES: Written['names'] = {
  body: { credentials: ['accessToken'] },
}

/** A connected account as the answer to a login. */
export function toLogin(account: Names): Names {
  return { ...account, success: true, message: `Connected ${account.username ?? account.externalId}.` }
}

/** An account as the status of its webhook. */
export function toWebhookStatus(account: Names): Names {
  const traffic = isRecord(account.traffic) ? account.traffic : {}
  const subscription = isRecord(account.subscription) ? account.subscription : {}
  const successful = Number(traffic.events ?? 0)
  const failed = Number(traffic.rejections ?? 0)
  const total = successful + failed
  return {
    platform_id: account.id,
    platform_type: account.platform,
    webhook_url: account.webhookUrl,
    is_active: account.state === 'connected' ? subscription.active === true : account.state === 'discovered',
    is_verified: account.lastEventAt !== null || subscription.active === true,
    total_requests: total,
    successful_requests: successful,
    failed_requests: failed,
    success_rate: total === 0 ? 0 : (successful / total) * 100,
    last_request: account.lastEventAt,
    events: subscription.fields ?? [],
  }
}

/** A made-up event as the answer to the test of a webhook. */
export function toWebhookTest(answer: Names): Names {
  const events = Array.isArray(answer.events) ? answer.events.filter(isRecord) : []
  return {
    success: answer.success,
    platform_type: answer.platform,
    test_payload: answer.payload,
    parsed_events: events.length,
    events: events.map((event) => ({ event_id: event.id, event_type: event.type, timestamp: event.occurredAt })),
  }
}
