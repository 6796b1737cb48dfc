import { filled, id, type JsonRecord, list, record } from '../json.ts'
import type { Draft } from './context.ts'
import { personOf } from './context.ts'

/** Members of service messages that change the chat, by the word for the change. */
const CHANGES: Readonly<Record<string, string>> = {
  new_chat_title: 'group_title',
  new_chat_photo: 'group_picture',
  delete_chat_photo: 'group_picture_removed',
  group_chat_created: 'group_created',
  supergroup_chat_created: 'group_created',
  channel_chat_created: 'channel_created',
  message_auto_delete_timer_changed: 'auto_delete_timer',
  migrate_to_chat_id: 'group_migrated',
  migrate_from_chat_id: 'group_migrated_from',
  pinned_message: 'message_pinned',
  forum_topic_created: 'topic_created',
  forum_topic_edited: 'topic_edited',
  forum_topic_closed: 'topic_closed',
  forum_topic_reopened: 'topic_reopened',
  video_chat_scheduled: 'video_chat_scheduled',
  video_chat_started: 'video_chat_started',
  video_chat_ended: 'video_chat_ended',
  boost_added: 'boost_added',
  chat_background_set: 'chat_background',
}

/** What a service message says; undefined for a kind that has no word. */
export function serviceDraft(message: JsonRecord, conversation: string, messageId: string): Draft | undefined {
  const sender = personOf(record(message.from))
  const common = { key: `message:${messageId}`, time: message.date, senderId: sender?.id, conversation }
  const about = { platform: 'telegram', conversationId: conversation }
  const joined = list(message.new_chat_members).flatMap((member) => personOf(record(member)) ?? [])
  if (joined.length > 0) return { ...common, type: 'member.joined', data: { ...about, members: joined } }
  const left = personOf(record(message.left_chat_member))
  if (left) return { ...common, type: 'member.left', data: { ...about, members: [left] } }
  const payment = record(message.successful_payment)
  if (payment)
    return {
      ...common,
      type: 'message.postback',
      data: {
        messageId,
        ...about,
        sender: sender ?? {},
        type: 'payment',
        payload: filled(payment.invoice_payload),
        params: { currency: payment.currency, totalAmount: payment.total_amount },
      },
    }
  const webApp = record(message.web_app_data)
  if (webApp)
    return {
      ...common,
      type: 'message.postback',
      data: {
        messageId,
        ...about,
        sender: sender ?? {},
        type: 'form',
        title: filled(webApp.button_text),
        payload: filled(webApp.data),
      },
    }
  if (message.write_access_allowed !== undefined || message.connected_website !== undefined)
    return {
      ...common,
      type: 'message.optin',
      data: { ...about, sender: sender ?? {}, status: 'opted_in', ref: filled(message.connected_website) },
    }
  const member = Object.keys(CHANGES).find((name) => message[name] !== undefined)
  if (member === undefined) return undefined
  return {
    ...common,
    type: 'account.updated',
    data: {
      platform: 'telegram',
      change: CHANGES[member],
      conversationId: conversation,
      person: sender,
      status: filled(message[member]) ?? id(message[member]),
      details: { [member]: message[member] },
    },
  }
}
