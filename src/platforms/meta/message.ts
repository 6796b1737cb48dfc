import type { MessageKind } from '../../events/types/message.ts'
import { filled, flag, id, type JsonRecord, present, record, string } from '../json.ts'
import { naturalKey } from '../key.ts'
import { type Attachment, attachmentsOf } from './attachments.ts'
import { type Draft, type MessagingContext, type Unknown, unknown } from './draft.ts'
import { type Parties, partiesOf } from './parties.ts'

/** What a `message` item says: received, sent elsewhere, unsent, or a story that mentions the account. */
export function messageDraft(context: MessagingContext, message: JsonRecord): Draft | Unknown {
  const { item, account, standby, platform } = context
  const messageId = id(message.mid)
  if (messageId === undefined) return unknown('a message without an id', 'messages')
  const parties = partiesOf(item, account)
  const { sender, recipient, outgoing, conversation } = parties
  const self = flag(message.is_self) ?? flag(item.is_self)
  const common = {
    messageId,
    conversationId: conversation,
    platform,
    sender,
    recipient,
    standby: flag(standby),
  }
  const draft = { time: item.timestamp, senderId: sender?.id, conversationKey: conversation }
  if (message.is_deleted === true) {
    const data = { ...common, outgoing: flag(outgoing), self }
    return { ...draft, type: 'message.deleted', key: naturalKey('deleted', messageId), data }
  }
  if (conversation === undefined) return unknown('a message that does not say with whom', 'messages')

  const attachments = attachmentsOf(message)
  if (!outgoing && attachments.some(({ type }) => type === 'story_mention'))
    return {
      ...draft,
      type: 'mention.created',
      key: naturalKey('story_mention', messageId),
      data: mention(messageId, message, attachments, parties, context),
    }

  const content = string(message.text) ?? ''
  const replyTo = record(message.reply_to)
  const quickReply = record(message.quick_reply)
  const data = {
    ...common,
    sender: sender ?? {},
    type: 'dm',
    kind: kindOf(message, content, attachments, replyTo, quickReply),
    content,
    attachments,
    quickReply: quickReply && { payload: string(quickReply.payload), title: content || undefined },
    replyTo: replyTo && replyOf(replyTo),
    referral: referralOf(message.referral),
    self,
    appId: id(message.app_id),
    metadata: filled(message.metadata),
    priorMessage: priorMessageOf(item.prior_message),
    nlp: record(message.nlp),
  }
  // An account that writes to itself gets the message twice, as sent and as received, under one id.
  if (outgoing) return { ...draft, type: 'message.sent', key: naturalKey('echo', messageId), data }
  return { ...draft, type: 'message.received', key: naturalKey('message', messageId), data }
}

function mention(
  messageId: string,
  message: JsonRecord,
  attachments: readonly Attachment[],
  parties: Parties,
  { platform, standby }: MessagingContext,
) {
  const story = attachments.find(({ type }) => type === 'story_mention')
  return {
    mentionId: messageId,
    platform,
    source: 'story',
    content: filled(message.text),
    author: parties.sender,
    mediaId: story?.mediaId,
    messageId,
    conversationId: parties.conversation,
    attachments,
    url: story?.url,
    standby: flag(standby),
  }
}

function kindOf(
  message: JsonRecord,
  content: string,
  attachments: readonly Attachment[],
  replyTo: JsonRecord | undefined,
  quickReply: JsonRecord | undefined,
): MessageKind {
  if (message.is_unsupported === true) return 'unsupported'
  if (quickReply) return 'quick_reply'
  if (replyTo && record(replyTo.story)) return 'story_reply'
  const first = attachments[0]
  if (first) return first.type
  return content === '' ? 'unsupported' : 'text'
}

function replyOf(replyTo: JsonRecord) {
  const story = record(replyTo.story)
  return present({
    messageId: id(replyTo.mid),
    story: story && present({ id: id(story.id), url: filled(story.url) }),
  })
}

function priorMessageOf(value: unknown) {
  const given = record(value)
  return given && present({ source: filled(given.source), id: id(given.identifier) })
}

/** A referral in the catalogue's words, or undefined when it says nothing. */
export function referralOf(value: unknown) {
  const given = record(value)
  if (!given) return undefined
  const ad = record(given.ads_context_data)
  return present({
    ref: filled(given.ref),
    source: filled(given.source),
    type: filled(given.type),
    url: filled(given.referer_uri),
    adId: id(given.ad_id),
    adTitle: ad && filled(ad.ad_title),
    photoUrl: ad && filled(ad.photo_url),
    videoUrl: ad && filled(ad.video_url),
    productId: id(record(given.product)?.id) ?? (ad && id(ad.product_id)),
  })
}
