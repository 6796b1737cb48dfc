import { FormData } from 'undici'
import { createChecks } from '../checks.ts'
import type { PlatformClient } from '../client.ts'
import { readCredentials } from '../credentials.ts'
import { count, filled, record } from '../json.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import { idFrom } from '../meta/graph.ts'
import { PAGE_SCOPES } from '../meta/oauth-facebook.ts'
import { requirePageToken, tokenReport } from '../meta/page-token.ts'
import { renewFacebookToken } from '../meta/renew.ts'
import { defaultFields, readSubscription, stateOf, subscribeFields } from '../meta/subscription.ts'
import { facebookAppId, facebookGraph } from '../meta/token.ts'
import { FacebookCredentials } from './credentials.ts'
import { FIELDS } from './fields.ts'
import { render } from './render.ts'

const ACTIONS: ReadonlySet<string> = new Set(['reaction', 'mark_seen', 'typing'])
const PROFILE = 'id,name,username,picture{url},followers_count'
const MB = 1_000_000
/** Uploading takes longer than a call. */
const UPLOAD_PATIENCE = 10

/** Speaks to Facebook for one Page. @throws PlatformError `invalid` for wrong credentials. */
export function createFacebookClient(given: unknown, environment: MetaEnvironment): PlatformClient {
  const credentials = readCredentials('facebook', FacebookCredentials, given)
  const { pageId, accessToken: token } = credentials
  const appSecret = credentials.appSecret ?? environment.appSecretFor('facebook')
  const graph = facebookGraph('facebook', token, environment, appSecret)
  const checks = createChecks('facebook', 'Messenger')

  return {
    inspect: async () => {
      const { facts } = await requirePageToken('facebook', graph, { token, pageId, appSecret }, environment)
      const started = performance.now()
      const page = await graph.get([pageId], { fields: PROFILE })
      return {
        externalId: pageId,
        parentId: undefined,
        username: filled(page.username),
        name: filled(page.name),
        pictureUrl: filled(record(record(page.picture)?.data)?.url),
        followers: count(page.followers_count),
        quality: undefined,
        token: tokenReport(facts, PAGE_SCOPES),
        latencyMs: Math.round(performance.now() - started),
      }
    },
    subscription: async () => stateOf(await readSubscription(graph, pageId, facebookAppId(environment, appSecret))),
    subscribe: (options) => subscribeFields(graph, pageId, defaultFields(FIELDS), options),
    unsubscribe: async () => {
      await graph.delete([pageId, 'subscribed_apps'])
    },
    send: async (message) => {
      const body = render(message)
      const content = record(body.message)
      // Comes back in the echo: it shows what was sent even when the answer is lost.
      const marked = content && { message: { ...content, metadata: message.idempotencyKey } }
      const answer = await graph.post([pageId, 'messages'], { json: { ...body, ...marked } })
      return ACTIONS.has(message.content.type)
        ? { messageId: undefined, via: 'action' }
        : { messageId: idFrom('facebook', answer.message_id), via: 'message' }
    },
    person: async (id) => {
      const person = await graph.get([id], { fields: 'first_name,last_name,profile_pic' })
      const name = [filled(person.first_name), filled(person.last_name)].filter(Boolean).join(' ')
      return { id, username: undefined, name: name || undefined, pictureUrl: filled(person.profile_pic) }
    },
    renew: () => renewFacebookToken('facebook', token, environment, appSecret),
    uploadMedia: async ({ body, contentType, filename }) => {
      const type = /^(image|video|audio)\//.exec(contentType)?.[1] ?? 'file'
      const max = (type === 'image' ? 8 : 25) * MB
      if (body.size > max) checks.refuse(`takes at most ${max} bytes of ${type}; this has ${body.size}`)
      const files = new FormData()
      files.set('message', JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }))
      files.set('filedata', new Blob([body], { type: contentType }), filename)
      const options = { timeoutMs: environment.timeoutMs * UPLOAD_PATIENCE }
      const answer = await graph.post([pageId, 'message_attachments'], { files }, options)
      return { mediaId: idFrom('facebook', answer.attachment_id) }
    },
  }
}
