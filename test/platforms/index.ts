import { PLATFORMS } from '../../src/platforms/index.ts'
import type { PlatformId } from '../../src/platforms/platform.ts'
import { type Clock, createClock } from './clock.ts'
import { createControls, type Match, type Rule } from './controls.ts'
import { type Coverage, createCoverage } from './coverage.ts'
import { createDispatcher, type LoggedRequest } from './dispatch.ts'
import { type Answer, HOSTS, type Host } from './exchange.ts'
import { facebookRoutes } from './facebook/routes.ts'
import { addComment } from './graph/comments.ts'
import { createGraphFamily } from './graph/family.ts'
import { instagramRoutes } from './instagram/routes.ts'
import { createLineFamily } from './line/family.ts'
import { lineRoutes } from './line/routes.ts'
import { type Listener, listen } from './listen.ts'
import { documentIsHere } from './official/documents.ts'
import { pagesFamily } from './pages-family.ts'
import { delivered, read } from './push/meta-events.ts'
import { observe } from './push/observe.ts'
import { createPusher, type Delivery, wait } from './push/pusher.ts'
import { whatsappStatus } from './push/whatsapp-events.ts'
import { type Seeds, seed } from './seeds.ts'
import { createState, type State } from './state.ts'
import { createTokens, type TokenBook } from './tokens.ts'
import { whatsappRoutes } from './whatsapp/routes.ts'
import { defaultSettings, type Settings, type World } from './world.ts'

export interface PlatformsOptions {
  readonly metaAppSecret?: string
  readonly instagramAppSecret?: string
  readonly lineChannelSecret?: string
  /** Base address of the hub that gets the webhooks; `attach` can do it later. */
  readonly hub?: string
  readonly settings?: Partial<Settings>
  /** Waits before Meta sends a webhook again. */
  readonly retryDelaysMs?: readonly number[]
  /** Fixed ports, e.g. to keep addresses over restarts. */
  readonly ports?: Partial<Record<Host, number>>
}

export interface Limits {
  readonly match?: Match
  /** For the next calls; 1 unless said otherwise. */
  readonly times?: number
}

export interface PushOptions {
  /** Id of the account; the seeded one unless said otherwise. */
  readonly account?: string
  readonly person?: string
  readonly text?: string
  /** Where to; the account's callback unless said otherwise. */
  readonly url?: string
}

/** The platforms, as far as the hub sees them. */
export interface Platforms {
  readonly urls: Readonly<Record<Host, string>>
  readonly graphUrl: string
  readonly instagramGraphUrl: string
  readonly lineApiUrl: string
  readonly lineDataUrl: string
  readonly graphVersion: string
  /** The variables that point a hub here. */
  readonly env: Readonly<Record<string, string>>
  readonly state: State
  readonly tokens: TokenBook
  readonly settings: Settings
  readonly clock: Clock
  readonly seeds: Seeds
  readonly requests: LoggedRequest[]
  readonly coverage: Coverage
  /** Webhooks that were sent in the background. */
  readonly deliveries: readonly Delivery[]
  /** What went wrong in this server itself; empty at the end of a good test. */
  readonly faults: string[]
  /** LINE sends webhooks again that were not taken. */
  redelivery: boolean
  /** Answers with an error of the platform's table, e.g. `190/463`, `131047`, `429-quota`; or with this answer. */
  fail(error: string | Answer, limits?: Limits): Rule
  slow(ms: number, limits?: Limits): Rule
  /** Breaks the connection off, before or after acting. */
  cut(when: 'before' | 'after', limits?: Limits): Rule
  rateLimit(limits?: Limits & { readonly retryAfterSeconds?: number }): Rule
  /** No connection works until `up`. */
  down(match?: Match): Rule
  /** Ends every rule. */
  up(): void
  /** Webhooks go to this hub from now on. */
  attach(hubUrl: string): void
  /** It happens at the platform, and nobody is told: the body that would be sent. */
  happen(platform: PlatformId, kindOrBody: string | object, options?: PushOptions): unknown
  /** Sends a webhook, a body or a sample of that kind, and waits until it is taken or given up. */
  push(platform: PlatformId, kindOrBody: string | object, options?: PushOptions): Promise<Delivery>
  /** The person reads, or the device gets, a message that was sent to it. */
  report(messageId: string, what: 'delivered' | 'read' | 'failed', failure?: number): void
  /** A person comments under a post of a seeded account. */
  comment(platform: 'instagram' | 'facebook', text: string): string
  /** Everything that was said in the background has arrived. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export const GRAPH_VERSION = 'v26.0'

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
  for (const host of HOSTS) listeners.set(host, await listen(host, dispatcher.handle, options.ports?.[host]))

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
  const sample = PLATFORMS.find(({ id }) => id === platform)?.sample(kind, {
    accountId,
    ...(senderId === undefined ? {} : { senderId }),
    ...(text === undefined ? {} : { text }),
  })
  if (sample === undefined) throw new Error(`${platform} has no sample ${kind}`)
  return sample
}
