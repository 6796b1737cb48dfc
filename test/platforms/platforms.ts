import type { PlatformId } from '../../src/platforms/index.ts'
import type { Clock } from './clock.ts'
import type { Match, Rule } from './controls.ts'
import type { Coverage } from './coverage.ts'
import type { LoggedRequest } from './dispatch.ts'
import type { Answer } from './exchange.ts'
import type { Delivery } from './push/pusher.ts'
import type { Seeds } from './seeds.ts'
import type { State } from './state.ts'
import type { TokenBook } from './tokens.ts'
import type { Settings, World } from './world.ts'

/** Stand-ins add options of their own by declaration merging. */
export interface PlatformsOptions {
  /** Base address of the hub that gets the webhooks; `attach` can do it later. */
  readonly hub?: string
  readonly settings?: Partial<Settings>
  /** Waits before a platform sends a webhook again. */
  readonly retryDelaysMs?: readonly number[]
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
  /** Address of each host, by its name. */
  readonly urls: Readonly<Record<string, string>>
  /** The variables that point a hub here. */
  readonly env: Readonly<Record<string, string>>
  /** What routes get. */
  readonly world: World
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
  /** Platforms that send again on request only were asked to. */
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
  comment(platform: PlatformId, text: string): string
  /** Everything that was said in the background has arrived. */
  idle(): Promise<void>
  stop(): Promise<void>
}
