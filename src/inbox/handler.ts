import type { Additions, StoredEvent } from '../events/stored.ts'
import { type Decision, type EventHandler, ROUTE } from '../process/handler.ts'
import { type CommentFacts, joinComments, keepComments } from '../store/comments/keep.ts'
import { joinNames, nameContacts, type PersonNames } from '../store/contacts/names.ts'
import type { KnownParty, Party } from '../store/contacts/resolve.ts'
import { type ConversationNews, joinNews, keepConversations } from '../store/conversations/keep.ts'
import { lockConversations } from '../store/conversations/lock.ts'
import type { Runner } from '../store/database.ts'
import { joinFacts, type MessageFacts } from '../store/messages/facts.ts'
import { keepMessages } from '../store/messages/keep.ts'
import { applyReadMarks, keepReadMarks, type ReadMark } from '../store/messages/read-marks.ts'
import { commentFactsOf } from './comment-facts.ts'
import type { Directory } from './directory.ts'
import { messageFactsOf, readMarkOf } from './message-facts.ts'
import { newsOf } from './news.ts'
import { type Parties, type PersonData, partiesOf } from './parties.ts'
import { dataOf } from './values.ts'

/** A newer version goes through the stored events again. */
export const INBOX_VERSION = 1

/** Keeps contacts, conversations, messages and comments, and adds to the events which they are about. */
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
      if (first) write(tx.run, first.workspaceId, events.map(sayingsOf))
      return {}
    },
  }
}

/** All that one event says. */
interface Sayings {
  readonly messages: readonly MessageFacts[]
  readonly mark: ReadMark | undefined
  readonly news: ConversationNews | undefined
  readonly comment: CommentFacts | undefined
  readonly names: PersonNames | undefined
}

function sayingsOf(event: StoredEvent): Sayings {
  const { conversationId, contactId } = event.additions ?? {}
  const data = dataOf(event)
  const spoken = conversationId !== undefined
  const about = contactId === undefined ? undefined : partiesOf(event, data).about
  return {
    messages: messageFactsOf(event, data, conversationId),
    mark: spoken ? readMarkOf(event, data, conversationId) : undefined,
    news: spoken ? newsOf(event, data, conversationId) : undefined,
    comment: commentFactsOf(event, data, contactId),
    names: contactId === undefined ? undefined : namesOf(contactId, about, event.occurredAt),
  }
}

/** Each table once: conversations are locked, then messages, marks, conversations, contacts, comments. */
function write(run: Runner, workspaceId: string, all: readonly Sayings[]): void {
  const messages = joinFacts(all.flatMap((each) => each.messages))
  const marks = all.flatMap((each) => each.mark ?? [])
  const news = joinNews(all.flatMap((each) => each.news ?? []))
  const names = joinNames(all.flatMap((each) => each.names ?? []))
  const comments = joinComments(all.flatMap((each) => each.comment ?? []))
  const spoken = [...new Set([...messages, ...marks, ...news].flatMap((each) => each.conversationId ?? []))]
  if (messages.length > 0) void keepMessages(run, workspaceId, spoken, messages)
  else if (marks.length > 0) void lockConversations(run, workspaceId, spoken)
  if (marks.length > 0) void keepReadMarks(run, workspaceId, marks)
  const marked = new Set([
    ...marks.map((each) => each.conversationId),
    ...messages.filter(({ said }) => said?.direction === 'out').flatMap((each) => each.conversationId ?? []),
    ...news.filter(({ outboundAt }) => outboundAt).map((each) => each.conversationId),
  ])
  if (marked.size > 0) void applyReadMarks(run, workspaceId, [...marked])
  if (news.length > 0) void keepConversations(run, workspaceId, news)
  if (names.length > 0) void nameContacts(run, workspaceId, names)
  if (comments.length > 0) void keepComments(run, workspaceId, comments)
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

function namesOf(contactId: string, about: PersonData | undefined, at: Date): PersonNames | undefined {
  if (!about || (about.name ?? about.username ?? about.phone) === undefined) return undefined
  const said = (value: string | undefined) => (value === undefined ? undefined : { value, at })
  return { contactId, name: said(about.name), username: said(about.username), phone: said(about.phone) }
}
