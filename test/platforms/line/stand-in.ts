import { numericId } from '../ids.ts'
import { QUESTIONS } from '../sayings.ts'
import { customer, newAccount } from '../seeding.ts'
import './account.ts'
import type { StandIn } from '../stand-in.ts'
import { createLineFamily } from './family.ts'
import { observe } from './observe.ts'
import { push } from './push.ts'
import { lineRoutes } from './routes.ts'

/** As the samples have it. */
const ACCOUNT = 'U00000000000000000000000000000001'

export const standIn: StandIn<'line'> = {
  hosts: ['line', 'line-data'],
  routes: lineRoutes,
  families: [createLineFamily],
  env: ({ url }, account) => ({
    LINE_API_URL: url('line'),
    LINE_DATA_API_URL: url('line-data'),
    LINE_CHANNEL_SECRET: account.secret,
  }),
  seed(world) {
    const account = {
      ...newAccount(ACCOUNT, 'yourbrandline', 'Your Brand'),
      platform: 'line' as const,
      channelId: '2000000001',
      secret: 'line-channel-secret',
      basicId: '@000yrbnd',
      webhook: undefined,
      quota: undefined,
      used: 0,
    }
    return {
      account,
      person: customer(world, 'line', 'U0000000000000000000000000000a11c', 'alice', 'Alice'),
      token: world.tokens.issue('line', account.id, { value: 'demo-line-channel' }),
    }
  },
  official: {
    line: { file: 'line-openapi.messaging-api.yml' },
    'line-token': { file: 'line-openapi.channel-access-token.yml' },
  },
  credentials: ({ account, token }) => ({ channelAccessToken: token.value, channelSecret: account.secret }),
  push,
  messageId: () => numericId('6', 18),
  observe,
  enterCallback: (_world, account, hubUrl) => {
    account.webhook = { endpoint: `${hubUrl}/api/webhooks/line`, active: true }
  },
  deeds: [{ kind: 'message', texts: QUESTIONS }, { kind: 'message-sticker' }, { kind: 'follow' }],
}
