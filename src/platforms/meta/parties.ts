import { filled, id, type JsonRecord, record } from '../json.ts'

/** Who is on either side of a messaging item. */
export interface Parties {
  readonly sender: Person | undefined
  readonly recipient: Person | undefined
  /** The account did it. */
  readonly outgoing: boolean
  /** The id of the other person. */
  readonly conversation: string | undefined
}

export interface Person {
  readonly id: string | undefined
  readonly username: string | undefined
  readonly name: string | undefined
}

/** The account of a messaging item whose entry names none: who received it, or for an echo who sent it. */
export function accountOfItem(item: JsonRecord): string | undefined {
  const echo = record(item.message)?.is_echo === true
  return id(record(echo ? item.sender : item.recipient)?.id)
}

/**
 * The parties of a messaging item.
 * @param byPerson what only a person can do (tap, follow a link): the sender is then never taken for the account.
 */
export function partiesOf(item: JsonRecord, account: string, byPerson = false): Parties {
  const sender = personOf(item.sender)
  const recipient = personOf(item.recipient)
  const message = record(item.message)
  const self = item.is_self === true || message?.is_self === true
  const isAccount = sender?.id !== undefined && sender.id === account
  const outgoing = message?.is_echo === true || (isAccount && (self || !byPerson))
  // Some of the documentation prints echoes with the parties the wrong way round.
  const swapped = outgoing && !isAccount && recipient?.id === account
  return { sender, recipient, outgoing, conversation: outgoing && !swapped ? recipient?.id : sender?.id }
}

/** The person of a `from`, `sender` or `recipient`; undefined when it tells nothing. */
export function personOf(value: unknown): Person | undefined {
  const given = record(value)
  if (!given) return undefined
  const personId = id(given.id) ?? id(given.user_ref)
  const username = filled(given.username)
  const name = filled(given.name)
  return personId || username || name ? { id: personId, username, name } : undefined
}
