/** Event types by the field names of Meta's webhooks, which earlier systems used. */
export const FIELD_TYPES: Readonly<Record<string, readonly string[]>> = {
  messages: ['message.received', 'message.sent', 'message.edited', 'message.deleted'],
  comments: ['comment.created', 'comment.edited', 'comment.deleted'],
  live_comments: ['comment.created'],
  message_reactions: ['message.reacted'],
  messaging_postbacks: ['message.postback'],
  messaging_referral: ['message.referral'],
  messaging_seen: ['message.read'],
  mentions: ['mention.created'],
  media: ['media.published'],
  story_insights: ['story.insights'],
}

/** Event types by the names of the format `flat`. */
export const FLAT_TYPES: Readonly<Record<string, readonly string[]>> = {
  new_message: ['message.received'],
  new_comment: ['comment.created'],
  mention: ['mention.created'],
  new_follower: ['follower.added'],
}

/** A comma-separated list of old names, or several of them, as one of types; a name that is not old stays. */
export function typesFrom(given: unknown, names: Readonly<Record<string, readonly string[]>>): string | undefined {
  const text = [given].flat().filter((each) => typeof each === 'string' && each !== '')
  if (text.length === 0) return undefined
  const types = text
    .join(',')
    .split(',')
    .flatMap((name) => (Object.hasOwn(names, name.trim()) ? (names[name.trim()] ?? []) : [name]))
  return types.join(',')
}

/** The field a type belongs to; the type itself when there is none. */
export function fieldOf(type: unknown): unknown {
  const found = Object.entries(FIELD_TYPES).find(([, types]) => typeof type === 'string' && types.includes(type))
  return found ? found[0] : type
}

/** Without the members that are undefined. */
export function defined(names: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined))
}
