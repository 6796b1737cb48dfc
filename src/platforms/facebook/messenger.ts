import { filled, id, type JsonRecord, list, number, present, record, string } from '../json.ts'
import { fingerprint, naturalKey } from '../key.ts'
import { type Draft, itemKey, type MessagingContext, type Unknown, unknown } from '../meta/draft.ts'
import { common } from '../meta/messaging.ts'
import { partiesOf } from '../meta/parties.ts'
import { isoTime } from '../meta/time.ts'

/** What persons complete in a conversation: the member, and the catalogue's word for it. */
const COMPLETED = [
  ['payment', 'payment'],
  ['checkout_update', 'checkout_update'],
  ['pre_checkout', 'pre_checkout'],
  ['game_play', 'game_play'],
  ['messaging_feedback', 'feedback'],
] as const

/** Messaging items that only Messenger has; undefined for anything else. */
export function messengerDraft(context: MessagingContext): Draft | Unknown | undefined {
  const { item } = context
  const delivery = record(item.delivery)
  if (delivery) return deliveryDraft(context, delivery)
  const linking = record(item.account_linking)
  if (linking) return linkingDraft(context, linking)
  const order = record(item.order)
  if (order) return orderDraft(context, order)
  for (const [member, type] of COMPLETED) {
    const given = record(item[member])
    if (given) return completedDraft(context, type, given)
  }
  return undefined
}

function deliveryDraft(context: MessagingContext, delivery: JsonRecord): Draft | Unknown {
  const { item, account } = context
  const { sender, recipient, conversation } = partiesOf(item, account)
  const messageIds = list(delivery.mids).flatMap((mid) => id(mid) ?? [])
  const watermark = id(delivery.watermark)
  if (messageIds.length === 0 && watermark === undefined)
    return unknown('a delivery receipt that does not say what was delivered', 'delivery')
  const { draft, about } = common(context, { sender, recipient, conversation, outgoing: false })
  return {
    ...draft,
    type: 'message.delivered',
    key: naturalKey(
      'delivered',
      sender?.id ?? '',
      recipient?.id ?? '',
      watermark ?? '',
      messageIds.length === 0 ? '' : fingerprint(messageIds),
    ),
    data: {
      messageId: messageIds.at(-1),
      messageIds: messageIds.length > 1 ? messageIds : undefined,
      until: isoTime(delivery.watermark),
      conversationId: conversation,
      platform: about.platform,
      recipient: sender,
      standby: about.standby,
    },
  }
}

function linkingDraft(context: MessagingContext, linking: JsonRecord): Draft | Unknown {
  const { sender, recipient, conversation } = partiesOf(context.item, context.account, true)
  const status = filled(linking.status)
  if (status !== 'linked' && status !== 'unlinked')
    return unknown('an account link of an unknown status', 'account_linking')
  const { draft, about } = common(context, { sender, recipient, conversation, outgoing: false })
  return {
    ...draft,
    type: 'contact.linked',
    key: itemKey('linking', context),
    data: {
      platform: about.platform,
      contact: sender ?? {},
      conversationId: conversation,
      status,
      code: filled(linking.authorization_code),
      standby: about.standby,
    },
  }
}

function completedDraft(context: MessagingContext, type: string, given: JsonRecord): Draft {
  const { payload, ...params } = given
  const { draft, about } = common(context, partiesOf(context.item, context.account, true))
  const data = {
    ...about,
    type,
    payload: typeof payload === 'object' && payload !== null ? JSON.stringify(payload) : string(payload),
    params: present(params),
  }
  return { ...draft, type: 'message.postback', key: itemKey(type, context), data }
}

function orderDraft(context: MessagingContext, order: JsonRecord): Draft {
  const { draft, about } = common(context, partiesOf(context.item, context.account, true))
  const items = list(order.products).flatMap((given) => {
    const product = record(given) ?? {}
    const productId = id(product.retailer_id) ?? id(product.id)
    if (productId === undefined) return []
    const [quantity, price, currency] = [number(product.quantity), number(product.unit_price), filled(product.currency)]
    return [{ productId, quantity, price, currency }]
  })
  const note = filled(order.note)
  const data = { ...about, type: 'order', order: { items }, params: note === undefined ? undefined : { note } }
  return { ...draft, type: 'message.postback', key: itemKey('order', context), data }
}
