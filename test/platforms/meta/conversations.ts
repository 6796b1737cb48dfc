import { type Call, type Host, inputOf, ok, param, type Route } from '../exchange.ts'
import { closed, digits, oneOf, optional, text } from '../shape.ts'
import type { TokenKind } from '../tokens.ts'
import type { World } from '../world.ts'
import { fieldsInput } from './identity.ts'
import { fieldsOf, readEdge, readNode } from './nodes.ts'
import { Edge } from './refs.ts'

interface ConversationDialect {
  readonly host: Host
  readonly kinds: readonly TokenKind[]
  readonly account: 'ig' | 'page'
}

/** The inbox of an account. */
export function conversationRoutes(world: World, { host, kinds, account }: ConversationDialect): Route[] {
  const platform = account === 'ig' ? 'instagram' : 'facebook'
  const access = {
    kinds,
    scopes: { 'instagram-long': ['instagram_business_manage_messages'], page: ['pages_messaging'] },
  }

  function accountId(call: Call): string {
    const id = param(call, account)
    if (account === 'ig' || inputOf(call).platform !== 'instagram') return id
    const linked = [...world.state.accounts.values()].find(
      (found) => found.platform === 'instagram' && found.pageId === id,
    )
    return linked?.id ?? ''
  }

  return [
    {
      host,
      platform,
      method: 'GET',
      path: `/{${account}}/conversations`,
      access,
      input: closed({
        platform: account === 'ig' ? oneOf('instagram') : optional(oneOf('instagram', 'messenger')),
        user_id: optional(text()),
        fields: optional(text()),
        limit: optional(digits),
        after: optional(text()),
      }),
      handle(call) {
        const { user_id: userId } = inputOf(call)
        const id = accountId(call)
        const found = [...world.state.conversations.values()]
          .filter((conversation) => conversation.accountId === id && conversation.messages.length > 0)
          .filter(({ personId }) => userId === undefined || personId === userId)
          .sort((a, b) => (b.messages.at(-1)?.at ?? 0) - (a.messages.at(-1)?.at ?? 0))
        const edge = new Edge(
          'conversation',
          found.map((conversation) => conversation.id),
        )
        return ok(readEdge(world, call, edge, fieldsOf(call), inputOf(call)))
      },
    },
    ...(['conversation', 'message', 'person'] as const).map(
      (kind): Route => ({
        host,
        platform,
        method: 'GET',
        path: `/{${kind}}`,
        access,
        input: fieldsInput,
        handle: (call) => ok(readNode(world, call, kind, param(call, kind), fieldsOf(call))),
      }),
    ),
  ]
}
