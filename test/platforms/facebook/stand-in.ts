import { DAY, HOUR } from '../clock.ts'
import { text } from '../ids.ts'
import { IDS, metaApp } from '../meta/apps.ts'
import { commentAs } from '../meta/comments.ts'
import { delivered, read } from '../meta/events.ts'
import { createGraphFamily } from '../meta/family.ts'
import { observeEntries } from '../meta/observe.ts'
import { pagesFamily } from '../meta/pages-family.ts'
import { graphPush } from '../meta/push.ts'
import { FACEBOOK_SCOPES } from '../meta/scopes.ts'
import { COMMENTS, QUESTIONS } from '../sayings.ts'
import { addPost, customer, newAccount } from '../seeding.ts'
import './account.ts'
import type { StandIn } from '../stand-in.ts'
import { facebookRoutes } from './routes.ts'

export const standIn: StandIn<'facebook'> = {
  hosts: ['graph', 'dialog', 'cdn'],
  routes: facebookRoutes,
  families: [createGraphFamily, pagesFamily],
  env: ({ state, url, graphVersion }) => ({
    META_GRAPH_URL: url('graph'),
    META_DIALOG_URL: url('dialog'),
    GRAPH_VERSION: graphVersion,
    META_APP_ID: state.apps.meta.id,
    META_APP_SECRET: state.apps.meta.secret,
  }),
  apps: metaApp,
  tokens: {
    app: { prefix: 'app' },
    'user-short': { prefix: 'EAAus', lifetimeMs: 2 * HOUR },
    'user-long': { prefix: 'EAAul', lifetimeMs: 60 * DAY },
    page: { prefix: 'EAApg' },
    system: { prefix: 'EAAsy' },
  },
  seed(world) {
    const account = {
      ...newAccount(IDS.facebook, 'yourbrandpage', 'Your Brand'),
      platform: 'facebook' as const,
      followers: 932,
    }
    addPost(world, {
      id: `${account.id}_120000000000001`,
      platform: 'facebook',
      accountId: account.id,
      caption: 'We are open on Sunday',
    })
    return {
      account,
      person: customer(world, 'facebook', '5200000000000001', 'jane.doe', 'Jane Doe'),
      token: world.tokens.issue('page', account.id, {
        app: world.state.apps.meta,
        scopes: FACEBOOK_SCOPES,
        value: 'EAAdemo-page',
      }),
    }
  },
  seedMore({ state, tokens }) {
    state.users.set(IDS.user, { id: IDS.user, name: 'Ada Admin', pages: [IDS.facebook], businesses: [IDS.business] })
    return {
      userToken: tokens.issue('user-long', IDS.user, {
        app: state.apps.meta,
        scopes: FACEBOOK_SCOPES,
        value: 'EAAdemo-user',
      }),
    }
  },
  credentials: ({ account, token }) => ({ accessToken: token.value, pageId: account.id }),
  push: {
    ...graphPush,
    secret: ({ state }) => state.apps.meta.secret,
    listens: (_world, { subscriptions }, field) => [...subscriptions.values()].some((fields) => fields.has(field)),
  },
  messageId: () => `m_${text(48)}`,
  comment: (world, { account, person: { id, name } }, words) =>
    commentAs(world, account, { id, username: name }, words),
  observe: observeEntries,
  enterCallback: ({ state }, _account, hubUrl, verifyToken) =>
    void state.callbacks.set('page', {
      callbackUrl: `${hubUrl}/api/webhooks/facebook`,
      fields: ['messages'],
      verifyToken,
    }),
  report(world, account, message, what) {
    if (what === 'read') return { field: 'message_reads', body: read(world, account, message) }
    if (what === 'delivered') return { field: 'message_deliveries', body: delivered(world, account, message) }
    return undefined
  },
  reports: true,
  deeds: [
    { kind: 'message', texts: QUESTIONS },
    { kind: 'comment', texts: COMMENTS, comment: true },
    { kind: 'postback' },
  ],
}
