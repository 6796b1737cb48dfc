import { createHmac } from 'node:crypto'
import type { PushRules } from '../stand-in.ts'
import type { Account } from '../state.ts'
import { objectOf } from './events.ts'

/** How Meta pushes webhooks; the secret and who listens differ by platform. */
export const graphPush = {
  timeoutMs: 5000,
  again: 'always',
  callback: ({ state, reach }, account) => {
    const own = state.callbacks.get(objectOf(account))?.callbackUrl
    return own && reach(own)
  },
  // Meta writes everything that is not ASCII as `\u…`, and slashes with a backslash.
  bytes: (body) =>
    Buffer.from(
      JSON.stringify(body)
        .replaceAll('/', '\\/')
        .replaceAll(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  headers: (bytes, secret) => {
    const hmac = (algorithm: string) => createHmac(algorithm, secret).update(bytes).digest('hex')
    return {
      'x-hub-signature': `sha1=${hmac('sha1')}`,
      'x-hub-signature-256': `sha256=${hmac('sha256')}`,
      'user-agent': 'facebookexternalua',
    }
  },
  taken: (status) => status === 200,
} satisfies Omit<PushRules<Account>, 'secret' | 'listens'>
