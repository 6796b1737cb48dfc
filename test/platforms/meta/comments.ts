import { type Answer, type Call, type Host, inputOf, ok, param, type Route } from '../exchange.ts'
import { numericId } from '../ids.ts'
import { closed, flag, optional, text } from '../shape.ts'
import type { Account, Comment } from '../state.ts'
import { there } from '../there.ts'
import type { TokenKind } from '../tokens.ts'
import type { World } from '../world.ts'
import { commentsWhere } from './content-types.ts'
import { commented } from './events.ts'
import { edgeInput, fieldsInput } from './identity.ts'
import { fieldsOf, readEdge, readNode } from './nodes.ts'
import { Edge } from './refs.ts'

export interface CommentDialect {
  readonly host: Host
  readonly platform: 'instagram' | 'facebook'
  readonly kinds: readonly TokenKind[]
  readonly scopes: Partial<Record<TokenKind, readonly string[]>>
  /** Kinds of node, and the names of what differs. */
  readonly post: 'media' | 'post'
  readonly comment: 'igcomment' | 'comment'
  readonly replies: 'replies' | 'comments'
  readonly hide: 'hide' | 'is_hidden'
}

/** Adds a comment of a person under the first post of the account. @returns its id */
export function commentAs(world: World, account: Account, from: Comment['from'], text: string): string {
  const post = there([...world.state.posts.values()].find(({ accountId }) => accountId === account.id))
  return addComment(world, { from, postId: post.id, parentId: undefined, text }).id
}

/** Adds a comment of a person or of the account, and says so. */
export function addComment(world: World, comment: Pick<Comment, 'from' | 'text' | 'postId' | 'parentId'>): Comment {
  const post = there(world.state.posts.get(comment.postId))
  const account = there(world.state.accounts.get(post.accountId))
  const id = post.platform === 'instagram' ? numericId('179') : `${post.id.split('_').at(-1)}_${numericId('9', 15)}`
  const { platform, accountId } = post
  const added: Comment = {
    ...comment,
    id,
    platform,
    accountId,
    at: world.clock.now(),
    hidden: false,
    repliedPrivately: false,
  }
  world.state.comments.set(id, added)
  world.tell(account, platform === 'instagram' ? 'comments' : 'feed', commented(world, account, added))
  return added
}

/** Read, answer, hide and delete comments. */
export function commentRoutes(world: World, dialect: CommentDialect): Route[] {
  const { host, platform, post, comment, replies, hide } = dialect
  const { comments, posts, accounts } = world.state
  const route = (method: Route['method'], path: string, input: Route['input'], handle: Route['handle']): Route => ({
    host,
    platform,
    method,
    path,
    access: dialect,
    ...(input ? { input } : {}),
    handle,
  })

  function write(call: Call, postId: string, parentId: string | undefined): Answer {
    const { accountId } = there(posts.get(postId))
    const account = there(accounts.get(accountId))
    const from = { id: account.id, username: platform === 'instagram' ? account.username : account.name }
    return ok({ id: addComment(world, { from, postId, parentId, text: String(inputOf(call).message) }).id })
  }
  const message = closed({ message: text(platform === 'instagram' ? 2200 : 8000) })
  const edge = (call: Call, wanted: (found: Comment) => boolean) =>
    ok(readEdge(world, call, new Edge(comment, commentsWhere(world, wanted)), fieldsOf(call), inputOf(call)))

  return [
    route('GET', `/{${post}}`, fieldsInput, (call) =>
      ok(readNode(world, call, post, param(call, post), fieldsOf(call))),
    ),
    route('GET', `/{${comment}}`, fieldsInput, (call) =>
      ok(readNode(world, call, comment, param(call, comment), fieldsOf(call))),
    ),
    route('GET', `/{${post}}/comments`, edgeInput, (call) =>
      edge(call, ({ postId, parentId }) => postId === param(call, post) && parentId === undefined),
    ),
    route('GET', `/{${comment}}/${replies}`, edgeInput, (call) =>
      edge(call, ({ parentId }) => parentId === param(call, comment)),
    ),
    route('POST', `/{${post}}/comments`, message, (call) => write(call, param(call, post), undefined)),
    route('POST', `/{${comment}}/${replies}`, message, (call) => {
      const answered = there(comments.get(param(call, comment)))
      // Answers to answers stand beside them.
      return write(call, answered.postId, platform === 'instagram' ? (answered.parentId ?? answered.id) : answered.id)
    }),
    route('POST', `/{${comment}}`, closed({ [hide]: flag, message: optional(text()) }), (call) => {
      there(comments.get(param(call, comment))).hidden = String(inputOf(call)[hide]) === 'true'
      return ok({ success: true })
    }),
    route('DELETE', `/{${comment}}`, closed({}), (call) => {
      const id = param(call, comment)
      for (const reply of commentsWhere(world, ({ parentId }) => parentId === id)) comments.delete(reply)
      comments.delete(id)
      return ok({ success: true })
    }),
  ]
}
