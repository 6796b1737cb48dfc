import type { PlatformId } from '../../../src/platforms/index.ts'
import { record } from '../../../src/platforms/json.ts'
import { records } from '../exchange.ts'
import type { Account } from '../state.ts'
import type { World } from '../world.ts'
import { objectOf } from './meta-events.ts'
import { send, type WebhookAnswer } from './send.ts'

/** How patient each platform is. */
const TIMEOUTS_MS: Readonly<Record<PlatformId, number>> = {
  instagram: 5000,
  facebook: 5000,
  whatsapp: 5000,
  line: 2000,
}

export interface Delivery extends WebhookAnswer {
  readonly platform: PlatformId
  readonly body: unknown
  /** How often it was posted. */
  readonly attempts: number
}

export interface Pusher {
  /** Posts until it is taken or the platform gives up. */
  push(platform: PlatformId, account: Account, body: unknown, url?: string): Promise<Delivery>
  /** In the background, one after the other for each account, when an app listens. */
  tell(account: Account, field: string, body: unknown): void
  /** Everything that was said in the background, when it is done. */
  idle(): Promise<void>
  stop(): Promise<void>
  /** Done in the background. */
  readonly deliveries: readonly Delivery[]
}

export interface PusherOptions {
  readonly world: World
  /** The hub that gets what has no callback of its own. */
  hub(): string | undefined
  /** Waits before Meta tries again. */
  readonly retryDelaysMs: readonly number[]
  /** LINE tries again only when that was switched on. */
  redelivery(): boolean
}

export function createPusher({ world, hub, retryDelaysMs, redelivery }: PusherOptions): Pusher {
  const { state } = world
  const stopping = new AbortController()
  const chains = new Map<string, Promise<unknown>>()
  const deliveries: Delivery[] = []

  function callbackOf(account: Account): string | undefined {
    const base = hub()
    const fallback = base === undefined ? undefined : `${base}/api/webhooks/${account.platform}`
    const own =
      account.platform === 'line'
        ? account.webhook?.active && account.webhook.endpoint
        : state.callbacks.get(objectOf(account))?.callbackUrl
    return own ? world.reach(own) : fallback
  }

  function secretOf(account: Account): string {
    const { meta, instagram } = state.apps
    if (account.platform === 'line') return account.secret
    if (account.platform !== 'instagram') return meta.secret
    return account.subscriptions.has(meta.id) && !account.subscriptions.has(instagram.id)
      ? meta.secret
      : instagram.secret
  }

  function listens(account: Account, field: string): boolean {
    if (account.platform === 'line') return true
    const { subscriptions } = account.platform === 'whatsapp' ? (state.wabas.get(account.wabaId) ?? account) : account
    if (account.platform === 'whatsapp') return subscriptions.size > 0
    const viaPage = account.platform === 'instagram' && subscriptions.has(state.apps.meta.id)
    const wanted = viaPage && field === 'message_echoes' ? 'messages' : field
    return [...subscriptions.values()].some((fields) => fields.has(wanted))
  }

  async function push(platform: PlatformId, account: Account, body: unknown, given?: string): Promise<Delivery> {
    const url = given ?? callbackOf(account)
    if (url === undefined) throw new Error(`nobody takes webhooks of ${platform}: attach a hub, or give a url`)
    const delays = platform === 'line' && !redelivery() ? [] : retryDelaysMs
    for (let attempts = 1; ; attempts++) {
      const webhook = {
        url,
        platform,
        secret: secretOf(account),
        body: attempts > 1 && platform === 'line' ? redelivered(body) : body,
        timeoutMs: TIMEOUTS_MS[platform],
        signal: stopping.signal,
      }
      const answer = await send(webhook)
      const delay = delays[attempts - 1]
      const taken = platform === 'line' ? Math.floor((answer.status ?? 0) / 100) === 2 : answer.status === 200
      if (taken || delay === undefined || stopping.signal.aborted) return { ...answer, platform, body, attempts }
      await wait(delay, stopping.signal)
    }
  }

  return {
    push,
    tell(account, field, body) {
      if (!listens(account, field) || callbackOf(account) === undefined) return
      const before = chains.get(account.id) ?? Promise.resolve()
      chains.set(
        account.id,
        before.then(async () => {
          if (!stopping.signal.aborted) deliveries.push(await push(account.platform, account, body))
        }),
      )
    },
    async idle() {
      await Promise.all(chains.values())
    },
    async stop() {
      stopping.abort()
      await Promise.all(chains.values())
    },
    deliveries,
  }
}

/** LINE marks what it sends again. */
function redelivered(body: unknown): unknown {
  const events = records(record(body)?.events).map((event) => ({
    ...event,
    deliveryContext: { isRedelivery: true },
  }))
  return { ...record(body), events }
}

/** Ends early when the signal is given. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
