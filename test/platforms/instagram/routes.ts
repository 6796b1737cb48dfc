import { inputOf, ok, param, type Route } from '../exchange.ts'
import { addComment, commentRoutes } from '../meta/comments.ts'
import { conversationRoutes } from '../meta/conversations.ts'
import { badParameter } from '../meta/errors.ts'
import { edgeInput, fieldsInput } from '../meta/identity.ts'
import { fieldsOf, readEdge, readNode } from '../meta/nodes.ts'
import { Edge } from '../meta/refs.ts'
import { send } from '../meta/send.ts'
import { instagramSend } from '../meta/send-schema.ts'
import { subscribeRoutes } from '../meta/subscribe.ts'
import { closed, optional, text } from '../shape.ts'
import { there } from '../there.ts'
import type { TokenKind } from '../tokens.ts'
import { accountOf, type World } from '../world.ts'
import { instagramLogin } from './login.ts'

/** What an app can hear of an account that it got by Instagram's own login; the rest needs Facebook's. */
const INSTAGRAM_FIELDS = [
  'messages',
  'message_echoes',
  'message_reactions',
  'message_edit',
  'messaging_postbacks',
  'messaging_referral',
  'messaging_seen',
  'messaging_handover',
  'messaging_optins',
  'standby',
  'comments',
  'live_comments',
  'messaging_policy_enforcement',
  'response_feedback',
] as const

const OWN: readonly TokenKind[] = ['instagram-short', 'instagram-long']
const LINKED: readonly TokenKind[] = ['page', 'user-long', 'user-short', 'system']
const needs = (own: string, linked: string) => ({
  'instagram-short': [own],
  'instagram-long': [own],
  page: [linked],
  'user-long': [linked],
})

/** The Instagram API: with Instagram's login at its own host, with Facebook's at the Graph API. */
export function instagramRoutes(world: World): Route[] {
  return [
    ...instagramLogin(world),
    ...at(world, 'instagram-graph', OWN),
    ...at(world, 'graph', LINKED),
    ...messaging(world),
  ]
}

function at(world: World, host: 'graph' | 'instagram-graph', kinds: readonly TokenKind[]): Route[] {
  const basic = { kinds, scopes: needs('instagram_business_basic', 'instagram_basic') }
  const moderate = { kinds, scopes: needs('instagram_business_manage_comments', 'instagram_manage_comments') }
  const mediaOf = (id: string) => [...world.state.posts.values()].filter(({ accountId }) => accountId === id)
  return [
    {
      host,
      platform: 'instagram',
      method: 'GET',
      path: '/{ig}',
      access: basic,
      input: fieldsInput,
      handle: (call) => ok(readNode(world, call, 'ig', param(call, 'ig'), fieldsOf(call))),
    },
    {
      host,
      platform: 'instagram',
      method: 'GET',
      path: '/{ig}/media',
      access: basic,
      input: edgeInput,
      handle(call) {
        const posts = mediaOf(param(call, 'ig')).sort((a, b) => b.at - a.at)
        const edge = new Edge(
          'media',
          posts.map(({ id }) => id),
        )
        return ok(readEdge(world, call, edge, fieldsOf(call), inputOf(call)))
      },
    },
    {
      host,
      platform: 'instagram',
      method: 'POST',
      path: '/{ig}/mentions',
      access: moderate,
      input: closed({ media_id: text(), message: text(2200), comment_id: optional(text()) }),
      handle(call) {
        const { media_id: mediaId, comment_id: parentId, message } = inputOf(call)
        if (!world.state.posts.has(String(mediaId))) throw badParameter('Invalid media_id', host)
        const account = there(world.state.accounts.get(param(call, 'ig')))
        const comment = addComment(world, {
          from: { id: account.id, username: account.username },
          postId: String(mediaId),
          parentId: parentId === undefined ? undefined : String(parentId),
          text: String(message),
        })
        return ok({ id: comment.id })
      },
    },
    ...commentRoutes(world, {
      host,
      platform: 'instagram',
      ...moderate,
      post: 'media',
      comment: 'igcomment',
      replies: 'replies',
      hide: 'hide',
    }),
  ]
}

/** Direct messages with Instagram's own login; with Facebook's they go through the Page. */
function messaging(world: World): Route[] {
  const host = 'instagram-graph'
  const scopes = needs('instagram_business_manage_messages', 'instagram_manage_messages')
  return [
    {
      host,
      platform: 'instagram',
      method: 'POST',
      path: '/{ig}/messages',
      access: { kinds: OWN, scopes },
      input: instagramSend,
      handle: (call) => send(world, call, there(accountOf(world.state, 'instagram', param(call, 'ig')))),
    },
    ...conversationRoutes(world, { host, kinds: OWN, account: 'ig' }),
    ...subscribeRoutes(world, { host, kinds: OWN, scopes, account: 'ig', fields: INSTAGRAM_FIELDS }),
  ]
}
