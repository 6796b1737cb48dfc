import { Type } from 'typebox'
import { type Answer, type Call, inputOf, ok, param, type Route } from '../exchange.ts'
import { send as sendWebhook } from '../push/send.ts'
import { closed, optional, text } from '../shape.ts'
import type { Person } from '../state.ts'
import { there } from '../there.ts'
import type { World } from '../world.ts'
import { lineError } from './errors.ts'
import { endpointInput } from './message-schema.ts'
import { push } from './push.ts'
import { CHAT_ID, channelOf, sendRoutes } from './send.ts'
import { tokenRoutes } from './tokens.ts'

/** The LINE Messaging API. */
export function lineRoutes(world: World): Route[] {
  const { state } = world
  const route = (method: Route['method'], path: string, handle: Route['handle'], input?: Route['input']): Route => ({
    host: path.includes('/content') ? 'line-data' : 'line',
    platform: 'line',
    method,
    path,
    access: { kinds: ['line'] },
    ...(input ? { input } : {}),
    official: { document: 'line', path },
    handle,
  })

  const profile = ({ id, name, pictureUrl }: Person) => ({ userId: id, displayName: name, pictureUrl })

  function friend(call: Call): Answer {
    const id = param(call, 'userId')
    if (!CHAT_ID.test(id))
      throw lineError('400', [{ message: "The value for the 'userId' parameter is invalid", property: 'userId' }])
    const person = state.people.get(id)
    if (person?.platform !== 'line' || person.blocked || !person.consented) throw lineError('404')
    return ok({ ...profile(person), language: 'en', statusMessage: 'Hello!' })
  }

  const member = (kind: 'group' | 'room') =>
    route('GET', `/v2/bot/${kind}/{${kind}Id}/member/{userId}`, (call) => {
      const person = state.people.get(param(call, 'userId'))
      const groupId = param(call, `${kind}Id`)
      if (!state.groups.has(groupId) || !person?.groups.has(groupId)) throw lineError('404')
      return ok(profile(person))
    })

  function content(call: Call): Answer {
    const upload = state.uploads.get(param(call, 'messageId'))
    if (upload?.accountId !== channelOf(world, call).id) throw lineError('404')
    if (upload.expiresAt <= world.clock.now()) throw lineError('410')
    return ok(upload.bytes, { 'content-type': upload.mimeType })
  }

  async function testWebhook(call: Call): Promise<Answer> {
    const channel = channelOf(world, call)
    const given = inputOf(call).endpoint
    const endpoint = given === undefined ? channel.webhook?.endpoint : String(given)
    if (!endpoint) throw lineError('404')
    const body = { destination: channel.id, events: [] }
    const { status } = await sendWebhook({
      url: world.reach(endpoint),
      body,
      rules: push,
      secret: channel.secret,
      timeoutMs: 5000,
    })
    const reason = status === undefined ? 'COULD_NOT_CONNECT' : status === 200 ? 'OK' : 'ERROR_STATUS_CODE'
    return ok({
      success: status === 200,
      timestamp: new Date(world.clock.now()).toISOString(),
      statusCode: status ?? 0,
      reason,
      detail: String(status ?? 'no answer'),
    })
  }

  return [
    ...sendRoutes(world),
    ...tokenRoutes(world),
    route('GET', '/v2/bot/info', (call) => {
      const { id, basicId, name, pictureUrl } = channelOf(world, call)
      return ok({ userId: id, basicId, displayName: name, pictureUrl, chatMode: 'bot', markAsReadMode: 'manual' })
    }),
    route('GET', '/v2/bot/profile/{userId}', friend),
    member('group'),
    member('room'),
    route('GET', '/v2/bot/group/{groupId}/summary', (call) => {
      const group = state.groups.get(param(call, 'groupId'))
      if (!group) throw lineError('404')
      return ok({ groupId: group.id, groupName: group.name })
    }),
    route('GET', '/v2/bot/message/{messageId}/content', content),
    route('GET', '/v2/bot/message/{messageId}/content/preview', content),
    route('GET', '/v2/bot/message/{messageId}/content/transcoding', (call) => {
      content(call)
      return ok({ status: 'succeeded' })
    }),
    route('GET', '/v2/bot/message/quota', (call) => {
      const { quota } = channelOf(world, call)
      return ok(quota === undefined ? { type: 'none' } : { type: 'limited', value: quota })
    }),
    route('GET', '/v2/bot/message/quota/consumption', (call) => ok({ totalUsage: channelOf(world, call).used })),
    route('GET', '/v2/bot/channel/webhook/endpoint', (call) => {
      const { webhook } = channelOf(world, call)
      if (!webhook) throw lineError('404')
      return ok(webhook)
    }),
    route(
      'PUT',
      '/v2/bot/channel/webhook/endpoint',
      (call) => {
        const endpoint = String(inputOf(call).endpoint)
        const { protocol, hostname } = new URL(endpoint)
        // LINE wants https; a hub under test listens on loopback without.
        if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
          throw lineError('400', [{ message: 'Invalid webhook endpoint URL', property: 'endpoint' }])
        channelOf(world, call).webhook = { endpoint, active: true }
        return ok({})
      },
      endpointInput,
    ),
    route('POST', '/v2/bot/channel/webhook/test', testWebhook, closed({ endpoint: optional(text(500)) })),
    route(
      'POST',
      '/v2/bot/chat/loading/start',
      (call) => {
        const chatId = String(inputOf(call).chatId)
        if (!chatId.startsWith('U') || !state.people.has(chatId))
          throw lineError('400', [{ message: 'chatId is wrong', property: 'chatId' }])
        return { status: 202, body: {} }
      },
      closed({ chatId: text(), loadingSeconds: optional(Type.Integer({ minimum: 5, maximum: 60, multipleOf: 5 })) }),
    ),
    route(
      'POST',
      '/v2/bot/chat/markAsRead',
      (call) => {
        const known = state.readTokens.get(String(inputOf(call).markAsReadToken))
        if (known?.accountId !== there(call.token).owner)
          throw lineError('400', [{ message: 'Invalid token', property: 'markAsReadToken' }])
        return ok({})
      },
      closed({ markAsReadToken: text() }),
    ),
  ]
}
