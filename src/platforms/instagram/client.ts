import type { PlatformClient } from '../client.ts'
import { readCredentials } from '../credentials.ts'
import { PlatformError } from '../error.ts'
import { filled } from '../json.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import { createGraph, idFrom } from '../meta/graph.ts'
import { refreshInstagramToken } from '../meta/oauth-instagram.ts'
import { renewFacebookToken } from '../meta/renew.ts'
import { defaultFields, NOT_SUBSCRIBED, readSubscription, stateOf, subscribeFields } from '../meta/subscription.ts'
import { facebookAppId } from '../meta/token.ts'
import { InstagramCredentials, loginOf } from './credentials.ts'
import { FIELDS } from './fields.ts'
import { inspectFacebookLogin, inspectInstagramLogin } from './inspect.ts'
import { because } from './reasons.ts'
import { render } from './render.ts'

const ACTIONS: ReadonlySet<string> = new Set(['reaction', 'mark_seen', 'typing'])
/** Instagram Login refuses a subscription that names these. */
const FACEBOOK_LOGIN_ONLY = ['mentions', 'story_insights']
/** The Page must be subscribed to some field for Instagram's to flow; this one brings no messages of the Page. */
const PAGE_FIELD = 'feed'
const NOT_CHOSEN = because('fields_chosen_for_app')

/** Speaks to Instagram for one account, by either login. @throws PlatformError `invalid` for wrong credentials. */
export function createInstagramClient(given: unknown, environment: MetaEnvironment): PlatformClient {
  const credentials = readCredentials('instagram', InstagramCredentials, given)
  const { accessToken: token } = credentials
  const own = loginOf(credentials) === 'instagram'
  const appSecret = credentials.appSecret ?? environment.appSecretFor(own ? 'instagram' : 'facebook')
  const graph = createGraph({
    platform: 'instagram',
    baseUrl: own ? environment.instagramGraphUrl : environment.graphUrl,
    version: environment.graphVersion,
    token,
    appSecret,
    environment,
  })
  const node = (own ? credentials.igUserId : credentials.pageId) ?? 'me'
  // Which of an app's two ids Instagram Login lists is not documented; it lists only the asking app.
  const current = () => readSubscription(graph, node, own ? undefined : facebookAppId(environment, appSecret))

  return {
    inspect: () =>
      own
        ? inspectInstagramLogin(graph, credentials)
        : inspectFacebookLogin(graph, credentials, environment, appSecret),
    subscription: async () => {
      const subscription = await current()
      if (own) return stateOf(subscription)
      return subscription && subscription.fields.length > 0
        ? { active: true, fields: subscription.fields, problem: undefined }
        : { active: false, fields: [], problem: NOT_SUBSCRIBED }
    },
    subscribe: async (options = {}) => {
      if (own) return subscribeFields(graph, node, defaultFields(FIELDS, FACEBOOK_LOGIN_ONLY), options)
      const problem = options.fields && !options.partial ? NOT_CHOSEN : undefined
      // Instagram's fields are chosen for the whole app; subscribing the Page anew would drop the fields it has.
      const subscribed = (await current())?.fields ?? []
      if (subscribed.length > 0) return { active: true, fields: subscribed, problem }
      return { ...(await subscribeFields(graph, node, [PAGE_FIELD])), problem }
    },
    unsubscribe: async ({ alone = false } = {}) => {
      const others = own || alone ? [] : ((await current())?.fields ?? []).filter((field) => field !== PAGE_FIELD)
      // The Page is subscribed in its own right.
      if (others.length > 0) throw new PlatformError('instagram', 'invalid', stays(others))
      await graph.delete([node, 'subscribed_apps'])
    },
    send: async (message) => {
      const answer = await graph.post([node, 'messages'], { json: render(message) })
      return ACTIONS.has(message.content.type)
        ? { messageId: undefined, via: 'action' }
        : { messageId: idFrom('instagram', answer.message_id), via: 'message' }
    },
    person: async (id) => {
      const person = await graph.get([id], { fields: 'name,username,profile_pic' })
      return {
        id,
        username: filled(person.username),
        name: filled(person.name),
        pictureUrl: filled(person.profile_pic),
      }
    },
    renew: () =>
      own
        ? refreshInstagramToken(environment, appSecret, token)
        : renewFacebookToken('instagram', token, environment, appSecret),
  }
}

function stays(fields: readonly string[]): string {
  return `The Page is subscribed to ${fields.join(', ')} for itself, and the events of its Instagram account come with it.`
}
