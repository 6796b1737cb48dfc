import type { Destination } from '../destination.ts'
import { generateSecret, secretFault } from '../signature.ts'
import { faultOf, WebhookConfig } from './config.ts'
import { WebhookSender } from './sender.ts'

/** An application's URL: each delivery is one signed POST. */
export const webhook: Destination<WebhookConfig> = {
  kind: 'webhook',
  config: WebhookConfig,
  secret: { generate: generateSecret, faultOf: secretFault },
  faultOf,
  addressOf: ({ url }) => url,
  open: (opening) => new WebhookSender(opening),
}
