import { fromPublicId } from '../events/ids.ts'
import type { StoredEvent } from '../events/stored.ts'
import { findPlatform } from '../platforms/index.ts'
import type { Verdict } from '../platforms/messaging.ts'
import { type Decision, type EventHandler, ROUTE } from '../process/handler.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import { readEventsAgain } from '../store/events/read-again.ts'
import {
  findOutbound,
  moveStatuses,
  moveStatusesUntil,
  type OutboundClue,
  type OutboundMatch,
  type StatusMove,
  type Watermark,
} from '../store/messages/outbound.ts'
import { recordSends, UNTROUBLED } from '../store/messages/record.ts'
import { parseContent, wordsOf } from './content.ts'
import { repliedEvent } from './replied-event.ts'

/** Clocks of the processes may differ by so much. */
const CLOCK_SLACK_MS = 2000
/** How long an event waits for a message under way, each time and in all. */
const DEFER_MS = 200
const DEFER_FOR_MS = 3 * 60_000

const STATUSES: ReadonlySet<string> = new Set(['message.delivered', 'message.read', 'message.failed'])

/** What an event says of a message of the account. */
interface Word {
  readonly event: StoredEvent
  readonly messageIds: readonly string[]
  readonly ownId: string | undefined
  readonly until: Date | undefined
  readonly echo: boolean
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * Prepares the events about messages that the hub sent: echoes of them become their `message.replied`, statuses move their
 * message forward, and what may be about a message still under way waits for it.
 */
export function createSendHandler(
  database: Database,
  accounts: AccountDirectory,
  window: IdWindow,
  onChanged: (messageId: string) => void,
): EventHandler {
  const prepare = async (events: readonly StoredEvent[]): Promise<Decision[]> => {
    const workspaceId = events[0]?.workspaceId ?? ''
    const words = events.map(wordOf)
    const clues = words.flatMap(cluesOf)
    const matches = clues.length === 0 ? [] : await findOutbound(database, workspaceId, clues)
    const matchesOf = Map.groupBy(matches, (match) => match.index)
    const decisions: Decision[] = []
    const moves = new Map<string, StatusMove>()
    const changed: StoredEvent[] = []
    const adopted = new Set<string>()
    const now = Date.now()
    for (const [index, word] of words.entries()) {
      const found = matchesOf.get(index) ?? []
      const sure = found.filter((match) => match.match === 'known' || match.match === 'own')
      const likely = found.find((match) => isUnknown(match) && !adopted.has(match.id) && saysTheSame(match, word))
      const proven = sure.length === 0 && word.echo && likely ? [likely] : sure
      for (const match of proven) {
        if (match.match !== 'known') {
          adopted.add(match.id)
          await adopt(workspaceId, match, word)
        }
        if (!word.echo) note(moves, match.id, word)
      }
      const { event } = word
      if (proven.length > 0 && word.echo) changed.push(event)
      const underWay = found.some((match) => match.match === 'flight' && match.status === 'sending')
      const wait = proven.length === 0 && underWay && now - event.receivedAt.getTime() < DEFER_FOR_MS
      decisions.push(wait ? { action: 'wait', ms: DEFER_MS } : ROUTE)
    }
    if (moves.size > 0) await moveStatuses(database, workspaceId, [...moves.values()])
    const marks = words.flatMap(watermarkOf)
    if (marks.length > 0) await moveStatusesUntil(database, workspaceId, marks)
    for (const id of moves.keys()) onChanged(id)
    if (changed.length === 0) return decisions
    // An echo that came first was stored as `message.sent`; what it is now stands in the store.
    const fresh = await readEventsAgain(
      database,
      workspaceId,
      changed.map(({ id }) => id),
    )
    return decisions.map((decision, index) => {
      const event = events[index]
      const now = event && decision.action === 'route' ? fresh.get(event.id) : undefined
      return now && event ? { action: 'replace', event: { ...event, type: now.type, data: now.data } } : decision
    })
  }

  /** The platform shows that a message was sent whose answer never came, or has not come yet. */
  const adopt = async (workspaceId: string, match: OutboundMatch, { event, messageIds }: Word) => {
    await accounts.load([match.accountId])
    const account = accounts.byId(match.accountId)
    const platformMessageId = messageIds[0]
    if (!account || platformMessageId === undefined) return
    const at = event.occurredAt
    const opened = window.open(1)
    try {
      await recordSends(database, workspaceId, [
        {
          messageId: match.id,
          status: 'sent',
          platformMessageId,
          via: 'message',
          ...UNTROUBLED,
          at,
          event: repliedEvent(opened.ids[0] ?? '', match, account, platformMessageId, at),
        },
      ])
    } catch (error) {
      opened.close(error)
      throw error
    }
    opened.close()
    onChanged(match.id)
  }

  return {
    name: 'send',
    wants: ({ type, accountId }) => accountId !== undefined && (type === 'message.sent' || STATUSES.has(type)),
    prepare,
  }
}

function wordOf(event: StoredEvent): Word {
  const data: Record<string, unknown> = JSON.parse(event.data)
  const several = Array.isArray(data.messageIds) ? data.messageIds : [data.messageId]
  const until = typeof data.until === 'string' ? new Date(data.until) : undefined
  const given = [data.metadata, data.trackingId].find((value) => typeof value === 'string')
  return {
    event,
    messageIds: several.filter((id) => typeof id === 'string'),
    ownId: typeof given === 'string' ? uuidOf(given) : undefined,
    until: until && !Number.isNaN(until.getTime()) ? until : undefined,
    echo: event.type === 'message.sent' && data.receipt !== true,
    data,
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function uuidOf(text: string): string | undefined {
  return UUID.test(text) ? text : fromPublicId('message', text)
}

function cluesOf({ event, messageIds, ownId, echo }: Word, index: number): OutboundClue[] {
  if (event.accountId === undefined) return []
  const { accountId, conversationKey, platform } = event
  // Where a person has more ids than one, the message may be of any conversation of the account.
  const conversation = echo && !findPlatform(platform)?.messaging.severalIds ? conversationKey : undefined
  const before = new Date(event.receivedAt.getTime() + CLOCK_SLACK_MS)
  // What the hub itself told of a message it could not send is about nothing under way.
  const ofPlatform = messageIds.filter((id) => fromPublicId('message', id) === undefined)
  return ofPlatform.map((platformMessageId) => ({ index, accountId, platformMessageId, ownId, conversation, before }))
}

function isUnknown(match: OutboundMatch): boolean {
  return match.match === 'flight' && match.status === 'failed'
}

function saysTheSame(match: OutboundMatch, { event, data }: Word): boolean {
  const words = wordsOf(parseContent(match.content))
  const person = event.conversationKey
  return words !== '' && data.content === words && (person === undefined || match.conversationKey === person)
}

function note(moves: Map<string, StatusMove>, id: string, { event, data }: Word): void {
  const known = moves.get(id)
  const at = event.occurredAt
  moves.set(id, {
    id,
    deliveredAt: event.type === 'message.delivered' ? at : known?.deliveredAt,
    readAt: event.type === 'message.read' ? at : known?.readAt,
    failure: event.type === 'message.failed' ? failureOf(event, data) : known?.failure,
  })
}

/** Why a message failed after the platform took it. */
function failureOf(
  { platform, occurredAt: at }: StoredEvent,
  { errorCode, error }: Word['data'],
): StatusMove['failure'] {
  const code = typeof errorCode === 'string' ? errorCode : undefined
  const verdict: Verdict = (code && findPlatform(platform)?.messaging.failure?.(code)) || { kind: 'invalid' }
  const { kind, retryable = kind === 'rate' || kind === 'unavailable' } = verdict
  return { at, kind, code, message: typeof error === 'string' ? error : undefined, retryable }
}

function watermarkOf({ event, until }: Word): Watermark[] {
  const { accountId, conversationKey, type } = event
  if (!until || accountId === undefined || conversationKey === undefined) return []
  if (type !== 'message.read' && type !== 'message.delivered') return []
  const status = type === 'message.read' ? 'read' : 'delivered'
  return [{ accountId, conversation: conversationKey, until, status, at: event.occurredAt }]
}
