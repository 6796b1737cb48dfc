import type { Additions, StoredEvent } from '../events/stored.ts'
import { type Decision, type EventHandler, ROUTE } from '../process/handler.ts'
import { joinNames, nameContacts, type PersonNames } from '../store/contacts/names.ts'
import type { KnownParty, Party } from '../store/contacts/resolve.ts'
import { type ConversationNews, joinNews, keepConversations } from '../store/conversations/keep.ts'
import type { Directory } from './directory.ts'
import { newsOf } from './news.ts'
import { type Data, type Parties, type PersonData, partiesOf } from './parties.ts'

/** Keeps contacts and conversations, and tells the events which they are about. */
export function createInboxHandler(directory: Directory): EventHandler {
  return {
    name: 'inbox',
    wants: ({ accountId, type }) => accountId !== undefined && WANTED.test(type),
    async prepare(events) {
      const { known, parties } = await resolveAll(directory, events)
      return events.map((event, index) => decisionOf(event, parties[index], known))
    },
    async apply(tx, events) {
      const [first] = events
      if (!first) return {}
      const news: ConversationNews[] = []
      const names: PersonNames[] = []
      for (const event of events) {
        const { conversationId, contactId } = event.additions ?? {}
        const data = dataOf(event)
        const told = conversationId === undefined ? undefined : newsOf(event, data, conversationId)
        if (told) news.push(told)
        if (contactId !== undefined) names.push(...namesOf(contactId, partiesOf(event, data).about, event.occurredAt))
      }
      if (news.length > 0) void keepConversations(tx.run, first.workspaceId, joinNews(news))
      if (names.length > 0) void nameContacts(tx.run, first.workspaceId, joinNames(names))
      return {}
    },
  }
}

/** Types of which people or conversations are known. */
const WANTED = /^(message|comment|mention|follower|member|contact|call|reaction|account\.standby)\b/

async function resolveAll(directory: Directory, events: readonly StoredEvent[]) {
  const parties = events.map((event) => partiesOf(event, dataOf(event)))
  const wanted = parties.flatMap(({ conversation, person }) =>
    [conversation, person].filter((each) => each !== undefined),
  )
  const found = await directory.resolve(events[0]?.workspaceId ?? '', wanted)
  return { parties, known: new Map<Party, KnownParty>(wanted.flatMap((party, index) => pair(party, found[index]))) }
}

function pair(party: Party, known: KnownParty | undefined): [Party, KnownParty][] {
  return known ? [[party, known]] : []
}

function decisionOf(event: StoredEvent, parties: Parties | undefined, known: ReadonlyMap<Party, KnownParty>): Decision {
  // What was computed once stays: deliveries may have been made with it.
  if (!parties || event.additions) return ROUTE
  const conversation = parties.conversation && known.get(parties.conversation)
  const person = parties.person ? known.get(parties.person) : conversation
  if (!conversation && !person) return ROUTE
  const key = conversation?.key
  const additions: Additions = {
    conversationId: conversation?.conversationId,
    contactId: person?.contactId,
    members: key !== undefined && key !== parties.conversation?.names[0].value ? { conversationId: key } : undefined,
  }
  return { action: 'route', additions }
}

function namesOf(contactId: string, about: PersonData | undefined, at: Date): PersonNames[] {
  if (!about || (about.name ?? about.username ?? about.phone) === undefined) return []
  const said = (value: string | undefined) => (value === undefined ? undefined : { value, at })
  return [{ contactId, name: said(about.name), username: said(about.username), phone: said(about.phone) }]
}

function dataOf({ data }: StoredEvent): Data {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null ? (value as Data) : {}
  } catch {
    return {}
  }
}
