import { type Static, Type } from 'typebox'
import type { Guard } from '../../lib/net/guard.ts'
import type { ConfigFault } from '../destination.ts'

export const WebhookConfig = Type.Object(
  { url: Type.String({ maxLength: 2000, examples: ['https://example.com/webhooks'] }) },
  { additionalProperties: false },
)
export type WebhookConfig = Static<typeof WebhookConfig>

/** Why nothing can be delivered to the URL, as far as that shows without asking DNS. */
export function faultOf({ url }: WebhookConfig, guard: Guard): ConfigFault | undefined {
  const parsed = URL.parse(url)
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:'))
    return { pointer: '/url', code: 'not_http_url', params: {} }
  const said = guard.checkUrl(url)
  return said === undefined ? undefined : { pointer: '/url', code: 'unsafe_url', params: { said } }
}
