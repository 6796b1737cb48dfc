import { filled, flag, id, type JsonRecord, record } from '../json.ts'
import { contentKey, naturalKey } from '../key.ts'
import { type Draft, type Unknown, unknown } from '../meta/draft.ts'
import { contentOf, contextOf } from './content.ts'
import { idsOf, type Person, personOf } from './people.ts'
import { accountParty, faultOf, type Scope } from './scope.ts'
import { systemDraft } from './system.ts'

/** Who a message is between, and where it comes from. */
export interface Sides {
  /** The person: who wrote, or for an outgoing message to whom. */
  readonly person: Person | undefined
  readonly outgoing: boolean
  /** From before the account was connected. */
  readonly history?: boolean
}

/** What an item of `messages` says. */
export function receivedDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const person = personOf(idsOf(item.from, item.from_user_id), scope.contact)
  return messageDraft(item, scope, { person, outgoing: false })
}

/** What an item of `message_echoes` says: the account wrote with the phone. */
export function echoDraft(item: JsonRecord, scope: Scope): Draft | Unknown {
  const group = item.recipient_type === 'group'
  const person = group ? undefined : personOf(idsOf(item.to, item.to_user_id), scope.contact)
  return messageDraft(item, scope, { person, outgoing: true })
}

/** What a message says, whoever wrote it. */
export function messageDraft(item: JsonRecord, scope: Scope, sides: Sides): Draft | Unknown {
  const { person, outgoing } = sides
  const messageId = id(item.id)
  const type = filled(item.type)
  const group = id(item.group_id) ?? (item.recipient_type === 'group' ? id(item.to) : undefined)
  const conversation = group ?? person?.id
  const account = accountParty(scope)
  const sender = outgoing ? account : person
  const common = {
    conversationId: conversation,
    platform: 'whatsapp',
    sender,
    recipient: outgoing ? person : account,
    history: flag(sides.history),
    standby: flag(scope.field === 'standby'),
  }
  const draft = { time: item.timestamp, senderId: sender?.id, conversationKey: conversation }
  const context: Context = { item, messageId, draft, common, outgoing }
  if (type === undefined) return unknown('a message without a type', scope.field)
  if (type === 'reaction') return reactionDraft(context)
  if (type === 'revoke') return revokeDraft(context)
  if (type === 'edit') return editDraft(context)
  if (type === 'system') {
    const change = systemDraft(item, scope)
    if (change) return change
  }
  if (messageId === undefined) return unknown('a message without an id', scope.field)
  if (conversation === undefined) return unknown('a message that does not say with whom', scope.field)
  if (type === 'request_welcome') return welcomeDraft(context, messageId)

  const { kind, content, attachments, ...more } = contentOf(item)
  const data = {
    messageId,
    ...common,
    sender: sender ?? {},
    type: group === undefined ? 'dm' : 'group',
    kind,
    content,
    attachments,
    ...more,
    ...contextOf(item),
    status: filled(record(item.history_context)?.status)?.toLowerCase(),
    ...faultOf(item.errors ?? scope.errors),
  }
  return outgoing
    ? { ...draft, type: 'message.sent', key: naturalKey('echo', messageId), data }
    : { ...draft, type: 'message.received', key: naturalKey('message', messageId), data }
}

interface Context {
  readonly item: JsonRecord
  /** The id of the item itself, not of the message that it changes. */
  readonly messageId: string | undefined
  readonly draft: Pick<Draft, 'time' | 'senderId' | 'conversationKey'>
  readonly common: Readonly<Record<string, unknown>>
  readonly outgoing: boolean
}

function ownKey(kind: string, { item, messageId }: Context): string {
  return messageId === undefined ? contentKey(kind, item) : naturalKey(kind, messageId)
}

// Taken back, it comes without an emoji, or with an empty one.
function reactionDraft(context: Context): Draft | Unknown {
  const reaction = record(context.item.reaction)
  const target = reaction && id(reaction.message_id)
  if (target === undefined) return unknown('a reaction without a message id', 'messages')
  const emoji = filled(reaction?.emoji)
  const action = emoji === undefined ? 'unreact' : 'react'
  const data = { messageId: target, ...context.common, action, emoji }
  return { ...context.draft, type: 'message.reacted', key: ownKey('reaction', context), data }
}

function revokeDraft({ item, draft, common, outgoing }: Context): Draft | Unknown {
  const revoked = id(record(item.revoke)?.original_message_id)
  if (revoked === undefined) return unknown('a revocation that does not say of what', 'messages')
  const data = { messageId: revoked, ...common, outgoing: flag(outgoing) }
  return { ...draft, type: 'message.deleted', key: naturalKey('deleted', revoked), data }
}

function editDraft(context: Context): Draft | Unknown {
  const edit = record(context.item.edit)
  const edited = edit && id(edit.original_message_id)
  if (edited === undefined) return unknown('an edit that does not say of what', 'messages')
  const given = record(edit?.message)
  const data = { messageId: edited, ...context.common, ...(given && newContent(given)) }
  return { ...context.draft, type: 'message.edited', key: ownKey('edit', context), data }
}

/** The file of a message of the history, which comes after the message itself. */
export function lateFileDraft(item: JsonRecord, scope: Scope, sides: Sides): Draft | undefined {
  const messageId = id(item.id)
  const given = newContent(item)
  if (messageId === undefined || given.attachments === undefined) return undefined
  const { person, outgoing } = sides
  const account = accountParty(scope)
  const data = {
    messageId,
    conversationId: person?.id,
    platform: 'whatsapp',
    sender: outgoing ? account : person,
    recipient: outgoing ? person : account,
    ...given,
    history: true,
  }
  const senderId = outgoing ? account.id : person?.id
  const key = naturalKey('history_file', messageId)
  return { type: 'message.edited', key, time: item.timestamp, senderId, conversationKey: person?.id, data }
}

function newContent(message: JsonRecord) {
  const { content, attachments } = contentOf(message)
  const isText = message.type === 'text'
  return {
    content: isText ? content : content || undefined,
    attachments: attachments.length > 0 ? attachments : undefined,
  }
}

function welcomeDraft({ draft, common }: Context, messageId: string): Draft {
  const { history, ...about } = common
  const data = { ...about, referral: { type: 'request_welcome' } }
  return { ...draft, type: 'message.referral', key: naturalKey('welcome', messageId), data }
}
