import { inputOf, ok, type Route } from '../exchange.ts'
import { closed, oneOf, optional, text } from '../shape.ts'
import type { World } from '../world.ts'
import { badParameter, graphError } from './errors.ts'

/** Where an app has its webhooks sent. */
export function callbackRoutes({ state, reach }: World): Route[] {
  return [
    {
      host: 'graph',
      platform: 'facebook',
      method: 'POST',
      path: '/{app}/subscriptions',
      access: { kinds: ['app'] },
      input: closed({
        object: oneOf('page', 'instagram', 'whatsapp_business_account', 'permissions', 'user'),
        callback_url: text(2048),
        fields: text(),
        verify_token: text(),
        include_values: optional(text()),
      }),
      async handle(call) {
        const { object, callback_url: callbackUrl, fields, verify_token: verifyToken } = inputOf(call)
        await handshake(reach(String(callbackUrl)), String(verifyToken))
        state.callbacks.set(String(object), {
          callbackUrl: String(callbackUrl),
          verifyToken: String(verifyToken),
          fields: String(fields).split(','),
        })
        return ok({ success: true })
      },
    },
    {
      host: 'graph',
      platform: 'facebook',
      method: 'GET',
      path: '/{app}/subscriptions',
      access: { kinds: ['app'] },
      input: closed({}),
      handle: () =>
        ok({
          data: [...state.callbacks].map(([object, { callbackUrl, fields }]) => ({
            object,
            callback_url: callbackUrl,
            active: true,
            fields: fields.map((name) => ({ name, version: 'v26.0' })),
          })),
        }),
    },
  ]
}

/** What Meta does when a callback is entered. @throws Refusal when the callback does not play along. */
export async function handshake(callbackUrl: string, verifyToken: string): Promise<void> {
  const challenge = String(Math.floor(Math.random() * 1e9))
  const url = URL.parse(callbackUrl)
  if (!url) throw badParameter('callback_url is not an address')
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': challenge }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined)
  const body = await answer?.text()
  if (answer?.status !== 200 || body !== challenge)
    throw graphError('2200', {
      message: `(#2200) Callback verification failed with the following errors: HTTP Status Code = ${answer?.status}`,
    })
}
