/** Programs that check a delivery; they read the secret from the environment, where it belongs. */
export const SNIPPETS = {
  sdk: `import { verify } from '@hubbub/sdk'

// body: the bytes as they were received, never parsed and put together again
const event = await verify(body, request.headers, process.env.WEBHOOK_SECRET)
console.log(event.event, event.data)`,
  standard: `import { Webhook } from 'standardwebhooks'

// body: the text as it was received; throws when the signature is wrong
const event = new Webhook(process.env.WEBHOOK_SECRET).verify(body, request.headers)`,
  python: `import os
from standardwebhooks import Webhook

# body: as it was received; raises when the signature is wrong
event = Webhook(os.environ["WEBHOOK_SECRET"]).verify(body, headers)`,
} as const

export const SNIPPET_NAMES = ['sdk', 'standard', 'python'] as const
