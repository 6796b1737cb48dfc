import type { Clock } from './clock.ts'
import type { Host } from './exchange.ts'
import type { Account, Conversation, Message, Person, State } from './state.ts'
import type { TokenBook } from './tokens.ts'

/** How the platforms behave; stand-ins add their own by declaration merging. */
export interface Settings {
  /** Refuse calls without `appsecret_proof`. */
  requireProof: boolean
  /** Consent pages: what the person does. */
  consent: 'grant' | 'deny'
  /** Scopes that the person does not grant. */
  readonly withheldScopes: Set<string>
  /** Push echoes of what was sent by a call. */
  echoes: boolean
  replyTokenLifeMs: number
  /** Headers of usage on each answer. */
  readonly usage: {
    app: { call_count: number; total_time: number; total_cputime: number } | undefined
    business: { type: string; call_count: number; estimated_time_to_regain_access: number } | undefined
  }
}

/** What routes get. */
export interface World {
  readonly state: State
  readonly tokens: TokenBook
  readonly clock: Clock
  readonly settings: Settings
  readonly graphVersion: string
  url(host: Host): string
  /** A fresh id of a message, and of a conversation. */
  messageId(platform: string): string
  conversationId(platform: string): string
  /** Where a public address really leads: to the hub that is attached. */
  reach(address: string): string
  /** Pushes a webhook in the background, when an app is subscribed to this field of the account. */
  tell(account: Account, field: string, payload: unknown): void
}

export const defaultSettings = (): Partial<Settings> => ({
  requireProof: true,
  consent: 'grant',
  withheldScopes: new Set(),
  echoes: true,
  replyTokenLifeMs: 60_000,
  usage: { app: undefined, business: undefined },
})

/** The account; undefined when there is none of that id, or it is of another platform. */
export function accountOf<P extends Account['platform']>(
  state: State,
  platform: P,
  id: string,
): Extract<Account, { platform: P }> | undefined {
  const account = state.accounts.get(id)
  return account?.platform === platform ? (account as Extract<Account, { platform: P }>) : undefined
}

/** The person, made when not known yet. */
export function ensurePerson(state: State, platform: Person['platform'], id: string): Person {
  const known = state.people.get(id)
  if (known) return known
  const person: Person = {
    platform,
    id,
    name: `Customer ${id.slice(-4)}`,
    username: `customer${id.slice(-4)}`,
    pictureUrl: `https://pictures.example.com/${id}.jpg`,
    consented: true,
    blocked: false,
    groups: new Set(),
  }
  state.people.set(id, person)
  return person
}

/** The conversation between an account and a person, a group or a room. */
function conversationOf(world: World, account: Account, personId: string): Conversation {
  const { state } = world
  const key = `${account.id}:${personId}`
  const known = state.conversations.get(key)
  if (known) return known
  const conversation: Conversation = {
    id: world.conversationId(account.platform),
    platform: account.platform,
    accountId: account.id,
    personId,
    messages: [],
    lastInboundAt: undefined,
  }
  state.conversations.set(key, conversation)
  return conversation
}

export interface NewMessage {
  readonly direction: Message['direction']
  readonly content: unknown
  readonly text: string | undefined
  readonly id?: string
}

/** Keeps a message; one that came in opens the window. */
export function addMessage(world: World, account: Account, personId: string, message: NewMessage): Message {
  const { state, clock } = world
  const conversation = conversationOf(world, account, personId)
  const stored: Message = {
    id: message.id ?? world.messageId(account.platform),
    accountId: account.id,
    personId,
    direction: message.direction,
    at: clock.now(),
    text: message.text,
    content: message.content,
    status: undefined,
  }
  conversation.messages.push(stored)
  state.messages.set(stored.id, stored)
  if (message.direction === 'in') conversation.lastInboundAt = stored.at
  return stored
}

/** Milliseconds since the person last wrote; Infinity for never. */
export function silence(world: World, account: Account, personId: string): number {
  const last = world.state.conversations.get(`${account.id}:${personId}`)?.lastInboundAt
  return last === undefined ? Number.POSITIVE_INFINITY : world.clock.now() - last
}
