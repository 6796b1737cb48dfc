import { createHmac } from 'node:crypto'
import { record } from '../../../src/platforms/json.ts'
import { records } from '../exchange.ts'
import type { PushRules } from '../stand-in.ts'
import type { Channel } from './account.ts'

/** How LINE pushes webhooks. */
export const push: PushRules<Channel> = {
  timeoutMs: 2000,
  again: 'on-request',
  callback: ({ reach }, { webhook }) => (webhook?.active ? reach(webhook.endpoint) : undefined),
  secret: (_world, { secret }) => secret,
  listens: () => true,
  bytes: (body) => Buffer.from(JSON.stringify(body)),
  headers: (bytes, secret) => ({
    'x-line-signature': createHmac('sha256', secret).update(bytes).digest('base64'),
    'user-agent': 'LineBotWebhook/2.0',
  }),
  taken: (status = 0) => Math.floor(status / 100) === 2,
  // LINE marks what it sends again.
  repeated: (body) => ({
    ...record(body),
    events: records(record(body)?.events).map((event) => ({ ...event, deliveryContext: { isRedelivery: true } })),
  }),
}
