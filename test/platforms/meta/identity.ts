import { type Call, inputOf, ok, param, type Route } from '../exchange.ts'
import { closed, digits, optional, text } from '../shape.ts'
import type { TokenKind } from '../tokens.ts'
import type { World } from '../world.ts'
import type { NodeKind } from './kinds.ts'
import { fieldsOf, readEdge, readNode } from './nodes.ts'
import { Edge } from './refs.ts'

export const fieldsInput = closed({ fields: optional(text()) })
export const edgeInput = closed({
  fields: optional(text()),
  limit: optional(digits),
  after: optional(text()),
  before: optional(text()),
})

export const USERS: readonly TokenKind[] = ['user-short', 'user-long', 'system']

/** Who a token speaks for, and what that one administers. */
export function identityRoutes(world: World): Route[] {
  const { state } = world

  const node = (
    kind: NodeKind,
    kinds: readonly TokenKind[],
    scopes?: Partial<Record<TokenKind, readonly string[]>>,
  ): Route => ({
    host: 'graph',
    platform: 'facebook',
    method: 'GET',
    path: `/{${kind}}`,
    access: { kinds, ...(scopes ? { scopes } : {}) },
    input: fieldsInput,
    handle: (call) => ok(readNode(world, call, kind, param(call, kind), fieldsOf(call))),
  })

  const administered = (call: Call) => {
    const user = state.users.get(call.token?.owner ?? '')
    return { pages: user?.pages ?? [], businesses: user?.businesses ?? [] }
  }

  const wabasOf = (businessId: string) => [...state.wabas.values()].filter((waba) => waba.businessId === businessId)

  return [
    node('user', USERS),
    node('page', [...USERS, 'page'], { page: ['pages_read_engagement'] }),
    node('business', USERS, { system: ['business_management'] }),
    node('app', ['app', 'page', ...USERS]),
    {
      host: 'graph',
      platform: 'facebook',
      method: 'GET',
      path: '/{user}/accounts',
      access: { kinds: USERS, scopes: { 'user-short': ['pages_show_list'], 'user-long': ['pages_show_list'] } },
      input: edgeInput,
      handle: (call) => {
        const fields =
          fieldsOf(call) ??
          ['access_token', 'category', 'name', 'tasks'].map((name) => ({ name, args: {}, fields: undefined }))
        return ok(readEdge(world, call, new Edge('page', administered(call).pages), fields, inputOf(call)))
      },
    },
    {
      host: 'graph',
      platform: 'facebook',
      method: 'GET',
      path: '/{user}/permissions',
      access: { kinds: USERS },
      input: edgeInput,
      handle: ({ token }) =>
        ok({ data: [...(token?.scopes ?? [])].map((permission) => ({ permission, status: 'granted' })) }),
    },
    {
      host: 'graph',
      platform: 'facebook',
      method: 'DELETE',
      path: '/{user}/permissions',
      access: { kinds: USERS },
      input: closed({}),
      handle(call) {
        for (const token of world.tokens.all())
          if (token.owner === param(call, 'user')) token.revoked = 'not-authorised'
        return ok({ success: true })
      },
    },
    {
      host: 'graph',
      platform: 'whatsapp',
      method: 'GET',
      path: '/{user}/businesses',
      access: { kinds: USERS, scopes: { 'user-long': ['business_management'], 'user-short': ['business_management'] } },
      input: edgeInput,
      handle: (call) =>
        ok(readEdge(world, call, new Edge('business', administered(call).businesses), fieldsOf(call), inputOf(call))),
    },
    ...(['owned', 'client'] as const).map(
      (relation): Route => ({
        host: 'graph',
        platform: 'whatsapp',
        method: 'GET',
        path: `/{business}/${relation}_whatsapp_business_accounts`,
        access: { kinds: USERS, scopes: { 'user-long': ['whatsapp_business_management'] } },
        input: edgeInput,
        official: {
          document: 'whatsapp',
          path: `/{Version}/{Business-ID}/${relation}_whatsapp_business_accounts`,
        },
        handle(call) {
          const ids = relation === 'owned' ? wabasOf(param(call, 'business')).map(({ id }) => id) : []
          return ok(readEdge(world, call, new Edge('waba', ids), fieldsOf(call), inputOf(call)))
        },
      }),
    ),
  ]
}
