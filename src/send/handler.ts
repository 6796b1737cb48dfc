import { fromPublicId } from '../events/ids.ts'
import type { StoredEvent } from '../events/stored.ts'
import { findPlatform } from '../platforms/index.ts'
import { type Decision, type EventHandler, ROUTE } from '../process/handler.ts'
import type { Database } from '../store/database.ts'
import { readEventsAgain } from '../store/events/read-again.ts'
import { findOutbound, type OutboundClue, type OutboundMatch } from '../store/messages/outbound.ts'
import { parseContent, wordsOf } from './content.ts'
import type { Prove } from './prove.ts'

/** Clocks of processes may differ by so much. */
const CLOCK_SLACK_MS = 2000
/** How long an event waits for a message that is being sent, each time and in all. */
const WAIT_MS = 200
const WAIT_FOR_MS = 3 * 60_000

const REPORTS: ReadonlySet<string> = new Set(['message.sent', 'message.delivered', 'message.read', 'message.failed'])

/** What an event says of messages of the account. */
interface Report {
  readonly event: StoredEvent
  /** The platform's. */
  readonly messageIds: readonly string[]
  /** The hub's own id, when the platform gave it back. */
  readonly ownId: string | undefined
  /** The message itself, as opposed to how far it got. */
  readonly isEcho: boolean
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * Knows the events that are about messages which the hub sent. The echo of one becomes its `message.replied`; a report of one
 * whose outcome was unknown proves that it was sent; what may be about one that is being sent waits for its answer.
 */
export function createSendHandler(database: Database, prove: Prove): EventHandler {
  const prepare = async (events: readonly StoredEvent[]): Promise<Decision[]> => {
    const workspaceId = events[0]?.workspaceId ?? ''
    const reports = events.map(reportOf)
    const clues = reports.flatMap(cluesOf)
    const matches = clues.length === 0 ? [] : await findOutbound(database, workspaceId, clues)
    const matchesOf = Map.groupBy(matches, (match) => match.index)
    const decisions: Decision[] = []
    const ownEchoes: string[] = []
    const proven = new Set<string>()
    for (const [index, report] of reports.entries()) {
      const found = matchesOf.get(index) ?? []
      const own = ownMessages(found, report, proven)
      for (const match of own) {
        if (match.match === 'known') continue
        proven.add(match.id)
        const { messageIds, event } = report
        await prove(workspaceId, match, { by: 'platform', platformMessageId: messageIds[0], at: event.occurredAt })
      }
      if (own.length > 0 && report.isEcho) ownEchoes.push(report.event.id)
      decisions.push(own.length === 0 && mustWait(found, report) ? { action: 'wait', ms: WAIT_MS } : ROUTE)
    }
    if (ownEchoes.length === 0) return decisions
    // An echo that came first was stored as `message.sent`; the record of its message made it `message.replied`.
    const now = await readEventsAgain(database, workspaceId, ownEchoes)
    return events.map((event, index) => {
      const { type, data } = now.get(event.id) ?? {}
      if (type === undefined || data === undefined) return decisions[index] ?? ROUTE
      return { action: 'replace', event: { ...event, type, data } }
    })
  }

  return {
    name: 'send',
    wants: ({ type, accountId }) => accountId !== undefined && REPORTS.has(type),
    prepare,
  }
}

/** The messages of the hub that the report is about. An echo proves one of unknown outcome by saying the same. */
function ownMessages(
  found: readonly OutboundMatch[],
  report: Report,
  proven: ReadonlySet<string>,
): readonly OutboundMatch[] {
  const sure = found.filter(({ match }) => match !== 'flight')
  if (sure.length > 0 || !report.isEcho) return sure
  const likely = found.find(
    (match) => match.status === 'unknown' && !proven.has(match.id) && saysTheSame(match, report),
  )
  return likely ? [likely] : []
}

/** It may be about a message whose answer has not come yet. */
function mustWait(found: readonly OutboundMatch[], { event }: Report): boolean {
  const isBeingSent = found.some(({ match, beingSent }) => match === 'flight' && beingSent)
  return isBeingSent && Date.now() - event.receivedAt.getTime() < WAIT_FOR_MS
}

function reportOf(event: StoredEvent): Report {
  const data: Record<string, unknown> = JSON.parse(event.data)
  const several = Array.isArray(data.messageIds) ? data.messageIds : [data.messageId]
  const given = [data.metadata, data.trackingId].find((value) => typeof value === 'string')
  return {
    event,
    messageIds: several.filter((id) => typeof id === 'string'),
    ownId: typeof given === 'string' ? uuidOf(given) : undefined,
    isEcho: event.type === 'message.sent' && data.receipt !== true,
    data,
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function uuidOf(text: string): string | undefined {
  return UUID.test(text) ? text : fromPublicId('message', text)
}

function cluesOf({ event, messageIds, ownId, isEcho }: Report, index: number): OutboundClue[] {
  const { accountId, conversationKey, platform } = event
  if (accountId === undefined) return []
  // Where a person has several ids, any conversation of the account comes into question.
  const severalIds = findPlatform(platform)?.messaging.severalIds === true
  const conversation = isEcho && !severalIds ? conversationKey : undefined
  const before = new Date(event.receivedAt.getTime() + CLOCK_SLACK_MS)
  // An event of the hub itself about a message that it could not send is about nothing that is being sent.
  const ofPlatform = messageIds.filter((id) => fromPublicId('message', id) === undefined)
  return ofPlatform.map((platformMessageId) => ({ index, accountId, platformMessageId, ownId, conversation, before }))
}

function saysTheSame(match: OutboundMatch, { event, data }: Report): boolean {
  const text = wordsOf(parseContent(match.content))
  const person = event.conversationKey
  return text !== '' && data.content === text && (person === undefined || match.conversationKey === person)
}
