import { randomBytes } from 'node:crypto'
import { IDS } from '../meta/apps.ts'
import { createGraphFamily } from '../meta/family.ts'
import { graphPush } from '../meta/push.ts'
import { FACEBOOK_SCOPES } from '../meta/scopes.ts'
import { QUESTIONS } from '../sayings.ts'
import { customer, newAccount } from '../seeding.ts'
import './account.ts'
import type { StandIn } from '../stand-in.ts'
import { whatsappStatus } from './events.ts'
import { observe } from './observe.ts'
import { official } from './official.ts'
import { whatsappRoutes } from './routes.ts'

const TEMPLATES = [
  { id: '1100000000000001', name: 'hello_world', parameters: 0, body: 'Welcome, and thank you for writing.' },
  { id: '1100000000000002', name: 'order_shipped', parameters: 2, body: 'Order {{1}} is on its way: {{2}}' },
].map((template) => ({ ...template, language: 'en_US', category: 'UTILITY', status: 'APPROVED' as const }))

export const standIn: StandIn<'whatsapp'> = {
  hosts: ['graph', 'cdn'],
  routes: whatsappRoutes,
  families: [createGraphFamily],
  env: () => ({}),
  state: () => ({ wabas: new Map() }),
  settings: () => ({
    whatsappStatuses: ['sent', 'delivered', 'read'],
    whatsappFailures: [],
    whatsappWindow: 'refuse',
  }),
  official,
  seed(world) {
    const { state, tokens } = world
    state.businesses.set(IDS.business, { id: IDS.business, name: 'Your Brand Ltd' })
    state.wabas.set(IDS.waba, {
      id: IDS.waba,
      name: 'Your Brand',
      businessId: IDS.business,
      subscriptions: new Map(),
      templates: new Map(TEMPLATES.map((template) => [template.id, { ...template }])),
    })
    return {
      account: {
        ...newAccount(IDS.whatsapp, '15550100999', 'Your Brand'),
        platform: 'whatsapp',
        wabaId: IDS.waba,
        display: '+1 555-010-0999',
        quality: 'GREEN',
        registered: true,
      },
      person: customer(world, 'whatsapp', '15550100123', '15550100123', 'John Doe'),
      token: tokens.issue('system', IDS.user, {
        app: state.apps.meta,
        scopes: FACEBOOK_SCOPES,
        value: 'EAAdemo-system',
      }),
    }
  },
  credentials: ({ account, token }) => ({
    accessToken: token.value,
    phoneNumberId: account.id,
    wabaId: account.wabaId,
  }),
  push: {
    ...graphPush,
    secret: ({ state }) => state.apps.meta.secret,
    listens: ({ state }, account) => (state.wabas.get(account.wabaId) ?? account).subscriptions.size > 0,
  },
  messageId: () => `wamid.${randomBytes(36).toString('base64')}`,
  observe,
  enterCallback: ({ state }, _account, hubUrl, verifyToken) =>
    void state.callbacks.set('whatsapp_business_account', {
      callbackUrl: `${hubUrl}/api/webhooks/whatsapp`,
      fields: ['messages'],
      verifyToken,
    }),
  // It says by itself what becomes of a message that was sent.
  report: (world, account, message, what, failure) => ({
    field: 'messages',
    body: whatsappStatus(world, account, message, what, { failure }),
  }),
  deeds: [{ kind: 'message', texts: QUESTIONS }, { kind: 'message-image' }],
}
