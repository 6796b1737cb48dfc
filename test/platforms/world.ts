import type { Clock } from './clock.ts'
import type { Host } from './exchange.ts'
import { text } from './ids.ts'
import type { Account, Conversation, Message, Person, State } from './state.ts'
import type { TokenBook } from './tokens.ts'

export interface Settings {
  /** Refuse calls to the Graph API without `appsecret_proof`. */
  requireProof: boolean
  /** Consent pages: what the person does. */
  consent: 'grant' | 'deny'
  /** Scopes that the person does not grant. */
  readonly withheldScopes: Set<string>
  /** Shape of Instagram's first token: documentation and servers differ. */
  instagramTokenShape: 'wrapped' | 'plain'
  /** What WhatsApp says of each message it takes. */
  whatsappStatuses: readonly string[]
  /** The next WhatsApp messages are taken, then reported as failed with these codes. */
  readonly whatsappFailures: number[]
  /** WhatsApp outside of the window: refused at once, or taken and reported as failed. */
  whatsappWindow: 'refuse' | 'report'
  /** Push echoes of what Meta was asked to send. */
  echoes: boolean
  replyTokenLifeMs: number
  /** Headers of usage on each answer of the Graph API. */
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
  /** A fresh id of a message. */
  messageId(platform: string): string
  /** Where a public address really leads: to the hub that is attached. */
  reach(address: string): string
  /** Pushes a webhook in the background, when an app is subscribed to this field of the account. */
  tell(account: Account, field: string, payload: unknown): void
}

export const defaultSettings = (): Settings => ({
  requireProof: true,
  consent: 'grant',
  withheldScopes: new Set(),
  instagramTokenShape: 'wrapped',
  whatsappStatuses: ['sent', 'delivered', 'read'],
  whatsappFailures: [],
  whatsappWindow: 'refuse',
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
function conversationOf(state: State, account: Account, personId: string): Conversation {
  const key = `${account.id}:${personId}`
  const known = state.conversations.get(key)
  if (known) return known
  const conversation: Conversation = {
    id: account.platform === 'instagram' ? `aWdf${text(20)}` : `t_${text(12)}`,
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
  const conversation = conversationOf(state, account, personId)
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
