import { type Host, inputOf, ok, param, type Route } from '../exchange.ts'
import { closed, optional, text } from '../shape.ts'
import { there } from '../there.ts'
import type { TokenKind } from '../tokens.ts'
import type { World } from '../world.ts'
import { badParameter } from './errors.ts'

interface SubscribeDialect {
  readonly host: Host
  readonly kinds: readonly TokenKind[]
  readonly scopes?: Partial<Record<TokenKind, readonly string[]>>
  readonly account: 'ig' | 'page'
  readonly fields: readonly string[]
}

/** Which apps hear of an account, and of what. */
export function subscribeRoutes(world: World, { host, account, fields, ...access }: SubscribeDialect): Route[] {
  const platform = account === 'ig' ? 'instagram' : 'facebook'
  const route = (method: Route['method'], input: Route['input'], handle: Route['handle']): Route => ({
    host,
    platform,
    method,
    path: `/{${account}}/subscribed_apps`,
    access,
    ...(input ? { input } : {}),
    handle,
  })
  return [
    route('POST', closed({ subscribed_fields: text() }), (call) => {
      const wanted = String(inputOf(call).subscribed_fields).split(',')
      const unknown = wanted.findIndex((field) => !fields.includes(field))
      if (unknown >= 0)
        throw badParameter(
          `Param subscribed_fields[${unknown}] must be one of {${fields.join(', ')}} - got "${wanted[unknown]}".`,
          host,
        )
      const { subscriptions } = there(world.state.accounts.get(param(call, account)))
      subscriptions.set(there(call.token?.app).id, new Set(wanted))
      return ok({ success: true })
    }),
    route('GET', closed({ fields: optional(text()) }), (call) => {
      const { subscriptions } = there(world.state.accounts.get(param(call, account)))
      const apps = Object.values(world.state.apps)
      return ok({
        data: [...subscriptions].map(([id, subscribed]) => ({
          id,
          name: apps.find((app) => app.id === id)?.name,
          link: 'https://hub.example.com/',
          subscribed_fields: [...subscribed],
        })),
      })
    }),
    route('DELETE', closed({ subscribed_fields: optional(text()) }), (call) => {
      const { subscriptions } = there(world.state.accounts.get(param(call, account)))
      subscriptions.delete(there(call.token?.app).id)
      return ok({ success: true })
    }),
  ]
}
