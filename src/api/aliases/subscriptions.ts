import { matchesPattern } from '../../events/catalogue.ts'
import { isRecord } from '../views.ts'
import type { Written } from './as-written.ts'
import { defined, FIELD_TYPES } from './names.ts'

type Names = Readonly<Record<string, unknown>>

const STEPS = ['1m', '5m', '15m', '1h', '6h']

/**
 * A subscription as the input of a webhook. `userId`, `verifyToken` and the settings of the old queue have no counterpart:
 * the hub verifies with the platform itself and always queues.
 */
export function fromSubscription(body: Names): Names {
  return { events: ['*'], ...fromSubscriptionChange(body) }
}

/** Where a subscription has the members of a webhook. */
export const SUBSCRIPTION_NAMES: Written['names'] = {
  body: {
    url: ['webhookConfig/url', 'url'],
    secret: ['webhookConfig/secret', 'secret'],
    events: ['subscribedFields', 'events'],
    accounts: ['instagramAccountId', 'accounts'],
    retrySchedule: ['processingConfig/retryAttempts', 'retrySchedule'],
    state: ['isActive', 'state'],
  },
}

/** A changed subscription as a changed webhook. */
export function fromSubscriptionChange(body: Names): Names {
  const { webhookConfig, processingConfig, subscribedFields, instagramAccountId, isActive, ...rest } = body
  const { subscriptionId: _id, userId: _user, ...own } = rest
  const webhook = isRecord(webhookConfig) ? webhookConfig : {}
  const retries = isRecord(processingConfig) ? processingConfig.retryAttempts : undefined
  return defined({
    ...own,
    url: webhook.url ?? own.url,
    secret: webhook.secret ?? own.secret,
    events: Array.isArray(subscribedFields) ? patternsOf(subscribedFields) : own.events,
    accounts: typeof instagramAccountId === 'string' ? [`instagram:${instagramAccountId}`] : own.accounts,
    retrySchedule: typeof retries === 'number' && retries >= 0 ? scheduleOf(retries) : own.retrySchedule,
    state: typeof isActive === 'boolean' ? (isActive ? 'enabled' : 'paused') : own.state,
  })
}

/** A webhook with the names of a subscription beside its own. */
export function toSubscription(webhook: Names): Names {
  const events = Array.isArray(webhook.events) ? webhook.events.map(String) : []
  const accounts = Array.isArray(webhook.accounts) ? webhook.accounts : []
  return {
    ...webhook,
    subscriptionId: webhook.id,
    instagramAccountId: accounts[0] ?? null,
    subscribedFields: fieldsOf(events),
    webhookConfig: defined({ url: webhook.url, secret: webhook.secret }),
    processingConfig: {
      enableQueue: true,
      retryAttempts: Array.isArray(webhook.retrySchedule) ? webhook.retrySchedule.length : STEPS.length,
    },
    isActive: webhook.state === 'enabled',
  }
}

function patternsOf(fields: readonly unknown[]): string[] {
  return fields.flatMap((field) => {
    const name = String(field)
    return Object.hasOwn(FIELD_TYPES, name) ? (FIELD_TYPES[name] ?? []) : [name]
  })
}

function fieldsOf(patterns: readonly string[]): string[] {
  const fields = Object.entries(FIELD_TYPES)
    .filter(([, types]) => types.every((type) => patterns.some((pattern) => matchesPattern(pattern, type))))
    .map(([field]) => field)
  return fields.length > 0 ? fields : [...patterns]
}

/** The first steps of the usual schedule, the last one repeated. */
function scheduleOf(retries: number): string[] {
  return Array.from({ length: Math.min(20, retries) }, (_, step) => STEPS[Math.min(step, STEPS.length - 1)] ?? '6h')
}
