import type { StoredEvent } from '../events/stored.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import { type EventRow, insertEventsOf } from '../store/events/insert.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import type { BatchOutcome, Handover, Pending } from './pending.ts'

export interface StoreDependencies {
  readonly database: Database
  readonly workspaces: Pick<Workspaces, 'first'>
  readonly accounts: AccountDirectory
  readonly window: IdWindow
  readonly handover: Handover | undefined
  onCommitted(workspaceIds: Iterable<string>): void
  /** So many events of a workspace were stored already. */
  onDuplicates(workspaceId: string, count: number): void
}

/** Stores the events of requests in one transaction, hands over those that are new, and answers the requests. */
export async function storeRequests(
  deps: StoreDependencies,
  requests: readonly Pending[],
  answer: (request: Pending, outcome: BatchOutcome) => void,
): Promise<void> {
  const events = requests.flatMap((request) => request.events)
  await deps.accounts.ensure(
    events
      .filter((event) => event.accountExternalId !== '')
      .map((event) => ({ platform: event.platform, externalId: event.accountExternalId })),
  )
  const bytes = requests.reduce((sum, { size }) => sum + size.bytes, 0)
  using room = deps.handover?.reserve(events.length, bytes)
  const window = deps.window.open(events.length)
  const rows = events.map((event, index) => {
    const account = deps.accounts.known(event.platform, event.accountExternalId)
    const workspaceId = account?.workspaceId ?? deps.workspaces.first
    return { ...event, id: window.ids[index] ?? '', accountId: account?.id, workspaceId }
  })
  const byWorkspace = Map.groupBy(rows, ({ workspaceId }) => workspaceId)
  let stored: ReadonlySet<string>
  try {
    stored = await insertEventsOf(deps.database, byWorkspace, room?.lease)
    room?.fill(rows.flatMap((row) => (stored.has(row.id) ? toStored(row) : [])))
    answerAll(requests, rows, stored, answer)
    window.close()
  } catch (error) {
    if (error instanceof StoreUnavailableError) room?.unanswered()
    window.close(error)
    throw error
  }
  deps.onCommitted(byWorkspace.keys())
  for (const [workspaceId, own] of byWorkspace) {
    const duplicates = own.filter(({ id }) => !stored.has(id)).length
    if (duplicates > 0) deps.onDuplicates(workspaceId, duplicates)
  }
}

function answerAll(
  requests: readonly Pending[],
  rows: readonly EventRow[],
  stored: ReadonlySet<string>,
  answer: (request: Pending, outcome: BatchOutcome) => void,
): void {
  let index = 0
  for (const request of requests) {
    const ids = rows.slice(index, index + request.events.length).map((row) => row.id)
    index += request.events.length
    const newIds = ids.filter((id) => stored.has(id))
    answer(request, { kind: 'stored', newIds, duplicates: ids.length - newIds.length })
  }
}

function toStored(row: EventRow & { readonly workspaceId: string }): StoredEvent {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    platform: row.platform,
    accountId: row.accountId,
    type: row.type,
    occurredAt: row.occurredAt,
    receivedAt: row.receivedAt,
    senderId: row.senderId,
    conversationKey: row.conversationKey,
    data: row.data,
    raw: row.raw,
  }
}
