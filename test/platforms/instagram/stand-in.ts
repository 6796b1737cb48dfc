import { DAY, HOUR } from '../clock.ts'
import { text } from '../ids.ts'
import { IDS, instagramApp } from '../meta/apps.ts'
import { commentAs } from '../meta/comments.ts'
import { read } from '../meta/events.ts'
import { createGraphFamily } from '../meta/family.ts'
import { observeEntries } from '../meta/observe.ts'
import { pagesFamily } from '../meta/pages-family.ts'
import { graphPush } from '../meta/push.ts'
import { INSTAGRAM_SCOPES } from '../meta/scopes.ts'
import { COMMENTS, QUESTIONS } from '../sayings.ts'
import { addPost, customer, newAccount } from '../seeding.ts'
import './account.ts'
import type { StandIn } from '../stand-in.ts'
import { instagramRoutes } from './routes.ts'

export const standIn: StandIn<'instagram'> = {
  hosts: ['graph', 'instagram-graph', 'instagram-auth', 'instagram-api', 'cdn'],
  routes: instagramRoutes,
  families: [createGraphFamily, pagesFamily],
  env: ({ state, url }) => ({
    INSTAGRAM_GRAPH_URL: url('instagram-graph'),
    INSTAGRAM_AUTH_URL: url('instagram-auth'),
    INSTAGRAM_API_URL: url('instagram-api'),
    INSTAGRAM_APP_ID: state.apps.instagram.id,
    INSTAGRAM_APP_SECRET: state.apps.instagram.secret,
  }),
  apps: instagramApp,
  settings: () => ({ instagramTokenShape: 'wrapped' }),
  tokens: {
    'instagram-short': { prefix: 'IGAAs', lifetimeMs: HOUR },
    'instagram-long': { prefix: 'IGAAl', lifetimeMs: 60 * DAY },
  },
  seed(world) {
    const account = {
      ...newAccount(IDS.instagram, 'yourbrand', 'Your Brand'),
      platform: 'instagram' as const,
      appScopedId: '26500000000000001',
      pageId: IDS.facebook,
      followers: 1284,
    }
    addPost(world, { id: '17900000000000001', platform: 'instagram', accountId: account.id, caption: 'New in store' })
    return {
      account,
      person: customer(world, 'instagram', '1784200000000001', 'customer123', 'John Doe'),
      token: world.tokens.issue('instagram-long', account.id, {
        app: world.state.apps.instagram,
        scopes: INSTAGRAM_SCOPES,
        value: 'IGAAdemo-instagram',
      }),
    }
  },
  credentials: ({ token }) => ({ accessToken: token.value }),
  push: {
    ...graphPush,
    secret: ({ state: { apps } }, { subscriptions }) =>
      subscriptions.has(apps.meta.id) && !subscriptions.has(apps.instagram.id)
        ? apps.meta.secret
        : apps.instagram.secret,
    listens({ state: { apps } }, { subscriptions }, field) {
      const wanted = subscriptions.has(apps.meta.id) && field === 'message_echoes' ? 'messages' : field
      return [...subscriptions.values()].some((fields) => fields.has(wanted))
    },
  },
  messageId: () => `aWdf${text(45)}ZD`,
  conversationId: () => `aWdf${text(20)}`,
  comment: (world, { account, person: { id, username } }, words) => commentAs(world, account, { id, username }, words),
  observe: observeEntries,
  enterCallback: ({ state }, _account, hubUrl, verifyToken) =>
    void state.callbacks.set('instagram', {
      callbackUrl: `${hubUrl}/api/webhooks/instagram`,
      fields: ['messages'],
      verifyToken,
    }),
  report: (world, account, message, what) =>
    what === 'read' ? { field: 'messaging_seen', body: read(world, account, message) } : undefined,
  reports: true,
  deeds: [
    { kind: 'message', texts: QUESTIONS },
    { kind: 'comment', texts: COMMENTS, comment: true },
    { kind: 'message-image' },
    { kind: 'reaction' },
    { kind: 'story-mention' },
  ],
}
