import { filled, id, type JsonRecord, present, record } from '../json.ts'
import { naturalKey } from '../key.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { isoTime } from '../meta/time.ts'
import { callStatusDraft } from './calls.ts'
import { idsOf, type PersonIds, personOf } from './people.ts'
import { accountParty, faultOf, othersOf, type Scope } from './scope.ts'

/** The person a status is about: in a group the participant, who is spelt in two ways. */
export function recipientIds(item: JsonRecord): PersonIds {
  if (item.recipient_type !== 'group') return idsOf(item.recipient_id, item.recipient_user_id)
  return idsOf(
    item.recipient_participant_id ?? item.participant_recipient_id,
    item.recipient_participant_user_id ?? item.participant_recipient_user_id,
  )
}

/** What an item of `statuses` says of a message that the account sent, of a call or of a payment. */
export function statusDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const messageId = id(item.id)
  const status = filled(item.status)?.toLowerCase()
  if (messageId === undefined) return unknown('a status without a message id', scope.field)
  if (status === undefined) return unknown('a status that does not say which', scope.field)
  const recipient = personOf(recipientIds(item), scope.contact)
  if (item.type === 'call') return callStatusDraft(item, messageId, status, recipient, scope)
  const group = item.recipient_type === 'group' ? id(item.recipient_id) : undefined
  const conversationId = group ?? recipient?.id
  if (item.type === 'payment') return paymentDraft(item, messageId, status, conversationId)

  const key = naturalKey('status', messageId, status, group === undefined ? '' : (recipient?.id ?? ''))
  const draft = { key, time: item.timestamp, conversationKey: conversationId }
  const about = { messageId, conversationId, platform: 'whatsapp', recipient }
  const trackingId = filled(item.biz_opaque_callback_data)
  const receipt = { ...about, ...chargesOf(item), trackingId }
  switch (status) {
    case 'sent': {
      if (conversationId === undefined) return unknown('a status that does not say of whom', scope.field)
      const sender = accountParty(scope)
      const data = {
        ...receipt,
        sender,
        type: group === undefined ? 'dm' : 'group',
        kind: 'other',
        content: '',
        attachments: [],
        receipt: true,
      }
      return { ...draft, senderId: sender.id, type: 'message.sent', data }
    }
    case 'delivered':
      return { ...draft, senderId: recipient?.id, type: 'message.delivered', data: receipt }
    case 'read':
      return { ...draft, senderId: recipient?.id, type: 'message.read', data: receipt }
    case 'played':
      return { ...draft, senderId: recipient?.id, type: 'message.read', data: { ...receipt, played: true } }
    case 'failed': {
      const fault = faultOf(item.errors ?? scope.errors)
      const error = fault?.error ?? 'The platform gives no reason.'
      return { ...draft, type: 'message.failed', data: { ...about, ...fault, error, trackingId } }
    }
    case 'deleted':
      return { ...draft, type: 'message.deleted', data: { ...about, outgoing: true } }
    default:
      return unknown('a status of an unknown kind', status)
  }
}

function chargesOf(item: JsonRecord) {
  const conversation = record(item.conversation)
  const pricing = record(item.pricing) ?? record(conversation?.pricing)
  return {
    pricing:
      pricing &&
      present({
        category: filled(pricing.category),
        model: filled(pricing.pricing_model),
        billable: typeof pricing.billable === 'boolean' ? pricing.billable : undefined,
        type: filled(pricing.type),
      }),
    paidConversation:
      conversation &&
      present({
        id: id(conversation.id),
        category: filled(record(conversation.origin)?.type),
        expiresAt: isoTime(conversation.expiration_timestamp),
      }),
  }
}

function paymentDraft(item: JsonRecord, messageId: string, status: string, conversationId: string | undefined): Draft {
  const payment = record(item.payment)
  return {
    type: 'account.updated',
    key: naturalKey('payment', messageId, status, (payment && id(payment.reference_id)) ?? ''),
    time: item.timestamp,
    conversationKey: conversationId,
    data: {
      platform: 'whatsapp',
      change: 'payment',
      status,
      conversationId,
      reason: faultOf(item.errors)?.error,
      details: { messageId, ...(payment && othersOf(payment, [])) },
    },
  }
}
