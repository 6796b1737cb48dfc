import { subscriptionCause } from '../../codes/accounts.ts'
import type { SubscriptionState } from '../client.ts'
import { PlatformError } from '../error.ts'
import { filled, id, list, record } from '../json.ts'
import type { WebhookField } from '../webhook.ts'
import type { Graph } from './graph.ts'

export const NOT_SUBSCRIBED = subscriptionCause('subscription_missing')

/** How the app is subscribed to a Page, an Instagram account or a WhatsApp account; undefined: not at all. */
export async function readSubscription(
  graph: Graph,
  node: string,
  appId: string | undefined,
): Promise<{ fields: string[]; callbackUrl: string | undefined } | undefined> {
  const apps = list((await graph.get([node, 'subscribed_apps'])).data).map((given) => {
    const entry = record(given)
    return {
      // WhatsApp puts the app one level lower.
      id: id(record(entry?.whatsapp_business_api_data)?.id ?? entry?.id),
      fields: list(entry?.subscribed_fields).flatMap((field) => filled(field) ?? filled(record(field)?.name) ?? []),
      callbackUrl: filled(entry?.override_callback_uri),
    }
  })
  const own = apps.length > 1 || appId !== undefined ? (appId ?? (await ownAppId(graph))) : undefined
  return own === undefined ? apps[0] : apps.find((app) => app.id === own || (app.id === undefined && apps.length === 1))
}

async function ownAppId(graph: Graph): Promise<string | undefined> {
  try {
    return id((await graph.get(['app'], { fields: 'id' })).id)
  } catch (error) {
    if (error instanceof PlatformError && !error.retryable) return undefined
    throw error
  }
}

/** The state to show for a subscription by fields. */
export function stateOf(subscription: { readonly fields: readonly string[] } | undefined): SubscriptionState {
  if (!subscription) return { active: false, fields: [], problem: NOT_SUBSCRIBED }
  const problem = subscription.fields.includes('messages') ? undefined : subscriptionCause('messages_not_subscribed')
  return { active: true, fields: subscription.fields, problem }
}

/** The names of the fields that are subscribed unless the user says otherwise. */
export function defaultFields(fields: readonly WebhookField[], except: readonly string[] = []): string[] {
  return fields.filter((field) => field.default && !except.includes(field.name)).map((field) => field.name)
}

/**
 * Subscribes the app to fields of a node. When some are refused by name (a scope is missing), the rest is subscribed and
 * `problem` says so. @throws PlatformError when a field that was asked for is refused, unless `partial`.
 */
export async function subscribeFields(
  graph: Graph,
  node: string,
  defaults: readonly string[],
  { fields: asked, partial = asked === undefined }: { fields?: readonly string[]; partial?: boolean } = {},
): Promise<SubscriptionState> {
  const subscribe = (fields: readonly string[]) =>
    graph.post([node, 'subscribed_apps'], undefined, {
      params: { subscribed_fields: fields.join(',') },
      repeatable: true,
    })
  const fields = asked ?? defaults
  try {
    await subscribe(fields)
    return stateOf({ fields })
  } catch (error) {
    if (!partial || !(error instanceof PlatformError) || !['permission', 'invalid'].includes(error.kind)) throw error
    const refused = refusedFields(fields, error.message)
    const rest = fields.filter((field) => !refused.includes(field))
    if (refused.length === 0 || rest.length === 0) throw error
    await subscribe(rest)
    return {
      active: true,
      fields: rest,
      problem: subscriptionCause('fields_not_subscribed', { fields: refused, said: error.message }),
    }
  }
}

/** An unknown field is answered with the list of all known ones, a forbidden one with its name. */
function refusedFields(fields: readonly string[], message: string): string[] {
  const known = /must be one of \{([^}]*)\}/.exec(message)?.[1]?.split(/[\s,]+/)
  if (known) return fields.filter((field) => !known.includes(field))
  return fields.filter((field) => new RegExp(`\\b${field}\\b`).test(message))
}
