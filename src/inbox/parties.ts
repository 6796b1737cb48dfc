import type { StoredEvent } from '../events/stored.ts'
import type { Identity, Party } from '../store/contacts/resolve.ts'
import type { Data } from './values.ts'

/** Ids of platforms are far shorter; what is longer would not fit the index. */
const MAX_NAME_LENGTH = 200
/** In these the account did something, and the person is the recipient. */
const OUTGOING: ReadonlySet<string> = new Set([
  'message.sent',
  'message.replied',
  'message.delivered',
  'message.read',
  'message.failed',
])

/** A person as events show them. */
export interface PersonData {
  readonly id?: string
  readonly username?: string
  readonly name?: string
  readonly phone?: string
}

/** Whom an event of an account speaks of. */
export interface Parties {
  /** With whom the conversation is, or in which group. */
  readonly conversation: Party | undefined
  /** The person, where it is not the conversation that names them: who wrote in a group, who commented. */
  readonly person: Party | undefined
  /** What the event says of the person. */
  readonly about: PersonData | undefined
}

const NOBODY: Parties = { conversation: undefined, person: undefined, about: undefined }

/** Whom the event speaks of; `data` is the event's. */
export function partiesOf(event: StoredEvent, data: Data): Parties {
  const { accountId, occurredAt: at } = event
  if (accountId === undefined || isMonologue(event, data)) return NOBODY
  const key = nameOf(data.conversationId)
  if (key === undefined) return authorOf(accountId, data, at)
  const members = Array.isArray(data.members) ? data.members : []
  const people = [data.sender, data.recipient, data.contact, data.follower, data.author, ...members].flatMap(personOf)
  const previous = nameOf(data.previousId)
  const about = people.find(({ id, phone }) => id === key || phone === key) ?? (previous && people[0])
  const [stranger] = about ? [] : personOf(OUTGOING.has(event.type) ? data.recipient : data.sender)
  if (!about && (isGroup(data) || stranger?.id !== undefined)) {
    const speaker = OUTGOING.has(event.type) ? undefined : stranger
    const conversation = partyOf(accountId, 'group', [{ kind: 'id', value: key }], true, at)
    return { conversation, person: speaker && personParty(accountId, speaker, at), about: speaker }
  }
  const names: Identity[] = [{ kind: 'id', value: key }, ...namesOf(about || undefined)]
  if (previous !== undefined) names.push({ kind: 'id', value: previous })
  return { conversation: partyOf(accountId, 'person', names, true, at), person: undefined, about: about || undefined }
}

/** What an account says to itself. It may join a group by itself. */
function isMonologue({ type }: StoredEvent, { self }: Data): boolean {
  return self === true && !type.startsWith('member.')
}

function isGroup({ type, members }: Data): boolean {
  return type === 'group' || type === 'room' || Array.isArray(members)
}

/** Of what is no conversation: who wrote a comment, or mentioned the account. */
function authorOf(accountId: string, data: Data, at: Date): Parties {
  const [author] = personOf(data.author)
  return { conversation: undefined, person: author && personParty(accountId, author, at), about: author }
}

function personParty(accountId: string, person: PersonData, at: Date): Party | undefined {
  return partyOf(accountId, 'person', namesOf(person), false, at)
}

function partyOf(
  accountId: string,
  kind: Party['kind'],
  names: readonly Identity[],
  talks: boolean,
  at: Date,
): Party | undefined {
  const seen = new Set<string>()
  const [first, ...others] = names.filter(
    ({ kind, value }) => !seen.has(`${kind} ${value}`) && seen.add(`${kind} ${value}`),
  )
  return first && { accountId, kind, names: [first, ...others], talks, at }
}

function namesOf(person: PersonData | undefined): Identity[] {
  const names: Identity[] = []
  if (person?.id !== undefined) names.push({ kind: 'id', value: person.id })
  const digits = person?.phone?.replace(/\D/g, '')
  if (digits) names.push({ kind: 'phone', value: digits })
  return names
}

function personOf(value: unknown): PersonData[] {
  if (typeof value !== 'object' || value === null) return []
  const { id, username, name, phone } = value as Data
  const person = { id: nameOf(id), username: nameOf(username), name: nameOf(name), phone: nameOf(phone) }
  return (person.id ?? person.username ?? person.name ?? person.phone) ? [person] : []
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME_LENGTH ? value : undefined
}
