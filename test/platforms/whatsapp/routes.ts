import { inputOf, ok, param, type Route } from '../exchange.ts'
import { badParameter } from '../meta/errors.ts'
import { edgeInput, fieldsInput } from '../meta/identity.ts'
import { fieldsOf, readEdge, readNode } from '../meta/nodes.ts'
import { Edge } from '../meta/refs.ts'
import { closed, link, optional, text } from '../shape.ts'
import { there } from '../there.ts'
import { accountOf, type World } from '../world.ts'
import { management } from './access.ts'
import { mediaRoutes } from './media.ts'
import { messageRoute } from './messages.ts'
import { templateRoutes } from './templates.ts'

const at = (path: string) => ({ document: 'whatsapp', path: `/{Version}${path}` }) as const

/** The WhatsApp Cloud API. */
export function whatsappRoutes(world: World): Route[] {
  const node = (kind: 'phone' | 'waba', official: string): Route => ({
    host: 'graph',
    platform: 'whatsapp',
    method: 'GET',
    path: `/{${kind}}`,
    access: management,
    input: fieldsInput,
    official: at(official),
    handle: (call) => ok(readNode(world, call, kind, param(call, kind), fieldsOf(call))),
  })
  const subscribed = (method: Route['method'], input: Route['input'], handle: Route['handle']): Route => ({
    host: 'graph',
    platform: 'whatsapp',
    method,
    path: '/{waba}/subscribed_apps',
    access: management,
    official: at('/{WABA-ID}/subscribed_apps'),
    ...(input ? { input } : {}),
    handle,
  })
  const wabaOf = (call: Parameters<Route['handle']>[0]) => there(world.state.wabas.get(param(call, 'waba')))

  return [
    messageRoute(world),
    ...mediaRoutes(world),
    ...templateRoutes(world),
    node('phone', '/{Phone-Number-ID}'),
    node('waba', '/{WABA-ID}'),
    {
      host: 'graph',
      platform: 'whatsapp',
      method: 'GET',
      path: '/{waba}/phone_numbers',
      access: management,
      input: closed({ ...edgeInput.properties, sort: optional(text()), filtering: optional(text()) }),
      official: at('/{WABA-ID}/phone_numbers'),
      handle(call) {
        const ids = [...world.state.accounts.values()].flatMap((account) =>
          account.platform === 'whatsapp' && account.wabaId === param(call, 'waba') ? [account.id] : [],
        )
        return ok(readEdge(world, call, new Edge('phone', ids), fieldsOf(call), inputOf(call)))
      },
    },
    subscribed('POST', closed({ override_callback_uri: optional(link()), verify_token: optional(text()) }), (call) => {
      wabaOf(call).subscriptions.set(there(call.token?.app).id, new Set(['messages']))
      return ok({ success: true })
    }),
    subscribed('GET', closed({ fields: optional(text()) }), (call) => {
      const apps = Object.values(world.state.apps)
      return ok({
        data: [...wabaOf(call).subscriptions.keys()].map((id) => ({
          whatsapp_business_api_data: {
            id,
            name: apps.find((app) => app.id === id)?.name,
            link: 'https://hub.example.com/',
          },
        })),
      })
    }),
    subscribed('DELETE', closed({}), (call) => {
      wabaOf(call).subscriptions.delete(there(call.token?.app).id)
      return ok({ success: true })
    }),
    {
      host: 'graph',
      platform: 'whatsapp',
      method: 'POST',
      path: '/{phone}/register',
      access: management,
      input: closed({ messaging_product: text(), pin: text(6, { pattern: '^\\d{6}$' }) }),
      official: at('/{Phone-Number-ID}/register'),
      handle(call) {
        const phone = there(accountOf(world.state, 'whatsapp', param(call, 'phone')))
        if (phone.registered) throw badParameter('The number is registered already')
        phone.registered = true
        return ok({ success: true })
      },
    },
  ]
}
