import { read } from '../graph/events.ts'
import { createGraphFamily } from '../graph/family.ts'
import { observeEntries } from '../graph/observe.ts'
import { graphPush } from '../graph/push.ts'
import { INSTAGRAM_SCOPES } from '../graph/scopes.ts'
import { text } from '../ids.ts'
import { pagesFamily } from '../pages-family.ts'
import { COMMENTS, QUESTIONS } from '../sayings.ts'
import { addPost, customer, IDS, newAccount } from '../seeding.ts'
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
