import type { PlatformId } from '../../src/platforms/index.ts'

/** An app of a developer at a platform. */
export interface App {
  readonly id: string
  readonly secret: string
  readonly name: string
}

/** A person who administers accounts. */
export interface User {
  readonly id: string
  readonly name: string
  readonly pages: string[]
  readonly businesses: string[]
}

export interface AccountBase {
  /** As webhooks name it. */
  readonly id: string
  readonly name: string
  readonly username: string
  readonly pictureUrl: string
  /** Fields each app is subscribed to, by app id. */
  readonly subscriptions: Map<string, Set<string>>
}

/** The accounts of each platform: each stand-in adds its kind by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: the stand-ins add its members.
export interface Accounts {}

/** The apps that accounts are connected by; stand-ins add theirs. */
// biome-ignore lint/suspicious/noEmptyInterface: the stand-ins add its members.
export interface Apps {}

export type Account = Accounts[keyof Accounts]

/** A customer. Some platforms give a person another id for each account. */
export interface Person {
  readonly platform: PlatformId
  readonly id: string
  readonly name: string
  readonly username: string
  readonly pictureUrl: string
  /** The profile may be read. */
  consented: boolean
  /** Has blocked the account, or left. */
  blocked: boolean
  /** The groups and rooms joined. */
  readonly groups: Set<string>
}

export interface Message {
  readonly id: string
  readonly accountId: string
  readonly personId: string
  readonly direction: 'in' | 'out'
  readonly at: number
  readonly text: string | undefined
  /** The message as the platform got it. */
  readonly content: unknown
  status: string | undefined
}

export interface Conversation {
  readonly id: string
  readonly platform: PlatformId
  readonly accountId: string
  readonly personId: string
  readonly messages: Message[]
  lastInboundAt: number | undefined
}

export interface Post {
  readonly id: string
  readonly platform: PlatformId
  readonly accountId: string
  readonly caption: string
  readonly at: number
}

export interface Comment {
  readonly id: string
  readonly platform: PlatformId
  readonly postId: string
  readonly accountId: string
  readonly from: { readonly id: string; readonly username: string }
  readonly text: string
  readonly at: number
  readonly parentId: string | undefined
  hidden: boolean
  repliedPrivately: boolean
}

/** A file that is fetched by its id. */
export interface Upload {
  readonly id: string
  readonly accountId: string
  readonly mimeType: string
  readonly bytes: Buffer
  readonly expiresAt: number
}

export interface ReplyToken {
  readonly accountId: string
  readonly chatId: string
  readonly issuedAt: number
  used: boolean
}

/** Everything the platforms remember. Tests may look and change. */
export interface State {
  readonly apps: Readonly<Apps>
  /** Where apps get their webhooks: by what they are about, e.g. `page`. */
  readonly callbacks: Map<string, { callbackUrl: string; fields: string[]; verifyToken: string }>
  readonly users: Map<string, User>
  readonly accounts: Map<string, Account>
  readonly businesses: Map<string, { readonly id: string; readonly name: string }>
  readonly people: Map<string, Person>
  readonly conversations: Map<string, Conversation>
  readonly messages: Map<string, Message>
  readonly posts: Map<string, Post>
  readonly comments: Map<string, Comment>
  readonly uploads: Map<string, Upload>
  readonly replyTokens: Map<string, ReplyToken>
  readonly readTokens: Map<string, { readonly accountId: string }>
  /** Groups and rooms the account is in. */
  readonly groups: Map<string, { readonly id: string; readonly name: string }>
  /** What was accepted under a retry key. */
  readonly retryKeys: Map<string, { readonly requestId: string; readonly body: unknown; readonly at: number }>
}

/** An empty world, with what stand-ins remember beside what all do. */
export function createState(apps: Apps, more: Partial<State>): State {
  const common: Partial<State> = {
    apps,
    callbacks: new Map(),
    users: new Map(),
    accounts: new Map(),
    businesses: new Map(),
    people: new Map(),
    conversations: new Map(),
    messages: new Map(),
    posts: new Map(),
    comments: new Map(),
    uploads: new Map(),
    replyTokens: new Map(),
    readTokens: new Map(),
    groups: new Map(),
    retryKeys: new Map(),
  }
  return { ...common, ...more } as State
}
