import type { Route } from './exchange.ts'
import type { Family } from './family.ts'
import type { OfficialDocuments } from './official/documents.ts'
import type { PlatformsOptions } from './platforms.ts'
import type { MoreSeeds } from './seeds.ts'
import type { Account, Accounts, Apps, Message, Person, State } from './state.ts'
import type { Token, TokenKinds } from './tokens.ts'
import type { Settings, World } from './world.ts'

/** An account of a platform, with a customer and a token. */
export interface Seed<A extends Account = Account> {
  readonly account: A
  /** A customer. */
  readonly person: Person
  /** Good for everything the platform does for the account. */
  readonly token: Token
}

/** How a platform pushes its webhooks. */
export interface PushRules<A extends Account = Account> {
  /** How long the platform waits for an answer. */
  readonly timeoutMs: number
  /** The platform sends again what was not taken: always, or when a test has switched it on. */
  readonly again: 'always' | 'on-request'
  /** The account's callback, where it has been given one. */
  callback(world: World, account: A): string | undefined
  secret(world: World, account: A): string
  listens(world: World, account: A, field: string): boolean
  bytes(body: unknown): Buffer<ArrayBuffer>
  headers(bytes: Buffer, secret: string): Readonly<Record<string, string>>
  taken(status: number | undefined): boolean
  /** The body of a webhook that is sent again. */
  repeated?(body: unknown): unknown
}

/** Something a pretend customer does now and then: a kind of sample, or a comment under a post. */
export interface Deed {
  readonly kind: string
  readonly texts?: readonly string[]
  readonly comment?: boolean
}

/** Stands in for one platform: `test/platforms/<id>/stand-in.ts` exports it as `standIn`. */
export interface StandIn<P extends keyof Accounts = keyof Accounts> {
  /** Each host listens on a port. Platforms may share hosts. */
  readonly hosts: readonly string[]
  routes(world: World): Route[]
  /** What its hosts have in common; platforms that share hosts share it. */
  readonly families: readonly ((world: World) => Family)[]
  /** The variables that point a hub at the stand-in. */
  env(world: World, account: Accounts[P]): Readonly<Record<string, string>>
  /** Apps that accounts are connected by. */
  apps?(options: PlatformsOptions): Partial<Apps>
  /** What it remembers beside what all do. */
  state?(): Partial<State>
  settings?(): Partial<Settings>
  readonly tokens?: TokenKinds
  /** Makes an account in an empty world. */
  seed(world: World): Seed<Accounts[P]>
  /** Makes what is of no account. */
  seedMore?(world: World): Partial<MoreSeeds>
  /** Credentials that the stand-in takes. */
  credentials(seed: Seed<Accounts[P]>): Readonly<Record<string, string>>
  readonly push: PushRules<Accounts[P]>
  messageId(): string
  conversationId?(): string
  /** A person comments under a post of the account. @returns the id of the comment */
  comment?(world: World, seed: Seed<Accounts[P]>, text: string): string
  /** Documents that the platform publishes, by name. */
  readonly official?: OfficialDocuments
  /** What the platform itself knows after a webhook: who wrote, which files and tokens there are. */
  observe(world: World, body: unknown): void
  /** What a person does in the platform's console before accounts are connected. */
  enterCallback?(world: World, account: Accounts[P], hubUrl: string, verifyToken: string): void
  /** The body that says what became of a message, and the field it comes in; undefined where the platform says nothing. */
  report?(
    world: World,
    account: Accounts[P],
    message: Message,
    what: 'delivered' | 'read' | 'failed',
    failure: number | undefined,
  ): { readonly field: string; readonly body: unknown } | undefined
  /** Whether a customer who reads an answer makes the platform say so. */
  readonly reports?: boolean
  readonly deeds: readonly Deed[]
}
