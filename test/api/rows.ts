import { newUuid } from '../../src/events/ids.ts'
import { deliveryIdOf } from '../../src/routing/delivery-id.ts'
import type { Executor } from '../../src/store/database.ts'
import type { AttemptOutcome, DeliveryState } from '../../src/store/schema.ts'

export interface EventSeed {
  readonly id?: string
  readonly type?: string
  readonly platform?: string
  readonly accountId?: string
  readonly senderId?: string
  readonly data?: unknown
  readonly raw?: unknown
  readonly queue?: 'pending' | 'failed'
}

const PER_INSERT = 1000

function eventRow(workspaceId: string, seed: EventSeed) {
  return {
    workspace_id: workspaceId,
    id: seed.id ?? newUuid(),
    platform: seed.platform ?? 'instagram',
    account_id: seed.accountId ?? null,
    type: seed.type ?? 'message.received',
    dedup_key: newUuid(),
    occurred_at: new Date(),
    received_at: new Date(),
    sender_id: seed.senderId ?? null,
    conversation_key: null,
    data: JSON.stringify(seed.data ?? { content: 'hello' }),
    raw: JSON.stringify(seed.raw ?? {}),
    handled_at: null,
  }
}

/** Stores events and counts them. */
async function store(db: Executor, rows: readonly ReturnType<typeof eventRow>[]): Promise<void> {
  await db
    .insertInto('events')
    .values([...rows])
    .execute()
  await db
    .insertInto('event_changes')
    .values(
      rows.map(({ workspace_id, id, account_id, platform, type }) => ({
        workspace_id,
        id,
        account_id,
        platform,
        type,
        n: 1,
      })),
    )
    .execute()
}

/** Stores many events that are alike, and none of them waits. */
export async function seedEvents(
  db: Executor,
  workspaceId: string,
  count: number,
  seed: Omit<EventSeed, 'id' | 'queue'> = {},
): Promise<void> {
  for (let left = count; left > 0; left -= PER_INSERT)
    await store(
      db,
      Array.from({ length: Math.min(left, PER_INSERT) }, () => eventRow(workspaceId, seed)),
    )
}

/** Stores an event as ingest would; gives its uuid. */
export async function seedEvent(db: Executor, workspaceId: string, seed: EventSeed = {}): Promise<string> {
  const row = eventRow(workspaceId, seed)
  await store(db, [row])
  if (seed.queue)
    await db
      .insertInto('event_queue')
      .values({
        workspace_id: workspaceId,
        event_id: row.id,
        state: seed.queue,
        due_at: new Date(),
        error: seed.queue === 'failed' ? 'it broke' : null,
      })
      .execute()
  return row.id
}

/** Stores refused requests; what is not said of one is made up. */
export async function seedRejections(
  db: Executor,
  workspaceId: string,
  rejections: readonly { readonly cause: string; readonly platform?: string; readonly weight?: number }[],
): Promise<void> {
  await db
    .insertInto('rejections')
    .values(
      rejections.map((each) => ({
        workspace_id: workspaceId,
        id: newUuid(),
        platform: 'instagram',
        account: null,
        route: '/api/webhooks/instagram',
        detail: 'd',
        remote_address: null,
        headers: '{"user-agent":"x"}',
        body_size: 3,
        body_sample: 'abc',
        ...each,
      })),
    )
    .execute()
}

export async function seedAccount(
  db: Executor,
  workspaceId: string,
  externalId: string,
  platform = 'instagram',
): Promise<string> {
  const id = newUuid()
  await db
    .insertInto('accounts')
    .values({
      workspace_id: workspaceId,
      id,
      platform,
      external_id: externalId,
      username: `user${externalId}`,
      name: null,
      credentials_sealed: null,
    })
    .execute()
  return id
}

const codeOf = (attempt: { outcome: AttemptOutcome } | undefined) =>
  attempt && attempt.outcome !== 'success' ? 'http_status' : null

/** Stores a delivery with attempts that ended as given. */
export async function seedDelivery(
  db: Executor,
  workspaceId: string,
  seed: {
    eventId: string
    endpointId: string
    /** Of the event; `message.received` unless said otherwise. */
    type?: string
    state: DeliveryState
    attempts?: readonly { outcome: AttemptOutcome; statusCode: number }[]
  },
): Promise<string> {
  const id = deliveryIdOf({ id: seed.eventId, type: seed.type ?? 'message.received' }, seed.endpointId)
  const attempts = seed.attempts ?? []
  await db
    .insertInto('deliveries')
    .values({
      workspace_id: workspaceId,
      id,
      event_id: seed.eventId,
      endpoint_id: seed.endpointId,
      state: seed.state,
      due_at: new Date(),
      attempts: attempts.length,
      ordering_key: null,
      status_code: attempts.at(-1)?.statusCode ?? null,
      code: codeOf(attempts.at(-1)),
      error: null,
      created_at: new Date(),
      completed_at: seed.state === 'pending' ? null : new Date(),
    })
    .execute()
  await db
    .insertInto('delivery_changes')
    .values({
      workspace_id: workspaceId,
      id,
      event_id: seed.eventId,
      endpoint_id: seed.endpointId,
      account_id: null,
      before: null,
      after: seed.state !== 'pending' ? seed.state : attempts.length === 0 ? 'waiting' : 'retrying',
    })
    .execute()
  for (const [index, attempt] of attempts.entries())
    await db
      .insertInto('attempts')
      .values({
        workspace_id: workspaceId,
        delivery_id: id,
        id: newUuid(),
        number: index + 1,
        started_at: new Date(),
        duration_ms: 7,
        outcome: attempt.outcome,
        status_code: attempt.statusCode,
        code: codeOf(attempt),
        error: null,
        response_headers: '{"content-type":"text/plain"}',
        response_body: Buffer.from(`answer ${index + 1}`),
      })
      .execute()
  return id
}
