import { inputOf, ok, param, type Route } from '../exchange.ts'
import { numericId } from '../ids.ts'
import type { InstagramAccount } from '../instagram/account.ts'
import { callbackRoutes } from '../meta/callbacks.ts'
import { commentRoutes } from '../meta/comments.ts'
import { conversationRoutes } from '../meta/conversations.ts'
import { debugTokenRoute } from '../meta/debug-token.ts'
import { edgeInput, identityRoutes } from '../meta/identity.ts'
import { fieldsOf, readEdge } from '../meta/nodes.ts'
import { Edge } from '../meta/refs.ts'
import { send } from '../meta/send.ts'
import { attachmentUpload, messengerSend } from '../meta/send-schema.ts'
import { subscribeRoutes } from '../meta/subscribe.ts'
import { closed, flag, link, optional, text } from '../shape.ts'
import { there } from '../there.ts'
import type { TokenKind } from '../tokens.ts'
import { accountOf, type World } from '../world.ts'
import type { Page } from './account.ts'
import { facebookLogin } from './login.ts'

/** What an app can hear of a Page. */
const PAGE_FIELDS = [
  'feed',
  'mention',
  'ratings',
  'leadgen',
  'messages',
  'message_echoes',
  'message_edits',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'messaging_postbacks',
  'messaging_referrals',
  'messaging_optins',
  'messaging_handovers',
  'messaging_account_linking',
  'messaging_feedback',
  'messaging_game_plays',
  'messaging_policy_enforcement',
  'messenger_template_status_update',
  'response_feedback',
  'send_cart',
  'standby',
] as const

const PAGE: readonly TokenKind[] = ['page']
const host = 'graph'

/** Facebook Pages and Messenger. */
export function facebookRoutes(world: World): Route[] {
  return [
    ...facebookLogin(world),
    debugTokenRoute(world),
    ...identityRoutes(world),
    ...callbackRoutes(world),
    ...messaging(world),
    ...posts(world),
    ...subscribeRoutes(world, {
      host,
      kinds: PAGE,
      scopes: { page: ['pages_manage_metadata'] },
      account: 'page',
      fields: PAGE_FIELDS,
    }),
    ...commentRoutes(world, {
      host,
      platform: 'facebook',
      kinds: PAGE,
      scopes: { page: ['pages_manage_engagement'] },
      post: 'post',
      comment: 'comment',
      replies: 'comments',
      hide: 'is_hidden',
    }),
  ]
}

/** The account that writes to this person: the Page, or the Instagram account that is linked with it. */
function senderFor(world: World, pageId: string, recipientId: unknown): Page | InstagramAccount {
  const { accounts, people } = world.state
  if (people.get(String(recipientId))?.platform === 'instagram')
    for (const account of accounts.values())
      if (account.platform === 'instagram' && account.pageId === pageId) return account
  return there(accountOf(world.state, 'facebook', pageId))
}

function messaging(world: World): Route[] {
  const access = { kinds: PAGE, scopes: { page: ['pages_messaging'] } }
  return [
    {
      host,
      platform: 'facebook',
      method: 'POST',
      path: '/{page}/messages',
      access,
      input: messengerSend,
      handle(call) {
        const recipient = inputOf(call).recipient
        const id = typeof recipient === 'object' && recipient !== null && 'id' in recipient ? recipient.id : undefined
        return send(world, call, senderFor(world, param(call, 'page'), id))
      },
    },
    {
      host,
      platform: 'facebook',
      method: 'POST',
      path: '/{page}/message_attachments',
      access,
      input: attachmentUpload,
      handle: () => ok({ attachment_id: numericId('16', 16) }),
    },
    ...conversationRoutes(world, { host, kinds: PAGE, account: 'page' }),
  ]
}

function posts(world: World): Route[] {
  const { state, clock } = world
  const feed = (edge: 'feed' | 'posts'): Route => ({
    host,
    platform: 'facebook',
    method: 'GET',
    path: `/{page}/${edge}`,
    access: { kinds: PAGE, scopes: { page: ['pages_read_engagement'] } },
    input: edgeInput,
    handle(call) {
      const found = [...state.posts.values()].filter(({ accountId }) => accountId === param(call, 'page'))
      const ids = found.sort((a, b) => b.at - a.at).map(({ id }) => id)
      return ok(readEdge(world, call, new Edge('post', ids), fieldsOf(call), inputOf(call)))
    },
  })
  return [
    feed('feed'),
    feed('posts'),
    {
      host,
      platform: 'facebook',
      method: 'POST',
      path: '/{page}/feed',
      access: { kinds: PAGE, scopes: { page: ['pages_manage_posts'] } },
      input: closed({ message: optional(text()), link: optional(link()), published: optional(flag) }),
      handle(call) {
        const accountId = param(call, 'page')
        const id = `${accountId}_${numericId('12', 15)}`
        state.posts.set(id, {
          id,
          platform: 'facebook',
          accountId,
          caption: String(inputOf(call).message ?? ''),
          at: clock.now(),
        })
        return ok({ id })
      },
    },
  ]
}
