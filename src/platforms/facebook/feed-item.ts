import { filled, id, type JsonRecord, record } from '../json.ts'
import { fingerprint } from '../key.ts'
import { type Person, personOf } from '../meta/parties.ts'

/** What can be done to something on a Page. */
export type Verb = 'add' | 'edit' | 'remove' | 'hide' | 'unhide' | 'block' | 'unblock' | 'mute' | 'unmute' | 'follow'

const VERBS: ReadonlyMap<string, Verb> = new Map([
  ['add', 'add'],
  ['edit', 'edit'],
  ['edited', 'edit'],
  ['update', 'edit'],
  ['remove', 'remove'],
  ['delete', 'remove'],
  ['hide', 'hide'],
  ['unhide', 'unhide'],
  ['block', 'block'],
  ['unblock', 'unblock'],
  ['mute', 'mute'],
  ['unmute', 'unmute'],
  ['follow', 'follow'],
])

/** The value of a `feed`, `ratings` or `mention` change, taken apart. */
export interface FeedItem {
  readonly field: 'feed' | 'ratings' | 'mention'
  readonly value: JsonRecord
  readonly item: string
  readonly verb: Verb | undefined
  readonly author: Person | undefined
  readonly postId: string | undefined
  readonly commentId: string | undefined
  /** The account itself did it. */
  readonly self: true | undefined
  /** The address of the post. */
  readonly url: string | undefined
  readonly entryTime: string
}

export function feedItemOf(value: JsonRecord, field: FeedItem['field'], account: string, entryTime: unknown): FeedItem {
  const author = personOf(value.from) ?? personOf(authorMembers(value))
  return {
    field,
    value,
    item: filled(value.item) ?? '',
    verb: VERBS.get(filled(value.verb) ?? ''),
    author,
    postId: id(value.post_id),
    commentId: id(value.comment_id),
    self: author?.id !== undefined && author.id === account ? true : undefined,
    url: filled(value.permalink_url) ?? filled(record(value.post)?.permalink_url),
    entryTime: id(entryTime) ?? '',
  }
}

// Older versions have the author in members of the value.
function authorMembers(value: JsonRecord): JsonRecord {
  return {
    id: value.sender_id ?? value.user_id ?? value.reviewer_id,
    name: value.sender_name ?? value.reviewer_name,
  }
}

/**
 * What tells one doing of a verb from the next, as three parts of a key. Things are added and removed once. They are
 * hidden, shown or changed any number of times, and `created_time` may be that of the thing itself: then the time of
 * the entry counts, and of a change what it says.
 */
export function occasion({ value, verb, entryTime }: FeedItem): readonly [string, string, string] {
  const created = id(value.created_time) ?? ''
  if (verb === 'add' || verb === 'remove') return [created, '', '']
  return [created, entryTime, verb === 'edit' ? fingerprint(value) : '']
}

/** When: of a change, when it was changed. */
export function timeOfItem({ value, verb }: FeedItem): unknown {
  if (verb === 'add') return value.created_time
  return verb === 'edit' ? value.edited_time : undefined
}
