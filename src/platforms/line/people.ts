import { filled, flag, id, list, record } from '../json.ts'
import { type Context, type Draft, type Unknown, unknown } from './context.ts'

/** What `follow` (added as a friend, or unblocked) and `unfollow` (blocked) say. */
export function followDraft(context: Context, gone: boolean): Draft | Unknown {
  const { conversation, person, standby, replyToken } = context
  if (!person) return unknown('a follower without an id', gone ? 'unfollow' : 'follow')
  const data = { platform: 'line', follower: person, conversationId: conversation, standby }
  if (gone) return { type: 'follower.removed', data }
  const returned = flag(record(context.item.follow)?.isUnblocked)
  return { type: 'follower.added', data: { ...data, returned, replyToken } }
}

/** What `join` and `leave` say: the account itself came into a group or room, or is no longer in it. */
export function joinDraft(context: Context, gone: boolean): Draft | Unknown {
  const { account, conversation, standby, replyToken } = context
  if (conversation === undefined) return unknown('a group without an id', gone ? 'leave' : 'join')
  const members = account === '' ? [] : [{ id: account }]
  const data = { platform: 'line', conversationId: conversation, members, self: true, standby }
  if (gone) return { type: 'member.left', data }
  return { type: 'member.joined', data: { ...data, replyToken } }
}

/** What `memberJoined` and `memberLeft` say. */
export function memberDraft(context: Context, gone: boolean): Draft | Unknown {
  const { item, conversation, standby, replyToken } = context
  const field = gone ? 'memberLeft' : 'memberJoined'
  if (conversation === undefined) return unknown('a group without an id', field)
  const given = record(gone ? item.left : item.joined)
  if (!given || !Array.isArray(given.members)) return unknown('a group event that does not say who', field)
  const members = list(given.members).map((member) => ({ id: id(record(member)?.userId) }))
  const data = { platform: 'line', conversationId: conversation, members, standby }
  if (gone) return { type: 'member.left', data }
  return { type: 'member.joined', data: { ...data, replyToken } }
}

/** What a `membership` event says of the account's paid membership: begun, renewed or ended. */
export function membershipDraft(context: Context): Draft | Unknown {
  const { item, conversation, person, standby, replyToken } = context
  const membership = record(item.membership)
  const membershipId = membership && id(membership.membershipId)
  if (!person || conversation === undefined || membershipId === undefined)
    return unknown('a membership that does not say whose or which', 'membership')
  const data = {
    platform: 'line',
    conversationId: conversation,
    members: [person],
    membershipId,
    standby,
    replyToken,
  }
  switch (membership?.type) {
    case 'joined':
      return { type: 'member.joined', data }
    case 'renewed':
      return { type: 'member.joined', data: { ...data, renewed: true } }
    case 'left':
      return { type: 'member.left', data }
    default:
      return unknown('a membership event of an unknown type', 'membership')
  }
}

/** What an `accountLink` event says: the person logged in at your site, or could not. */
export function linkDraft(context: Context): Draft | Unknown {
  const { item, conversation, person, standby, replyToken } = context
  const link = record(item.link)
  const status = link?.result === 'ok' ? 'linked' : link?.result === 'failed' ? 'failed' : undefined
  if (!link || !person || status === undefined)
    return unknown('an account link that does not say whose, or how it went', 'accountLink')
  const data = {
    platform: 'line',
    contact: person,
    conversationId: conversation,
    status,
    code: filled(link.nonce),
    standby,
    replyToken,
  }
  return { type: 'contact.linked', data }
}
