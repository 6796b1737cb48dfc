import type { PlatformId } from '../../src/platforms/index.ts'
import { PLATFORMS } from '../../src/platforms/index.ts'
import { createClock } from './clock.ts'
import { createControls } from './controls.ts'
import { createCoverage } from './coverage.ts'
import { createDispatcher, type LoggedRequest } from './dispatch.ts'
import { text } from './ids.ts'
import { type Listener, listen } from './listen.ts'
import { documentIsHere } from './official/documents.ts'
import type { Limits, Platforms, PlatformsOptions, PushOptions } from './platforms.ts'
import { createPusher, wait } from './push/pusher.ts'
import { seed } from './seeds.ts'
import { STAND_INS, standInOf } from './stand-ins.ts'
import { createState } from './state.ts'
import { createTokens } from './tokens.ts'
import { defaultSettings, type Settings, type World } from './world.ts'

export type { Platforms }

const API_VERSION = 'v26.0'
const ALL = [...STAND_INS.values()]
const HOSTS = [...new Set(ALL.flatMap(({ hosts }) => hosts))]

/** Starts the stand-in of every platform, each host on a free port of loopback. */
export async function startPlatforms(options: PlatformsOptions = {}): Promise<Platforms> {
  const clock = createClock()
  const state = createState(
    together(ALL.map((standIn) => standIn.apps?.(options))),
    together(ALL.map((standIn) => standIn.state?.())),
  )
  const settings = together<Settings>([
    defaultSettings(),
    ...ALL.map((standIn) => standIn.settings?.()),
    options.settings,
  ])
  const listeners = new Map<string, Listener>()
  const stopping = new AbortController()
  const faults: string[] = []
  const requests: LoggedRequest[] = []
  let hub = options.hub
  let redelivery = false

  const url = (host: string): string => {
    const listener = listeners.get(host)
    if (!listener) throw new Error(`${host} does not listen`)
    return listener.url
  }
  const world: World = {
    state,
    tokens: createTokens(clock, together(ALL.map(({ tokens }) => tokens))),
    clock,
    settings,
    graphVersion: API_VERSION,
    url,
    messageId: (platform) => standInOf(platform).messageId(),
    conversationId: (platform) => standInOf(platform).conversationId?.() ?? `t_${text(12)}`,
    reach: (address) => reach(address, hub),
    tell: (account, field, payload) => pusher.tell(account, field, payload),
  }
  const pusher = createPusher({
    world,
    hub: () => hub,
    retryDelaysMs: options.retryDelaysMs ?? [50, 200, 500, 1000],
    redelivery: () => redelivery,
  })
  const seeds = seed(world)
  const families = [...new Set(ALL.flatMap((standIn) => standIn.families))].map((create) => create(world))
  const controls = createControls()
  const coverage = createCoverage(documentIsHere)
  const dispatcher = createDispatcher({
    routes: ALL.flatMap((standIn) => standIn.routes(world)),
    families,
    controls,
    coverage,
    log: requests,
    faults,
    wait: (ms) => wait(ms, stopping.signal),
  })
  for (const host of HOSTS) listeners.set(host, await listen(host, dispatcher.handle))

  const familyOf = (host: string) => {
    const family = families.find(({ hosts }) => hosts.includes(host))
    if (!family) throw new Error(`no family has ${host}`)
    return family
  }
  const once = (limits: Limits | undefined) => limits?.times ?? 1
  const urls = Object.fromEntries(HOSTS.map((host) => [host, url(host)])) as Readonly<Record<string, string>>

  function happen(platform: PlatformId, kindOrBody: string | object, { account: id, person, text }: PushOptions) {
    const account = state.accounts.get(id ?? seeds[platform].account.id)
    if (!account) throw new Error(`there is no account ${id}`)
    const body = typeof kindOrBody === 'string' ? sampleOf(platform, kindOrBody, account.id, person, text) : kindOrBody
    standInOf(platform).observe(world, body)
    return { account, body }
  }

  return {
    urls,
    env: Object.assign(
      {},
      ...[...STAND_INS].map(([id, standIn]) => standIn.env(world, seeds[id as PlatformId].account)),
    ),
    world,
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
      const said = standInOf(account.platform).report?.(world, account, message, what, failure)
      if (!said) throw new Error(`${account.platform} does not report ${what}`)
      pusher.tell(account, said.field, said.body)
    },
    comment(platform, words) {
      const standIn = standInOf(platform)
      if (!standIn.comment) throw new Error(`${platform} has no comments`)
      return standIn.comment(world, seeds[platform], words)
    },
    idle: () => pusher.idle(),
    async stop() {
      stopping.abort()
      await pusher.stop()
      for (const listener of listeners.values()) await listener.close()
    },
  }
}

/** The members of all. */
function together<T extends object>(parts: readonly (Partial<T> | undefined)[]): T {
  return Object.assign({}, ...parts) as T
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
