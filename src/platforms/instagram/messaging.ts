import { count, filled, flag, id, type JsonRecord, record, string } from '../json.ts'
import { contentKey, naturalKey } from '../key.ts'
import { timeOf } from '../meta/time.ts'
import { type Draft, type Unknown, unknown } from './draft.ts'
import { handoverDraft } from './handover.ts'
import { messageDraft, referralOf } from './message.ts'
import { type Parties, partiesOf } from './parties.ts'

/** What one item of `messaging` or `standby` says. The first member that is known decides. */
export function messagingDraft(item: JsonRecord, account: string, standby: boolean): Draft | Unknown {
  const message = record(item.message)
  if (message) return messageDraft(item, message, account, standby)
  const context = { item, account, standby }
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
  return handoverDraft(item, account) ?? unknown('a messaging item of an unknown kind', otherMember(item))
}

interface Context {
  readonly item: JsonRecord
  readonly account: string
  readonly standby: boolean
}

function common({ item, standby }: Context, { sender, recipient, conversation }: Parties) {
  return {
    draft: { time: item.timestamp, senderId: sender?.id, conversationKey: conversation },
    about: { conversationId: conversation, platform: 'instagram', sender, recipient, standby: flag(standby) },
  }
}

function editDraft(context: Context, edit: JsonRecord): Draft | Unknown {
  const messageId = id(edit.mid)
  if (messageId === undefined) return unknown('an edit without a message id', 'message_edit')
  const { draft, about } = common(context, partiesOf(context.item, context.account))
  const number = id(edit.num_edit)
  const key = number === undefined ? contentKey('edit', context.item) : naturalKey('edit', messageId, number)
  const data = { messageId, ...about, content: string(edit.text), editCount: count(edit.num_edit) }
  return { ...draft, type: 'message.edited', key, data }
}

function reactionDraft(context: Context, reaction: JsonRecord): Draft | Unknown {
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
      ? contentKey('reaction', item)
      : naturalKey('reaction', messageId, parties.sender?.id ?? '', given, emoji ?? name ?? '', at)
  const data = { messageId, ...about, action: given, reaction: name, emoji, self: flag(item.is_self) }
  return { ...draft, type: 'message.reacted', key, data }
}

function readDraft(context: Context, read: JsonRecord): Draft | Unknown {
  const { item, account } = context
  const { sender, recipient, conversation } = partiesOf(item, account)
  const messageId = id(read.mid)
  const watermark = id(read.watermark)
  if (messageId === undefined && watermark === undefined)
    return unknown('a read receipt that does not say what was read', 'messaging_seen')
  const until = messageId === undefined ? timeOf(read.watermark) : undefined
  const key = naturalKey(
    'seen',
    sender?.id ?? '',
    recipient?.id ?? '',
    messageId === undefined ? 'until' : 'mid',
    messageId ?? watermark ?? '',
  )
  const data = {
    messageId,
    until: until === undefined ? undefined : new Date(until).toISOString(),
    conversationId: conversation,
    platform: 'instagram',
    recipient: sender,
    standby: flag(context.standby),
  }
  return { type: 'message.read', key, time: item.timestamp, senderId: sender?.id, conversationKey: conversation, data }
}

function postbackDraft(context: Context, postback: JsonRecord): Draft {
  const { item, account } = context
  const { draft, about } = common(context, partiesOf(item, account, true))
  const messageId = id(postback.mid)
  const key = messageId === undefined ? contentKey('postback', item) : naturalKey('postback', messageId)
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

function referralDraft(context: Context, referral: JsonRecord): Draft {
  const { draft, about } = common(context, partiesOf(context.item, context.account, true))
  const data = { ...about, referral: referralOf(referral) ?? {} }
  return { ...draft, type: 'message.referral', key: contentKey('referral', context.item), data }
}

function optinDraft(context: Context, optin: JsonRecord): Draft {
  const { draft, about } = common(context, partiesOf(context.item, context.account, true))
  const expiry = timeOf(optin.token_expiry_timestamp)
  const data = {
    ...about,
    status: optin.notification_messages_status === 'STOP_NOTIFICATIONS' ? 'opted_out' : 'opted_in',
    type: filled(optin.type),
    ref: filled(optin.ref),
    userRef: filled(optin.user_ref),
    title: filled(optin.title) ?? filled(optin.topic),
    payload: string(optin.payload),
    frequency: filled(optin.notification_messages_frequency),
    token: filled(optin.notification_messages_token),
    expiresAt: expiry === undefined ? undefined : new Date(expiry).toISOString(),
  }
  return { ...draft, type: 'message.optin', key: contentKey('optin', context.item), data }
}

function feedbackDraft(context: Context, feedback: JsonRecord): Draft | Unknown {
  const messageId = id(feedback.mid)
  if (messageId === undefined) return unknown('feedback without a message id', 'response_feedback')
  const { draft, about } = common(context, partiesOf(context.item, context.account, true))
  const data = { messageId, ...about, action: 'react', reaction: filled(feedback.feedback), feedback: true }
  return { ...draft, type: 'message.reacted', key: contentKey('feedback', context.item), data }
}

const ENVELOPE = new Set(['sender', 'recipient', 'timestamp', 'is_self'])

function otherMember(item: JsonRecord): string | undefined {
  return Object.keys(item).find((name) => !ENVELOPE.has(name))
}
