import { count, filled, flag, id, type JsonRecord, record, string } from '../json.ts'
import { naturalKey } from '../key.ts'
import { type Draft, itemKey, type MessagingContext, type Unknown, unknown } from './draft.ts'
import { handoverDraft } from './handover.ts'
import { messageDraft, referralOf } from './message.ts'
import { type Parties, partiesOf } from './parties.ts'
import { isoTime } from './time.ts'

/** What one item of `messaging` or `standby` says. The first member that is known decides. */
export function messagingDraft(
  context: MessagingContext,
  others?: (context: MessagingContext) => Draft | Unknown | undefined,
): Draft | Unknown {
  const { item } = context
  const message = record(item.message)
  if (message) return messageDraft(context, message)
  const edit = record(item.message_edit)
  if (edit) return editDraft(context, edit)
  const reaction = record(item.reaction)
  if (reaction) return reactionDraft(context, reaction)
  const read = record(item.read)
  if (read) return readDraft(context, read)
  const postback = record(item.postback)
  if (postback) return postbackDraft(context, postback)
  const referral = record(item.referral)
  if (referral) return referralDraft(context, referral)
  const optin = record(item.optin)
  if (optin) return optinDraft(context, optin)
  const feedback = record(item.response_feedback)
  if (feedback) return feedbackDraft(context, feedback)
  return (
    handoverDraft(context) ?? others?.(context) ?? unknown('a messaging item of an unknown kind', otherMember(item))
  )
}

/** What every draft of a messaging item has, and what the data of most has. */
export function common({ item, standby, platform }: MessagingContext, { sender, recipient, conversation }: Parties) {
  return {
    draft: { time: item.timestamp, senderId: sender?.id, conversationKey: conversation },
    about: { conversationId: conversation, platform, sender, recipient, standby: flag(standby) },
  }
}

function editDraft(context: MessagingContext, edit: JsonRecord): Draft | Unknown {
  const messageId = id(edit.mid)
  if (messageId === undefined) return unknown('an edit without a message id', 'message_edit')
  const { draft, about } = common(context, partiesOf(context.item, context.account))
  const number = id(edit.num_edit)
  const key = number === undefined ? itemKey('edit', context) : naturalKey('edit', messageId, number)
  const data = { messageId, ...about, content: string(edit.text), editCount: count(edit.num_edit) }
  return { ...draft, type: 'message.edited', key, data }
}

function reactionDraft(context: MessagingContext, reaction: JsonRecord): Draft | Unknown {
  const messageId = id(reaction.mid)
  if (messageId === undefined) return unknown('a reaction without a message id', 'message_reactions')
  const { item, account } = context
  const parties = partiesOf(item, account)
  const { draft, about } = common(context, parties)
  const given = filled(reaction.action)
  if (given !== 'react' && given !== 'unreact') return unknown('a reaction of an unknown action', 'message_reactions')
  const [name, emoji] = [filled(reaction.reaction), filled(reaction.emoji)]
  const at = id(item.timestamp)
  const key =
    at === undefined
      ? itemKey('reaction', context)
      : naturalKey('reaction', messageId, parties.sender?.id ?? '', given, emoji ?? name ?? '', at)
  const data = { messageId, ...about, action: given, reaction: name, emoji, self: flag(item.is_self) }
  return { ...draft, type: 'message.reacted', key, data }
}

function readDraft(context: MessagingContext, read: JsonRecord): Draft | Unknown {
  const { item, account } = context
  const { sender, recipient, conversation } = partiesOf(item, account)
  const messageId = id(read.mid)
  const watermark = id(read.watermark)
  if (messageId === undefined && watermark === undefined)
    return unknown('a read receipt that does not say what was read', 'read')
  const key = naturalKey(
    'seen',
    sender?.id ?? '',
    recipient?.id ?? '',
    messageId === undefined ? 'until' : 'mid',
    messageId ?? watermark ?? '',
  )
  const data = {
    messageId,
    until: messageId === undefined ? isoTime(read.watermark) : undefined,
    conversationId: conversation,
    platform: context.platform,
    recipient: sender,
    standby: flag(context.standby),
  }
  return { type: 'message.read', key, time: item.timestamp, senderId: sender?.id, conversationKey: conversation, data }
}

function postbackDraft(context: MessagingContext, postback: JsonRecord): Draft {
  const { item, account } = context
  const { draft, about } = common(context, partiesOf(item, account, true))
  const messageId = id(postback.mid)
  const key = messageId === undefined ? itemKey('postback', context) : naturalKey('postback', messageId)
  const data = {
    messageId,
    ...about,
    title: filled(postback.title),
    payload: string(postback.payload),
    referral: referralOf(postback.referral),
    self: flag(item.is_self),
  }
  return { ...draft, type: 'message.postback', key, data }
}

function referralDraft(context: MessagingContext, referral: JsonRecord): Draft {
  const { draft, about } = common(context, partiesOf(context.item, context.account, true))
  const data = { ...about, referral: referralOf(referral) ?? {} }
  return { ...draft, type: 'message.referral', key: itemKey('referral', context), data }
}

function optinDraft(context: MessagingContext, optin: JsonRecord): Draft {
  const { draft, about } = common(context, partiesOf(context.item, context.account, true))
  const data = {
    ...about,
    status: optin.notification_messages_status === 'STOP_NOTIFICATIONS' ? 'opted_out' : 'opted_in',
    type: filled(optin.type),
    ref: filled(optin.ref),
    userRef: filled(optin.user_ref),
    title: filled(optin.title) ?? filled(optin.topic),
    payload: string(optin.payload),
    frequency: filled(optin.notification_messages_frequency),
    token: filled(optin.notification_messages_token) ?? filled(optin.one_time_notif_token),
    expiresAt: isoTime(optin.token_expiry_timestamp),
  }
  return { ...draft, type: 'message.optin', key: itemKey('optin', context), data }
}

function feedbackDraft(context: MessagingContext, feedback: JsonRecord): Draft | Unknown {
  const messageId = id(feedback.mid)
  if (messageId === undefined) return unknown('feedback without a message id', 'response_feedback')
  const { draft, about } = common(context, partiesOf(context.item, context.account, true))
  const data = { messageId, ...about, action: 'react', reaction: filled(feedback.feedback), feedback: true }
  return { ...draft, type: 'message.reacted', key: itemKey('feedback', context), data }
}

const ENVELOPE = new Set(['sender', 'recipient', 'timestamp', 'is_self'])

function otherMember(item: JsonRecord): string | undefined {
  return Object.keys(item).find((name) => !ENVELOPE.has(name))
}
