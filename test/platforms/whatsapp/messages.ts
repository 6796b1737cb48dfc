import { type JsonRecord, record, string } from '../../../src/platforms/json.ts'
import { DAY } from '../clock.ts'
import { type Answer, type Call, inputOf, ok, param, type Route, records } from '../exchange.ts'
import { type GraphErrorName, graphError } from '../meta/errors.ts'
import type { Message } from '../state.ts'
import { there } from '../there.ts'
import { accountOf, addMessage, ensurePerson, silence, type World } from '../world.ts'
import { messaging } from './access.ts'
import type { PhoneNumber } from './account.ts'
import { whatsappStatus } from './events.ts'
import { whatsappSend } from './message-schema.ts'
import { checkTemplate } from './templates.ts'

const refuse = (name: GraphErrorName, details?: string) => graphError(name, details === undefined ? {} : { details })
const invalid = (details: string) => refuse('131009', details)

/** `POST /{phone}/messages`. */
export function messageRoute(world: World): Route {
  return {
    host: 'graph',
    platform: 'whatsapp',
    method: 'POST',
    path: '/{phone}/messages',
    access: messaging,
    input: whatsappSend,
    official: { document: 'whatsapp', path: '/{Version}/{Phone-Number-ID}/messages' },
    handle(call) {
      const phone = there(accountOf(world.state, 'whatsapp', param(call, 'phone')))
      if (!phone.registered) throw refuse('133010')
      const input = inputOf(call)
      return input.status === undefined ? sendMessage(world, phone, call) : markRead(world, phone, input)
    },
  }
}

function markRead(world: World, phone: PhoneNumber, input: JsonRecord): Answer {
  known(world, phone, input.message_id, 'in')
  return ok({ success: true })
}

function known(world: World, phone: PhoneNumber, id: unknown, direction?: Message['direction']): Message {
  const message = world.state.messages.get(String(id))
  if (message?.accountId !== phone.id || (direction && message.direction !== direction))
    throw invalid(`Message ID ${id} is not one of this conversation`)
  return message
}

function sendMessage(world: World, phone: PhoneNumber, call: Call): Answer {
  const input = inputOf(call)
  const type = String(input.type)
  const content = record(input[type]) ?? {}
  const to = recipient(phone, input)
  if (input.context) known(world, phone, record(input.context)?.message_id)
  if (type === 'reaction') known(world, phone, content.message_id)
  checkMedia(world, phone, type, content)
  if (type === 'template') checkTemplate(world, phone, content)
  const person = ensurePerson(world.state, 'whatsapp', to)
  let failure = world.settings.whatsappFailures.shift()
  if (type !== 'template' && silence(world, phone, to) > DAY) {
    if (world.settings.whatsappWindow === 'refuse') throw refuse('131047')
    failure ??= 131047
  }
  if (person.blocked) failure ??= 131026
  const sent = addMessage(world, phone, to, { direction: 'out', content: input, text: string(content.body) })
  report(world, phone, sent, failure, string(input.biz_opaque_callback_data))
  return ok({
    messaging_product: 'whatsapp',
    contacts: [{ input: String(input.to ?? input.recipient), wa_id: to }],
    messages: [{ id: sent.id, ...(type === 'template' ? { message_status: 'accepted' } : {}) }],
  })
}

/** Digits of a number, or the id of a person who shows none. */
function recipient(phone: PhoneNumber, { to, recipient: userId }: JsonRecord): string {
  if (to === undefined && userId === undefined)
    throw graphError('100', { message: '(#100) The parameter to is required.' })
  if (to === undefined) {
    if (!/^[A-Z]{2}\.\w+$/.test(String(userId))) throw invalid('recipient is not a user id')
    return String(userId)
  }
  const digits = String(to).replaceAll(/[\s()+-]/g, '')
  if (!/^\d{7,15}$/.test(digits)) throw invalid('to is not a phone number')
  if (digits === phone.display.replaceAll(/\D/g, '')) throw refuse('131021')
  return digits
}

function checkMedia(world: World, phone: PhoneNumber, type: string, content: JsonRecord): void {
  const files =
    type === 'interactive'
      ? records(['image', 'video', 'document'].map((kind) => record(content.header)?.[kind]))
      : ['image', 'video', 'audio', 'document', 'sticker'].includes(type)
        ? [content]
        : []
  for (const { id, link } of files) {
    if ((id === undefined) === (link === undefined)) throw refuse('131008', `${type} needs either id or link`)
    if (id === undefined) continue
    const upload = world.state.uploads.get(String(id))
    if (upload?.accountId !== phone.id || upload.expiresAt <= world.clock.now())
      throw invalid(`Media ID ${id} does not exist or is not this number's`)
  }
}

/** What WhatsApp says of the message afterwards, one after the other. */
function report(world: World, phone: PhoneNumber, message: Message, failure: number | undefined, data?: string): void {
  const names = failure === undefined ? world.settings.whatsappStatuses : ['failed']
  for (const name of names)
    world.tell(phone, 'messages', whatsappStatus(world, phone, message, name, { failure, data }))
}
