import { randomUUID } from 'node:crypto'
import type { JsonRecord } from '../../../src/platforms/json.ts'
import { string } from '../../../src/platforms/json.ts'
import { DAY } from '../clock.ts'
import { type Answer, type Call, inputOf, ok, type Route, records } from '../exchange.ts'
import { text } from '../ids.ts'
import { there } from '../there.ts'
import { accountOf, addMessage, type World } from '../world.ts'
import type { Channel } from './account.ts'
import { lineAnswer, lineError } from './errors.ts'
import { broadcastInput, multicastInput, pushInput, replyInput } from './message-schema.ts'

export const CHAT_ID = /^[UCR][0-9a-f]{32}$/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const channelOf = (world: World, call: Call): Channel =>
  there(accountOf(world.state, 'line', there(call.token).owner))

/** Reply, push, multicast, broadcast. */
export function sendRoutes(world: World): Route[] {
  const { state, clock, settings } = world
  const route = (name: string, input: Route['input'], handle: Route['handle']): Route => ({
    host: 'line',
    platform: 'line',
    method: 'POST',
    path: `/v2/bot/message/${name}`,
    access: { kinds: ['line'] },
    ...(input ? { input } : {}),
    official: { document: 'line', path: `/v2/bot/message/${name}` },
    handle,
  })

  function reply(call: Call): Answer {
    if (call.headers['x-line-retry-key'] !== undefined) throw lineError('retry-key')
    const input = inputOf(call)
    const channel = channelOf(world, call)
    const token = state.replyTokens.get(String(input.replyToken))
    const dead = !token || token.used || clock.now() - token.issuedAt > settings.replyTokenLifeMs
    if (dead || token.accountId !== channel.id) throw lineError('reply-token')
    token.used = true
    return ok({ sentMessages: deliver(world, channel, token.chatId, input) })
  }

  /** Free of duplicates: what was accepted under a key is not done again for a day. */
  function once(call: Call, channel: Channel, send: () => Answer): Answer {
    const key = call.headers['x-line-retry-key']
    if (key === undefined) return send()
    if (!UUID.test(key)) throw lineError('retry-key')
    const slot = `${channel.id}:${key.toLowerCase()}`
    const known = state.retryKeys.get(slot)
    if (known && clock.now() - known.at < DAY) {
      const answer = lineAnswer('409')
      const headers = { 'x-line-accepted-request-id': known.requestId }
      return { ...answer, headers, body: { ...(answer.body as object), ...(known.body as object) } }
    }
    const answer = send()
    const requestId = randomUUID()
    state.retryKeys.set(slot, { requestId, body: answer.body ?? {}, at: clock.now() })
    return { ...answer, headers: { 'x-line-request-id': requestId } }
  }

  function spend(channel: Channel, messages: number): void {
    if (channel.quota !== undefined && channel.used + messages > channel.quota) throw lineError('429-quota')
    channel.used += messages
  }

  return [
    route('reply', replyInput, reply),
    route('push', pushInput, (call) => {
      const channel = channelOf(world, call)
      return once(call, channel, () => {
        const to = String(inputOf(call).to)
        checkReachable(world, to)
        spend(channel, 1)
        return ok({ sentMessages: deliver(world, channel, to, inputOf(call)) })
      })
    }),
    route('multicast', multicastInput, (call) => {
      const channel = channelOf(world, call)
      return once(call, channel, () => {
        const to = (inputOf(call).to as readonly unknown[]).map(String)
        if (!to.every((id) => CHAT_ID.test(id) && id.startsWith('U'))) throw lineError('bad-to')
        spend(channel, to.length)
        for (const id of to) if (reachable(world, id)) deliver(world, channel, id, inputOf(call))
        return ok({})
      })
    }),
    route('broadcast', broadcastInput, (call) => {
      const channel = channelOf(world, call)
      return once(call, channel, () => {
        const friends = [...state.people.values()].filter(({ platform, blocked }) => platform === 'line' && !blocked)
        spend(channel, friends.length)
        for (const { id } of friends) deliver(world, channel, id, inputOf(call))
        return ok({})
      })
    }),
  ]
}

const reachable = ({ state }: World, id: string): boolean => {
  if (state.groups.has(id)) return true
  const person = state.people.get(id)
  return person?.platform === 'line' && !person.blocked
}

function checkReachable(world: World, id: string): void {
  if (!CHAT_ID.test(id)) throw lineError('bad-to')
  const person = world.state.people.get(id)
  // To somebody who has blocked the account, LINE says yes and sends nothing.
  if (!person && !world.state.groups.has(id)) throw lineError('not-sent')
}

function deliver(world: World, channel: Channel, chatId: string, input: JsonRecord) {
  return records(input.messages).map((content) => {
    const sent = addMessage(world, channel, chatId, { direction: 'out', content, text: string(content.text) })
    const quotable = ['text', 'sticker', 'image', 'video', 'template'].includes(String(content.type))
    return { id: sent.id, ...(quotable ? { quoteToken: text(24) } : {}) }
  })
}
