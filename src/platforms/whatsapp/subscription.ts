import type { SubscriptionState } from '../client.ts'
import { PlatformError } from '../error.ts'
import { filled, list, record } from '../json.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import type { Graph } from '../meta/graph.ts'
import { NOT_SUBSCRIBED, readSubscription } from '../meta/subscription.ts'
import { appToken, facebookAppId, facebookGraph } from '../meta/token.ts'
import { because } from './reasons.ts'

const OBJECT = 'whatsapp_business_account'

/** Whether the app gets what happens on the account, and which fields: these are chosen for the whole app. */
export async function whatsappSubscription(
  graph: Graph,
  wabaId: string,
  environment: MetaEnvironment,
  appSecret: string | undefined,
): Promise<SubscriptionState> {
  const appId = facebookAppId(environment, appSecret)
  const subscription = await readSubscription(graph, wabaId, appId)
  if (!subscription) return { active: false, fields: [], problem: NOT_SUBSCRIBED }
  const fields = await appFields(environment, appId, appSecret)
  if (!fields) return { active: true, fields: [], problem: undefined }
  const problem = fields.includes('messages') ? undefined : because('messages_not_chosen')
  return { active: true, fields, problem }
}

/** The fields the app listens to; undefined when the app's id and secret are not known, or are refused. */
async function appFields(
  environment: MetaEnvironment,
  appId: string | undefined,
  appSecret: string | undefined,
): Promise<string[] | undefined> {
  const token = appToken(appId, appSecret)
  if (appId === undefined || token === undefined) return undefined
  try {
    const objects = await facebookGraph('whatsapp', token, environment, appSecret).get([appId, 'subscriptions'])
    const own = list(objects.data)
      .map(record)
      .find((object) => object?.object === OBJECT)
    return list(own?.fields).flatMap((field) => filled(record(field)?.name) ?? filled(field) ?? [])
  } catch (error) {
    if (error instanceof PlatformError && !error.retryable) return undefined
    throw error
  }
}
