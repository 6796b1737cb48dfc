import type { PlatformId } from '../../src/platforms/index.ts'
import { PLATFORMS } from '../../src/platforms/index.ts'
import { createClock } from './clock.ts'
import { createControls } from './controls.ts'
import { createCoverage } from './coverage.ts'
import { createDispatcher, type LoggedRequest } from './dispatch.ts'
import { HOSTS, type Host } from './exchange.ts'
import { facebookRoutes } from './facebook/routes.ts'
import { addComment } from './graph/comments.ts'
import { createGraphFamily } from './graph/family.ts'
import { instagramRoutes } from './instagram/routes.ts'
import { createLineFamily } from './line/family.ts'
import { lineRoutes } from './line/routes.ts'
import { type Listener, listen } from './listen.ts'
import { documentIsHere } from './official/documents.ts'
import { pagesFamily } from './pages-family.ts'
import type { Limits, Platforms, PlatformsOptions, PushOptions } from './platforms.ts'
import { delivered, read } from './push/meta-events.ts'
import { observe } from './push/observe.ts'
import { createPusher, wait } from './push/pusher.ts'
import { whatsappStatus } from './push/whatsapp-events.ts'
import { seed } from './seeds.ts'
import { createState } from './state.ts'
import { createTokens } from './tokens.ts'
import { whatsappRoutes } from './whatsapp/routes.ts'
import { defaultSettings, type Settings, type World } from './world.ts'

export type { Platforms }

const GRAPH_VERSION = 'v26.0'

/** Starts stand-ins for the Graph API and LINE on free ports of loopback. */
export async function startPlatforms(options: PlatformsOptions = {}): Promise<Platforms> {
  const clock = createClock()
  const state = createState({
    meta: { id: '1200000000000001', secret: options.metaAppSecret ?? 'meta-app-secret', name: 'Hubbub' },
    instagram: {
      id: '1300000000000001',
      secret: options.instagramAppSecret ?? 'instagram-app-secret',
      name: 'Hubbub-IG',
    },
  })
  const settings: Settings = { ...defaultSettings(), ...options.settings }
  const listeners = new Map<Host, Listener>()
  const stopping = new AbortController()
  const faults: string[] = []
  const requests: LoggedRequest[] = []
  let hub = options.hub
  let redelivery = false

  const url = (host: Host): string => {
    const listener = listeners.get(host)
    if (!listener) throw new Error(`${host} does not listen`)
    return listener.url
  }
  const world: World = {
    state,
    tokens: createTokens(clock),
    clock,
    settings,
    url,
    reach: (address) => reach(address, hub),
    tell: (account, field, payload) => pusher.tell(account, field, payload),
  }
  const pusher = createPusher({
    world,
    hub: () => hub,
    retryDelaysMs: options.retryDelaysMs ?? [50, 200, 500, 1000],
    redelivery: () => redelivery,
  })
  const seeds = seed(world, options.lineChannelSecret ?? 'line-channel-secret')
  const families = [createGraphFamily(world), createLineFamily(world), pagesFamily]
  const controls = createControls()
  const coverage = createCoverage((name) => documentIsHere(name as Parameters<typeof documentIsHere>[0]))
  const dispatcher = createDispatcher({
    routes: [...instagramRoutes(world), ...facebookRoutes(world), ...whatsappRoutes(world), ...lineRoutes(world)],
    families,
    controls,
    coverage,
    log: requests,
    faults,
    wait: (ms) => wait(ms, stopping.signal),
  })
  for (const host of HOSTS) listeners.set(host, await listen(host, dispatcher.handle))

  const familyOf = (host: Host) => families.find(({ hosts }) => hosts.includes(host)) ?? pagesFamily
  const once = (limits: Limits | undefined) => limits?.times ?? 1
  const urls = Object.fromEntries(HOSTS.map((host) => [host, url(host)])) as Record<Host, string>

  function happen(platform: PlatformId, kindOrBody: string | object, { account: id, person, text }: PushOptions) {
    const account = state.accounts.get(id ?? seeds[platform].account.id)
    if (!account) throw new Error(`there is no account ${id}`)
    const body = typeof kindOrBody === 'string' ? sampleOf(platform, kindOrBody, account.id, person, text) : kindOrBody
    observe(world, platform, body)
    return { account, body }
  }

  return {
    urls,
    graphUrl: urls.graph,
    instagramGraphUrl: urls['instagram-graph'],
    lineApiUrl: urls.line,
    lineDataUrl: urls['line-data'],
    graphVersion: GRAPH_VERSION,
    env: {
      META_GRAPH_URL: urls.graph,
      INSTAGRAM_GRAPH_URL: urls['instagram-graph'],
      META_DIALOG_URL: urls.dialog,
      INSTAGRAM_AUTH_URL: urls['instagram-auth'],
      INSTAGRAM_API_URL: urls['instagram-api'],
      LINE_API_URL: urls.line,
      LINE_DATA_API_URL: urls['line-data'],
      GRAPH_VERSION,
      META_APP_ID: state.apps.meta.id,
      META_APP_SECRET: state.apps.meta.secret,
      INSTAGRAM_APP_ID: state.apps.instagram.id,
      INSTAGRAM_APP_SECRET: state.apps.instagram.secret,
      LINE_CHANNEL_SECRET: seeds.line.account.secret,
    },
    state,
    tokens: world.tokens,
    settings,
    clock,
    seeds,
    requests,
    coverage,
    deliveries: pusher.deliveries,
    faults,
    get redelivery() {
      return redelivery
    },
    set redelivery(on) {
      redelivery = on
    },
    fail: (error, limits) =>
      controls.add(
        limits?.match,
        { kind: 'answer', answer: (host) => (typeof error === 'string' ? familyOf(host).error(error, host) : error) },
        once(limits),
      ),
    slow: (ms, limits) => controls.add(limits?.match, { kind: 'slow', ms }, once(limits)),
    cut: (when, limits) => controls.add(limits?.match, { kind: 'cut', when }, once(limits)),
    rateLimit: (limits) =>
      controls.add(
        limits?.match,
        { kind: 'answer', answer: (host) => familyOf(host).rateLimited(host, limits?.retryAfterSeconds) },
        once(limits),
      ),
    down: (match) => controls.add(match, { kind: 'cut', when: 'before' }, Number.POSITIVE_INFINITY),
    up: () => controls.clear(),
    attach(hubUrl) {
      hub = hubUrl
    },
    happen: (platform, kindOrBody, given = {}) => happen(platform, kindOrBody, given).body,
    async push(platform, kindOrBody, given = {}) {
      const { account, body } = happen(platform, kindOrBody, given)
      return pusher.push(platform, account, body, given.url)
    },
    report(messageId, what, failure) {
      const message = state.messages.get(messageId)
      const account = state.accounts.get(message?.accountId ?? '')
      if (!message || !account) throw new Error(`there is no message ${messageId}`)
      if (account.platform === 'whatsapp')
        pusher.tell(account, 'messages', whatsappStatus(world, account, message, what, { failure }))
      else if (what === 'read')
        pusher.tell(
          account,
          account.platform === 'instagram' ? 'messaging_seen' : 'message_reads',
          read(world, account, message),
        )
      else if (what === 'delivered' && account.platform === 'facebook')
        pusher.tell(account, 'message_deliveries', delivered(world, account, message))
      else throw new Error(`${account.platform} does not report ${what}`)
    },
    comment(platform, text) {
      const { account, person } = seeds[platform]
      const post = [...state.posts.values()].find(({ accountId }) => accountId === account.id)
      if (!post) throw new Error('there is no post')
      const from = { id: person.id, username: platform === 'instagram' ? person.username : person.name }
      return addComment(world, { from, postId: post.id, parentId: undefined, text }).id
    },
    idle: () => pusher.idle(),
    async stop() {
      stopping.abort()
      await pusher.stop()
      for (const listener of listeners.values()) await listener.close()
    },
  }
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9'

/** Every public address is the hub's, as if there were a proxy in front of it; the network is left alone. */
function reach(address: string, hub = NOWHERE): string {
  const url = URL.parse(address)
  if (!url || LOOPBACK.has(url.hostname)) return address
  return new URL(url.pathname + url.search, hub).href
}

function sampleOf(platform: PlatformId, kind: string, accountId: string, senderId?: string, text?: string): unknown {
  const sample = PLATFORMS.find(({ id }) => id === platform)?.webhook.sample(kind, {
    accountId,
    ...(senderId === undefined ? {} : { senderId }),
    ...(text === undefined ? {} : { text }),
  })
  if (sample === undefined) throw new Error(`${platform} has no sample ${kind}`)
  return sample
}
