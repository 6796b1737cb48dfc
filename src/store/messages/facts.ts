import { type Edited, earliest, lastEdit, latest } from '../edited.ts'

/** What one person last did with the reactions to a message. */
export interface Reaction {
  readonly at: string
  /** Null: taken back. */
  readonly emoji: string | null
}

export interface Failure {
  readonly at: Date
  readonly kind: string
  readonly code: string | undefined
  readonly message: string | undefined
  readonly retryable: boolean
}

/** The message itself, as it was said. */
export interface Said {
  readonly direction: 'in' | 'out'
  readonly at: Date
  readonly kind: string
  /** JSON text. */
  readonly sender: string | undefined
  readonly replyTo: string | undefined
  readonly quotableBy: string | undefined
  readonly history: boolean
  readonly eventId: string
}

/** What events say of one message of a platform. Facts in any order, also repeated, end in the same message. */
export interface MessageFacts {
  /** Uuid, should the message be new. */
  readonly id: string
  readonly accountId: string
  readonly platform: string
  /** Undefined: the event does not say. */
  readonly conversationId: string | undefined
  readonly platformMessageId: string
  readonly said?: Said
  readonly text?: Edited
  /** JSON text. */
  readonly attachments?: Edited
  readonly editedAt?: Date
  readonly deletedAt?: Date
  readonly deliveredAt?: Date
  readonly readAt?: Date
  readonly failure?: Failure
  /** By person. */
  readonly reactions?: Readonly<Record<string, Reaction>>
}

/** Facts of one batch, each message once. */
export function joinFacts(all: readonly MessageFacts[]): MessageFacts[] {
  const joined = new Map<string, MessageFacts>()
  for (const facts of all) {
    const key = `${facts.accountId} ${facts.platformMessageId}`
    const known = joined.get(key)
    joined.set(key, known ? together(known, facts) : facts)
  }
  return [...joined.values()]
}

function together(a: MessageFacts, b: MessageFacts): MessageFacts {
  return {
    ...b,
    ...a,
    conversationId: a.conversationId ?? b.conversationId,
    said: a.said ?? b.said,
    text: lastEdit(a.text, b.text),
    attachments: lastEdit(a.attachments, b.attachments),
    editedAt: latest(a.editedAt, b.editedAt),
    deletedAt: earliest(a.deletedAt, b.deletedAt),
    deliveredAt: earliest(a.deliveredAt, b.deliveredAt),
    readAt: earliest(a.readAt, b.readAt),
    failure: a.failure && b.failure && b.failure.at < a.failure.at ? b.failure : (a.failure ?? b.failure),
    reactions: lastReactions(a.reactions, b.reactions),
  }
}

function lastReactions(a: MessageFacts['reactions'], b: MessageFacts['reactions']): MessageFacts['reactions'] {
  if (!a || !b) return a ?? b
  const all = { ...a }
  for (const [by, reaction] of Object.entries(b)) {
    const known = all[by]
    if (!known || rank(reaction) > rank(known)) all[by] = reaction
  }
  return all
}

/** Orders what one person did: by time, and of one moment by what it was. */
function rank({ at, emoji }: Reaction): string {
  return `${at} ${emoji ?? ''}`
}
