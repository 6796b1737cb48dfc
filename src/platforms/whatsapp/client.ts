import type { Inspection, PlatformClient } from '../client.ts'
import { readCredentials } from '../credentials.ts'
import { PlatformError } from '../error.ts'
import { filled, id, list, record } from '../json.ts'
import type { MetaEnvironment } from '../meta/environment.ts'
import { type Graph, idFrom } from '../meta/graph.ts'
import { WHATSAPP_SCOPES } from '../meta/oauth-facebook.ts'
import { tokenReport } from '../meta/page-token.ts'
import { renewFacebookToken } from '../meta/renew.ts'
import { facebookGraph, tokenFacts } from '../meta/token.ts'
import { WhatsAppCredentials } from './credentials.ts'
import { downloadMedia, uploadMedia } from './media.ts'
import { render } from './render.ts'
import { whatsappSubscription } from './subscription.ts'

const ACTIONS: ReadonlySet<string> = new Set(['reaction', 'mark_seen', 'typing'])
const PROFILE = 'id,display_phone_number,verified_name,quality_rating,code_verification_status,name_status'

/** Speaks to WhatsApp for one phone number. @throws PlatformError `invalid` for wrong credentials. */
export function createWhatsAppClient(given: unknown, environment: MetaEnvironment): PlatformClient {
  const credentials = readCredentials('whatsapp', WhatsAppCredentials, given)
  const { phoneNumberId, wabaId, accessToken: token } = credentials
  const appSecret = credentials.appSecret ?? environment.appSecretFor('whatsapp')
  const graph = facebookGraph('whatsapp', token, environment, appSecret)
  const subscription = () => whatsappSubscription(graph, wabaId, environment, appSecret)

  return {
    inspect: () => inspect(graph, credentials, environment, appSecret),
    subscription,
    subscribe: async ({ callbackUrl } = {}) => {
      const { verifyToken } = credentials
      if (callbackUrl !== undefined && verifyToken === undefined)
        throw new PlatformError('whatsapp', 'invalid', 'a callback address of its own needs a `verifyToken`')
      const json = callbackUrl === undefined ? {} : { override_callback_uri: callbackUrl, verify_token: verifyToken }
      await graph.post([wabaId, 'subscribed_apps'], { json }, { repeatable: true })
      return subscription()
    },
    unsubscribe: async () => {
      await graph.delete([wabaId, 'subscribed_apps'])
    },
    send: async (message) => {
      const action = ACTIONS.has(message.content.type)
      // Comes back in the statuses: they show what was sent even when the answer is lost.
      const mark = action ? {} : { biz_opaque_callback_data: message.idempotencyKey }
      const answer = await graph.post([phoneNumberId, 'messages'], { json: { ...render(message), ...mark } })
      if (action) return { messageId: undefined, via: 'action' }
      const messageId = idFrom('whatsapp', record(list(answer.messages)[0])?.id)
      return { messageId, via: message.content.type === 'template' ? 'template' : 'message' }
    },
    // WhatsApp tells names in its webhooks only.
    person: async (id) => ({ id, username: undefined, name: undefined, pictureUrl: undefined }),
    renew: () => renewFacebookToken('whatsapp', token, environment, appSecret),
    uploadMedia: (file) => uploadMedia(graph, phoneNumberId, file, environment.timeoutMs),
    downloadMedia: (mediaId) => downloadMedia(graph, mediaId, credentials, environment),
  }
}

async function inspect(
  graph: Graph,
  { phoneNumberId, wabaId, accessToken }: WhatsAppCredentials,
  environment: MetaEnvironment,
  appSecret: string | undefined,
): Promise<Inspection> {
  const facts = await tokenFacts('whatsapp', accessToken, environment, appSecret)
  if (facts && (facts.kind === 'page' || facts.kind === 'app'))
    throw invalid(`the token of a system user is needed and this is a ${facts.kind} token`)
  const started = performance.now()
  const phone = await graph.get([phoneNumberId], { fields: PROFILE })
  const latencyMs = Math.round(performance.now() - started)
  const numbers = await graph.all([wabaId, 'phone_numbers'], { fields: 'id' })
  if (!numbers.some((number) => id(number.id) === phoneNumberId))
    throw invalid(`the phone number ${phoneNumberId} does not belong to the WhatsApp account ${wabaId}`)
  return {
    externalId: phoneNumberId,
    parentId: wabaId,
    username: filled(phone.display_phone_number),
    name: filled(phone.verified_name),
    pictureUrl: undefined,
    followers: undefined,
    quality: filled(phone.quality_rating),
    token: tokenReport(facts, WHATSAPP_SCOPES),
    latencyMs,
  }
}

function invalid(message: string): PlatformError {
  return new PlatformError('whatsapp', 'invalid', message)
}
