import { type JsonRecord, list, record, string } from '../../../src/platforms/json.ts'
import { DAY } from '../clock.ts'
import { type Answer, type Call, type Host, inputOf, ok, records } from '../exchange.ts'
import type { Page } from '../facebook/account.ts'
import type { InstagramAccount } from '../instagram/account.ts'
import type { Comment, Person } from '../state.ts'
import { addMessage, silence, type World } from '../world.ts'
import { badParameter, graphError } from './errors.ts'
import { echo } from './events.ts'

type Sender = InstagramAccount | Page

/** What the Send API does for a Page or an Instagram account. */
export function send(world: World, call: Call, account: Sender): Answer {
  const input = inputOf(call)
  const { host } = call
  const message = record(input.message)
  const action = string(input.sender_action)
  if ((message === undefined) === (action === undefined))
    throw badParameter('Must send either a message or a sender_action, not both', host)
  const to = recipient(world, account, record(input.recipient) ?? {}, host)
  if (to.person.blocked) throw graphError(account.platform === 'facebook' ? '551/1545041' : '2/blocked', { host })
  if (action !== undefined) {
    act(world, account, action, input, host)
    return ok({ recipient_id: to.person.id })
  }
  checkContent(message ?? {}, account, host)
  checkTag(input, host)
  if (to.comment) to.comment.repliedPrivately = true
  else checkWindow(world, account, to.person, input, host)
  checkQuote(world, account, input, host)
  const sent = addMessage(world, account, to.person.id, {
    direction: 'out',
    content: message,
    text: string(message?.text),
  })
  if (world.settings.echoes) world.tell(account, 'message_echoes', echo(world, account, sent))
  return ok({ recipient_id: to.person.id, message_id: sent.id })
}

interface Recipient {
  readonly person: Person
  readonly comment: Comment | undefined
}

function recipient(world: World, account: Sender, { id, comment_id: commentId }: JsonRecord, host: Host): Recipient {
  if ((id === undefined) === (commentId === undefined))
    throw badParameter('The parameter recipient needs exactly one of id and comment_id', host)
  const nobody = () => graphError(account.platform === 'instagram' ? '100/2534014' : '100/2018001', { host })
  if (commentId === undefined) {
    const person = world.state.people.get(String(id))
    if (person?.platform !== account.platform) throw nobody()
    return { person, comment: undefined }
  }
  const comment = world.state.comments.get(String(commentId))
  if (comment?.accountId !== account.id) throw graphError('100/33', { host })
  if (comment.repliedPrivately || world.clock.now() - comment.at > 7 * DAY) throw graphError('100/2018065', { host })
  const person = world.state.people.get(comment.from.id)
  if (!person) throw nobody()
  return { person, comment }
}

function act(world: World, account: Sender, action: string, input: JsonRecord, host: Host): void {
  const payload = record(input.payload)
  if (action !== 'react' && action !== 'unreact') {
    if (payload) throw badParameter(`sender_action ${action} takes no payload`, host)
    return
  }
  const message = world.state.messages.get(String(payload?.message_id))
  if (message?.accountId !== account.id) throw graphError('100/2534002', { host })
  if (action === 'react' && payload?.reaction === undefined)
    throw badParameter('The parameter payload[reaction] is required.', host)
}

function checkContent(message: JsonRecord, account: Sender, host: Host): void {
  const given = ['text', 'attachment', 'attachments'].filter((name) => message[name] !== undefined)
  if (given.length !== 1) throw badParameter('Must set either message[text] or message[attachment]', host)
  if (message.attachments !== undefined && account.platform !== 'instagram')
    throw badParameter('Invalid keys "attachments" were found in param "message".', host)
  if (message.quick_replies !== undefined && message.text === undefined && account.platform === 'instagram')
    throw badParameter('Quick replies need a text', host)
  const attachments = records([message.attachment, ...list(message.attachments)])
  for (const { type, payload } of attachments) {
    if (!['image', 'video', 'audio', 'file'].includes(String(type))) continue
    const { url, attachment_id: id } = record(payload) ?? {}
    if ((url === undefined) === (id === undefined))
      throw badParameter('An attachment needs either url or attachment_id', host)
    const path = URL.parse(String(url))?.pathname ?? ''
    if (account.platform === 'instagram' && type === 'file' && url !== undefined && !path.endsWith('.pdf'))
      throw graphError('100/2018047', { host })
  }
}

/** The tags that there were besides this one were removed. */
const TAGS = ['HUMAN_AGENT']

function checkTag({ messaging_type: type, tag }: JsonRecord, host: Host): void {
  if (type === 'MESSAGE_TAG' && tag === undefined) throw badParameter('The parameter tag is required.', host)
  if (tag === undefined) return
  if (type !== 'MESSAGE_TAG') throw badParameter('tag needs messaging_type MESSAGE_TAG', host)
  if (!TAGS.includes(String(tag))) throw badParameter(`Param tag must be one of {${TAGS.join(', ')}}`, host)
}

function checkWindow(world: World, account: Sender, person: Person, { tag }: JsonRecord, host: Host): void {
  const open = (tag === 'HUMAN_AGENT' ? 7 : 1) * DAY
  if (silence(world, account, person.id) > open)
    throw graphError(account.platform === 'instagram' ? '10/2534022' : '10/2018278', { host })
}

function checkQuote(world: World, account: Sender, input: JsonRecord, host: Host): void {
  const mid = record(input.reply_to)?.mid
  if (mid === undefined) return
  const quoted = world.state.messages.get(String(mid))
  // Instagram Login takes no quotes, whatever the message.
  if (host === 'instagram-graph' || quoted?.accountId !== account.id) throw graphError('100/2534002', { host })
}
