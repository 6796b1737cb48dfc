import { filled, id, type JsonRecord, present, record, string } from '../json.ts'
import { naturalKey } from '../key.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { isoTime } from '../meta/time.ts'
import { decimal } from './decimal.ts'
import { digits, idsOf, type Person, type PersonIds, personOf } from './people.ts'
import { accountParty, faultOf, type Scope } from './scope.ts'

/** The other side of a call: who is not the account, by number; else as the direction says. */
export function callerIds(item: JsonRecord, accountPhone: string | undefined): PersonIds {
  const inbound = isInbound(item, accountPhone)
  return inbound ? idsOf(item.from, item.from_user_id) : idsOf(item.to, item.to_user_id ?? item.recipient_user_id)
}

function isInbound(item: JsonRecord, accountPhone: string | undefined): boolean {
  if (accountPhone !== undefined && digits(item.from) === accountPhone) return false
  if (accountPhone !== undefined && digits(item.to) === accountPhone) return true
  return item.direction !== 'BUSINESS_INITIATED'
}

/** What an item of `calls` says: a call is a message, and its end a change of it. */
export function callDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const callId = id(item.id)
  const event = filled(item.event)?.toLowerCase()
  if (callId === undefined || event === undefined) return unknown('a call without an id or an event', scope.field)
  const person = personOf(callerIds(item, scope.phone), scope.contact)
  const account = accountParty(scope)
  const outgoing = directionOf(item) === 'outbound'
  const [sender, recipient] = outgoing ? [account, person] : [person, account]
  const common = { messageId: callId, conversationId: person?.id, platform: 'whatsapp', sender, recipient }
  const draft = { time: item.timestamp, senderId: sender?.id, conversationKey: person?.id }
  const key = naturalKey('call', callId, event)
  const call = { event, ...callOf(item) }
  const fault = faultOf(item.errors ?? scope.errors)
  if (event !== 'connect') return { ...draft, type: 'message.edited', key, data: { ...common, call, ...fault } }
  if (person?.id === undefined) return unknown('a call that does not say with whom', scope.field)
  const data = {
    ...common,
    sender: sender ?? {},
    type: 'dm',
    kind: 'call',
    content: '',
    attachments: [],
    call,
    ...fault,
  }
  return { ...draft, type: outgoing ? 'message.sent' : 'message.received', key, data }
}

/** How a call of the account goes: ringing, accepted, rejected. */
export function callStatusDraft(
  item: JsonRecord,
  callId: string,
  status: string,
  person: Person | undefined,
  scope: Scope,
): Draft {
  return {
    type: 'message.edited',
    key: naturalKey('call_status', callId, status),
    time: item.timestamp,
    senderId: person?.id,
    conversationKey: person?.id,
    data: {
      messageId: callId,
      conversationId: person?.id,
      platform: 'whatsapp',
      sender: accountParty(scope),
      recipient: person,
      call: { event: 'status', direction: 'outbound', status },
      ...faultOf(item.errors ?? scope.errors),
    },
  }
}

const directionOf = ({ direction }: JsonRecord) =>
  direction === 'BUSINESS_INITIATED' ? 'outbound' : direction === 'USER_INITIATED' ? 'inbound' : undefined

function callOf(item: JsonRecord) {
  const session = record(item.session)
  const seconds = decimal(item.duration)
  return present({
    direction: directionOf(item),
    status: filled(item.status)?.toLowerCase(),
    startedAt: isoTime(item.start_time),
    endedAt: isoTime(item.end_time),
    durationMs: seconds !== undefined && seconds >= 0 && seconds < 1e9 ? Math.round(seconds * 1000) : undefined,
    sdpType: session && filled(session.sdp_type),
    sdp: session && string(session.sdp),
  })
}
