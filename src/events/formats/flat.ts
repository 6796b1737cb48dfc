import { publicIdOf } from '../public-id.ts'
import type { Format } from './format.ts'

type Data = Readonly<Record<string, unknown>>

interface Mapping {
  readonly type: string
  readonly thread: (data: Data) => unknown
  readonly message: (data: Data) => unknown
  readonly person: (data: Data) => unknown
  /** Members beyond the common five. */
  readonly more: (data: Data) => Data
}

const MAPPINGS: Readonly<Record<string, Mapping>> = {
  'message.received': {
    type: 'new_message',
    person: (data) => data.sender,
    thread: (data) => data.conversationId,
    message: (data) => data.messageId,
    more: ({ attachments }) => (Array.isArray(attachments) && attachments.length > 0 ? { attachments } : {}),
  },
  'comment.created': {
    type: 'new_comment',
    person: (data) => data.author,
    thread: (data) => data.mediaId,
    message: (data) => data.commentId,
    more: (data) => ({ comment_id: data.commentId, media_id: data.mediaId, parent_id: data.parentId }),
  },
  'mention.created': {
    type: 'mention',
    person: (data) => data.author,
    thread: (data) => data.conversationId ?? data.mediaId,
    message: (data) => data.messageId ?? data.commentId ?? data.mentionId,
    more: (data) => ({ comment_id: data.commentId, media_id: data.mediaId, url: data.url }),
  },
  'follower.added': {
    type: 'new_follower',
    person: (data) => data.follower,
    thread: (data) => data.conversationId,
    message: () => undefined,
    more: () => ({}),
  },
}

/** One level: names of an older generation of hubs, for the applications written for them. */
export const flat: Format = {
  contentType: 'application/json',
  render: (event, account) => {
    const mapping = Object.hasOwn(MAPPINGS, event.type) ? MAPPINGS[event.type] : undefined
    const parsed = mapping && recordOf(JSON.parse(event.data))
    const timestamp = event.occurredAt.toISOString()
    const head = {
      timestamp,
      event_id: publicIdOf('event', event.id),
      event_type: parsed ? mapping.type : event.type,
      username: account ? (account.username ?? account.externalId) : null,
    }
    const data = parsed ? JSON.stringify(flatten(mapping, parsed, timestamp)) : event.data
    return `${JSON.stringify(head).slice(0, -1)},"data":${data}}`
  },
}

function flatten(mapping: Mapping, data: Data, timestamp: string): Data {
  const person = recordOf(mapping.person(data))
  return {
    sender: person?.username ?? person?.id ?? person?.name ?? null,
    message: data.content ?? null,
    timestamp,
    thread_id: mapping.thread(data) ?? null,
    message_id: mapping.message(data) ?? null,
    ...mapping.more(data),
  }
}

function recordOf(value: unknown): Data | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : undefined
}
