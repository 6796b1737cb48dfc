import { count, filled, flag, id, type JsonRecord, list, record, string } from '../json.ts'
import { conversationOf, type Draft, messageIdOf, personOf, type Unknown, unknown } from './context.ts'

/** A button of the bot's message was tapped. */
export function callbackDraft(query: JsonRecord): Draft | Unknown {
  const sender = personOf(record(query.from))
  const queryId = id(query.id)
  const message = record(query.message)
  const chatId = id(record(message?.chat)?.id)
  if (!sender || queryId === undefined)
    return unknown('a tapped button that does not say who or which', 'callback_query')
  const conversation = (message && conversationOf(message)) ?? sender.id
  const buttons = list(record(message?.reply_markup)?.inline_keyboard).flatMap(list).map(record)
  const title = filled(buttons.find((button) => button?.callback_data === query.data)?.text)
  return {
    type: 'message.postback',
    key: `callback:${queryId}`,
    time: undefined,
    senderId: sender.id,
    conversation,
    data: {
      messageId: chatId === undefined ? undefined : messageIdOf(chatId, message?.message_id),
      conversationId: conversation,
      platform: 'telegram',
      sender,
      title,
      payload: string(query.data) ?? filled(query.game_short_name),
      // The app shows that it waits until `answerCallbackQuery` is called with it.
      params: { callbackQueryId: queryId },
    },
  }
}

/** Somebody voted in a poll of the bot, or took the vote back. Telegram does not say in which chat. */
export function pollAnswerDraft(answer: JsonRecord): Draft | Unknown {
  const sender = personOf(record(answer.user)) ?? personOf(record(answer.voter_chat))
  const pollId = id(answer.poll_id)
  if (!sender || pollId === undefined) return unknown('a vote that does not say whose, or in which poll', 'poll_answer')
  const optionIds = list(answer.option_ids).flatMap((option) => count(option) ?? [])
  return {
    type: 'message.postback',
    key: `poll:${pollId}:${sender.id}`,
    time: undefined,
    senderId: sender.id,
    conversation: undefined,
    data: { platform: 'telegram', sender, type: 'poll', payload: pollId, params: { optionIds } },
  }
}

/** Somebody changed the reactions to a message: the newest that was set, else the one that was taken back. */
export function reactionDraft(update: JsonRecord): Draft | Unknown {
  const chatId = id(record(update.chat)?.id)
  const sender = personOf(record(update.user)) ?? personOf(record(update.actor_chat))
  const messageId = chatId === undefined ? undefined : messageIdOf(chatId, update.message_id)
  const conversation = conversationOf(update)
  if (messageId === undefined || conversation === undefined || !sender)
    return unknown('a reaction that does not say to what, or by whom', 'message_reaction')
  const [before, after] = [list(update.old_reaction), list(update.new_reaction)].map((all) => all.map(record))
  const taken = (after?.length ?? 0) < (before?.length ?? 0)
  const reaction = (taken ? before : after)?.at(-1)
  const emoji = filled(reaction?.emoji)
  return {
    type: 'message.reacted',
    key: `reaction:${messageId}:${sender.id}`,
    time: update.date,
    senderId: sender.id,
    conversation,
    data: {
      messageId,
      conversationId: conversation,
      platform: 'telegram',
      sender,
      action: taken ? 'unreact' : 'react',
      emoji,
      reaction: emoji === undefined ? (filled(reaction?.custom_emoji_id) ?? filled(reaction?.type)) : undefined,
    },
  }
}

const GONE: ReadonlySet<unknown> = new Set(['left', 'kicked'])

/** Somebody came into a chat or left it. In a private chat with the bot: blocked it, or no longer does. */
export function memberDraft(update: JsonRecord, self: boolean): Draft | Unknown {
  const field = self ? 'my_chat_member' : 'chat_member'
  const chat = record(update.chat)
  const conversation = conversationOf(update)
  const [old, now] = [record(update.old_chat_member), record(update.new_chat_member)]
  const member = personOf(record(now?.user))
  if (!chat || conversation === undefined || !old || !now || !member)
    return unknown('a change of a member that does not say whose, or where', field)
  const by = personOf(record(update.from))
  const out = (given: JsonRecord) =>
    GONE.has(given.status) || (given.status === 'restricted' && given.is_member === false)
  const common = {
    key: `member:${conversation}:${member.id}:${string(now.status) ?? ''}`,
    time: update.date,
    senderId: by?.id,
    conversation,
  }
  if (out(old) === out(now))
    return {
      ...common,
      type: 'account.updated',
      data: {
        platform: 'telegram',
        change: 'member_rights',
        conversationId: conversation,
        person: member,
        status: filled(now.status),
        previous: filled(old.status),
      },
    }
  if (self && chat.type === 'private') {
    const data = { platform: 'telegram', follower: by ?? {}, conversationId: conversation }
    return out(now)
      ? { ...common, type: 'follower.removed', data }
      : { ...common, type: 'follower.added', data: { ...data, returned: true } }
  }
  const data = { platform: 'telegram', conversationId: conversation, members: [member], self: flag(self) }
  return { ...common, type: out(now) ? 'member.left' : 'member.joined', data }
}

/** A business connected the bot to its own account, changed what it may do, or took it away. */
export function connectionDraft(update: JsonRecord): Draft | Unknown {
  const connection = id(update.id)
  const person = personOf(record(update.user))
  if (connection === undefined || !person)
    return unknown('a business connection that does not say whose', 'business_connection')
  const enabled = update.is_enabled !== false
  return {
    type: 'account.updated',
    key: `business:${connection}:${enabled}`,
    time: update.date,
    senderId: person.id,
    conversation: undefined,
    data: {
      platform: 'telegram',
      change: 'business_connection',
      person,
      status: enabled ? 'enabled' : 'disabled',
      details: { id: connection, rights: update.rights, userChatId: id(update.user_chat_id) },
    },
  }
}

/** Messages of a business chat were deleted: one event for each. */
export function deletedDrafts(update: JsonRecord): (Draft | Unknown)[] {
  const chatId = id(record(update.chat)?.id)
  const conversation = conversationOf(update)
  const ids = list(update.message_ids).flatMap((given) =>
    chatId === undefined ? [] : (messageIdOf(chatId, given) ?? []),
  )
  if (conversation === undefined || ids.length === 0)
    return [unknown('deleted messages that are not named', 'deleted_business_messages')]
  return ids.map((messageId) => ({
    type: 'message.deleted',
    key: `deleted:${messageId}`,
    time: undefined,
    senderId: undefined,
    conversation,
    data: { messageId, conversationId: conversation, platform: 'telegram' },
  }))
}
