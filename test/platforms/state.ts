import type { PlatformId } from '../../src/platforms/index.ts'

/** An app of a developer at Meta. */
export interface App {
  readonly id: string
  readonly secret: string
  readonly name: string
}

/** A person who administers accounts at Facebook. */
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

export interface InstagramAccount extends AccountBase {
  readonly platform: 'instagram'
  /** What `/me` calls `id` at Instagram Login: not the id of webhooks. */
  readonly appScopedId: string
  readonly pageId: string | undefined
  followers: number
}

export interface Page extends AccountBase {
  readonly platform: 'facebook'
  followers: number
}

export interface PhoneNumber extends AccountBase {
  readonly platform: 'whatsapp'
  readonly wabaId: string
  readonly display: string
  quality: 'GREEN' | 'YELLOW' | 'RED'
  registered: boolean
}

export interface Channel extends AccountBase {
  readonly platform: 'line'
  readonly channelId: string
  readonly secret: string
  readonly basicId: string
  webhook: { endpoint: string; active: boolean } | undefined
  /** Messages a month; undefined: no limit. */
  quota: number | undefined
  used: number
}

/** The accounts of each platform; a stand-in in its own folder adds its kind by declaration merging. */
export interface Accounts {
  instagram: InstagramAccount
  facebook: Page
  whatsapp: PhoneNumber
  line: Channel
}

export type Account = Accounts[keyof Accounts]

export interface BusinessAccount {
  readonly id: string
  readonly name: string
  readonly businessId: string
  readonly subscriptions: Map<string, Set<string>>
  readonly templates: Map<string, Template>
}

export interface Template {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly category: string
  status: 'APPROVED' | 'PENDING' | 'PAUSED' | 'REJECTED'
  /** Placeholders in the body. */
  readonly parameters: number
  readonly body: string
}

/** A customer. Ids of Instagram and Facebook are scoped to the account. */
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
  /** LINE: the groups and rooms joined. */
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
  readonly platform: 'instagram' | 'facebook'
  readonly accountId: string
  readonly caption: string
  readonly at: number
}

export interface Comment {
  readonly id: string
  readonly platform: 'instagram' | 'facebook'
  readonly postId: string
  readonly accountId: string
  readonly from: { readonly id: string; readonly username: string }
  readonly text: string
  readonly at: number
  readonly parentId: string | undefined
  hidden: boolean
  repliedPrivately: boolean
}

/** A file at WhatsApp or LINE. */
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
  readonly apps: { readonly meta: App; readonly instagram: App }
  /** Where Meta's apps get their webhooks: by object, e.g. `page`. */
  readonly callbacks: Map<string, { callbackUrl: string; fields: string[]; verifyToken: string }>
  readonly users: Map<string, User>
  readonly accounts: Map<string, Account>
  readonly businesses: Map<string, { readonly id: string; readonly name: string }>
  readonly wabas: Map<string, BusinessAccount>
  readonly people: Map<string, Person>
  readonly conversations: Map<string, Conversation>
  readonly messages: Map<string, Message>
  readonly posts: Map<string, Post>
  readonly comments: Map<string, Comment>
  readonly uploads: Map<string, Upload>
  readonly replyTokens: Map<string, ReplyToken>
  readonly readTokens: Map<string, { readonly accountId: string }>
  /** LINE: groups and rooms the bot is in. */
  readonly groups: Map<string, { readonly id: string; readonly name: string }>
  /** LINE: what was accepted under a retry key. */
  readonly retryKeys: Map<string, { readonly requestId: string; readonly body: unknown; readonly at: number }>
}

export function createState(apps: State['apps']): State {
  return {
    apps,
    callbacks: new Map(),
    users: new Map(),
    accounts: new Map(),
    businesses: new Map(),
    wabas: new Map(),
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
}
