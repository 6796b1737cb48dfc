import { platformOf } from '../../../src/accounts/platform-of.ts'
import { webhookPath } from '../../../src/platforms/webhook-path.ts'
import { standInOf } from '../stand-ins.ts'
import type { Account } from '../state.ts'
import type { World } from '../world.ts'
import { send, type WebhookAnswer } from './send.ts'

export interface Delivery extends WebhookAnswer {
  readonly platform: string
  readonly body: unknown
  /** How often it was posted. */
  readonly attempts: number
}

export interface Pusher {
  /** Posts until it is taken or the platform gives up. */
  push(platform: string, account: Account, body: unknown, url?: string): Promise<Delivery>
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
  /** Waits before a platform tries again. */
  readonly retryDelaysMs: readonly number[]
  /** Platforms that try again only when asked were asked to. */
  redelivery(): boolean
}

export function createPusher({ world, hub, retryDelaysMs, redelivery }: PusherOptions): Pusher {
  const stopping = new AbortController()
  const chains = new Map<string, Promise<unknown>>()
  const deliveries: Delivery[] = []

  function callbackOf(account: Account): string | undefined {
    const base = hub()
    const own = standInOf(account.platform).push.callback(world, account)
    return own ?? (base === undefined ? undefined : `${base}${webhookPath(platformOf(account.platform), account.id)}`)
  }

  async function push(platform: string, account: Account, body: unknown, given?: string): Promise<Delivery> {
    const { push: rules } = standInOf(platform)
    const url = given ?? callbackOf(account)
    if (url === undefined) throw new Error(`nobody takes webhooks of ${platform}: attach a hub, or give a url`)
    const delays = rules.again === 'on-request' && !redelivery() ? [] : retryDelaysMs
    for (let attempts = 1; ; attempts++) {
      const answer = await send({
        url,
        rules,
        secret: rules.secret(world, account),
        body: attempts > 1 && rules.repeated ? rules.repeated(body) : body,
        timeoutMs: rules.timeoutMs,
        signal: stopping.signal,
      })
      const delay = delays[attempts - 1]
      const done = rules.taken(answer.status) || delay === undefined || stopping.signal.aborted
      if (done) return { ...answer, platform, body, attempts }
      await wait(delay, stopping.signal)
    }
  }

  return {
    push,
    tell(account, field, body) {
      if (!standInOf(account.platform).push.listens(world, account, field) || callbackOf(account) === undefined) return
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
