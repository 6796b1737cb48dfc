import { createHash } from 'node:crypto'
import type { Comment, Message } from '../state.ts'
import { there } from '../there.ts'
import type { Template } from '../whatsapp/account.ts'
import type { World } from '../world.ts'
import { conversationById, type NodeKind } from './kinds.ts'
import { Edge, graphTime, type NodeType, Ref } from './refs.ts'

/** Older messages of a conversation are shown as if deleted. */
export const READABLE_MESSAGES = 20

const post = (world: World, id: string) => there(world.state.posts.get(id))
const comment = (world: World, id: string) => there(world.state.comments.get(id))
const message = (world: World, id: string) => there(world.state.messages.get(id))
const upload = (world: World, id: string) => there(world.state.uploads.get(id))
const conversation = (world: World, id: string) => there(conversationById(world, id))

export function templateById(world: World, id: string): Template | undefined {
  for (const waba of world.state.wabas.values()) {
    const found = waba.templates.get(id)
    if (found) return found
  }
  return undefined
}
const template = (world: World, id: string) => there(templateById(world, id))

/** Oldest first. */
export const commentsWhere = (world: World, wanted: (comment: Comment) => boolean): string[] =>
  [...world.state.comments.values()].filter(wanted).map(({ id }) => id)

const party = (world: World, id: string) => {
  const account = world.state.accounts.get(id)
  const { username, name } = account ?? world.state.people.get(id) ?? {}
  const platform = account?.platform ?? world.state.people.get(id)?.platform
  return platform === 'instagram' ? { username, id } : { name, email: `${id}@facebook.com`, id }
}
const ends = ({ direction, accountId, personId }: Message) =>
  direction === 'in' ? { from: personId, to: accountId } : { from: accountId, to: personId }

const readable = (world: World, id: string): Message | undefined => {
  const found = message(world, id)
  const { messages } = there(world.state.conversations.get(`${found.accountId}:${found.personId}`))
  return messages.slice(-READABLE_MESSAGES).includes(found) ? found : undefined
}

type ContentKind = Extract<
  NodeKind,
  'post' | 'media' | 'comment' | 'igcomment' | 'conversation' | 'message' | 'upload' | 'template'
>

export const CONTENT_TYPES: Readonly<Record<ContentKind, NodeType>> = {
  media: {
    name: 'IGMedia',
    defaults: [],
    fields: {
      id: (id) => id,
      caption: (id, { world }) => post(world, id).caption,
      media_type: () => 'IMAGE',
      media_product_type: () => 'FEED',
      media_url: (id) => `https://pictures.example.com/${id}.jpg`,
      permalink: (id) => `https://www.instagram.com/p/${id}/`,
      timestamp: (id, { world }) => graphTime(post(world, id).at),
      username: (id, { world }) => there(world.state.accounts.get(post(world, id).accountId)).username,
      like_count: () => 7,
      comments_count: (id, { world }) => commentsWhere(world, ({ postId }) => postId === id).length,
      comments: (id, { world }) =>
        new Edge(
          'igcomment',
          commentsWhere(world, ({ postId, parentId }) => postId === id && parentId === undefined),
        ),
    },
  },
  post: {
    name: 'Post',
    defaults: ['message', 'created_time'],
    fields: {
      id: (id) => id,
      message: (id, { world }) => post(world, id).caption,
      created_time: (id, { world }) => graphTime(post(world, id).at),
      permalink_url: (id) => `https://www.facebook.com/${id}`,
      from: (id, { world }) => new Ref('page', post(world, id).accountId),
      comments: (id, { world }) =>
        new Edge(
          'comment',
          commentsWhere(world, ({ postId }) => postId === id),
        ),
    },
  },
  igcomment: {
    name: 'IGComment',
    defaults: ['text', 'timestamp'],
    fields: {
      id: (id) => id,
      text: (id, { world }) => comment(world, id).text,
      timestamp: (id, { world }) => graphTime(comment(world, id).at),
      username: (id, { world }) => comment(world, id).from.username,
      from: (id, { world }) => comment(world, id).from,
      parent_id: (id, { world }) => comment(world, id).parentId,
      hidden: (id, { world }) => comment(world, id).hidden,
      like_count: () => 0,
      media: (id, { world }) => new Ref('media', comment(world, id).postId),
      replies: (id, { world }) =>
        new Edge(
          'igcomment',
          commentsWhere(world, ({ parentId }) => parentId === id),
        ),
    },
  },
  comment: {
    name: 'Comment',
    defaults: ['created_time', 'from', 'message'],
    fields: {
      id: (id) => id,
      message: (id, { world }) => comment(world, id).text,
      created_time: (id, { world }) => graphTime(comment(world, id).at),
      from: (id, { world }) => ({ name: comment(world, id).from.username, id: comment(world, id).from.id }),
      is_hidden: (id, { world }) => comment(world, id).hidden,
      like_count: () => 0,
      parent: (id, { world }) => {
        const { parentId } = comment(world, id)
        return parentId === undefined ? undefined : new Ref('comment', parentId)
      },
      comments: (id, { world }) =>
        new Edge(
          'comment',
          commentsWhere(world, ({ parentId }) => parentId === id),
        ),
    },
  },
  conversation: {
    name: 'UnifiedThread',
    defaults: ['updated_time'],
    fields: {
      id: (id) => id,
      updated_time: (id, { world }) => graphTime(conversation(world, id).messages.at(-1)?.at ?? 0),
      message_count: (id, { world }) => conversation(world, id).messages.length,
      participants: (id, { world }) => {
        const { accountId, personId } = conversation(world, id)
        return { data: [party(world, accountId), party(world, personId)] }
      },
      messages: (id, { world }) =>
        new Edge(
          'message',
          [...conversation(world, id).messages].reverse().map((found) => found.id),
        ),
    },
  },
  message: {
    name: 'Message',
    defaults: ['created_time'],
    fields: {
      id: (id) => id,
      created_time: (id, { world }) => graphTime(message(world, id).at),
      from: (id, { world }) => party(world, ends(message(world, id)).from),
      to: (id, { world }) => ({ data: [party(world, ends(message(world, id)).to)] }),
      message: (id, { world }) => readable(world, id)?.text ?? '',
      attachments: () => undefined,
      is_unsupported: () => false,
    },
  },
  upload: {
    name: 'WhatsAppBusinessMedia',
    defaults: ['messaging_product', 'url', 'mime_type', 'sha256', 'file_size'],
    fields: {
      id: (id) => id,
      messaging_product: () => 'whatsapp',
      url: (id, { world }) => `${world.url('cdn')}/whatsapp/${id}?issued=${world.clock.now()}`,
      mime_type: (id, { world }) => upload(world, id).mimeType,
      sha256: (id, { world }) => createHash('sha256').update(upload(world, id).bytes).digest('hex'),
      file_size: (id, { world }) => String(upload(world, id).bytes.length),
    },
  },
  template: {
    name: 'MessageTemplate',
    defaults: ['name', 'status', 'category', 'language', 'components'],
    fields: {
      id: (id) => id,
      name: (id, { world }) => template(world, id).name,
      status: (id, { world }) => template(world, id).status,
      category: (id, { world }) => template(world, id).category,
      language: (id, { world }) => template(world, id).language,
      components: (id, { world }) => [{ type: 'BODY', text: template(world, id).body }],
      quality_score: () => ({ score: 'UNKNOWN' }),
      parameter_format: () => 'POSITIONAL',
      rejected_reason: () => 'NONE',
    },
  },
}
