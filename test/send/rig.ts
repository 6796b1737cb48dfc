import { dedupKeyOf } from '../../src/events/dedup.ts'
import { newUuid } from '../../src/events/ids.ts'
import type { StoredEvent } from '../../src/events/stored.ts'
import { createDirectory } from '../../src/inbox/directory.ts'
import { createInboxHandler } from '../../src/inbox/handler.ts'
import { createUsageKeeper } from '../../src/limits/usage.ts'
import type { PlatformId } from '../../src/platforms/index.ts'
import { naturalKey } from '../../src/platforms/key.ts'
import type { RateLimit } from '../../src/platforms/messaging.ts'
import type { Decision, EventHandler } from '../../src/process/handler.ts'
import { prepareEvents } from '../../src/process/prepare.ts'
import { storeRouting } from '../../src/process/store-routing.ts'
import { createMessageChanges } from '../../src/send/changes.ts'
import { createSendHandler } from '../../src/send/handler.ts'
import { createProve } from '../../src/send/prove.ts'
import type { SendRequest } from '../../src/send/request.ts'
import { createResolve, type Resolution } from '../../src/send/resolve.ts'
import { createSendDesk, type SendDesk } from '../../src/send/service.ts'
import { createSendStage, type SendStage } from '../../src/send/stage.ts'
import { createAccountDirectory } from '../../src/store/accounts/directory.ts'
import type { Database } from '../../src/store/database.ts'
import { createIdWindow, type IdWindow } from '../../src/store/events/id-window.ts'
import { insertEvents } from '../../src/store/events/insert.ts'
import { findMessage, type MessageRow } from '../../src/store/messages/messages.ts'
import { silent } from '../support/databases.ts'
import { eventually } from '../support/hub.ts'
import { testRuntime } from '../support/runtime.ts'
import { workspacesOf } from '../support/workspaces.ts'
import { smallAccounts } from './platform.ts'

export interface RigOptions {
  readonly url: string
  readonly platform?: PlatformId
  readonly limits?: readonly RateLimit[]
  /** How long a call takes to leave, each time. */
  readonly lateMs?: () => number
  readonly leaseMs?: number
  readonly workspaceId?: string
  readonly accountId?: string
  readonly stage?: boolean
  /** Since when the account is known, and since when it is connected; default: now, and the same. */
  readonly createdAt?: Date
  readonly connectedAt?: Date
}

export interface Rig {
  readonly workspaceId: string
  readonly accountId: string
  readonly desk: SendDesk
  readonly stage: SendStage | undefined
  /** Has stored events processed. */
  handle(events: readonly StoredEvent[]): Promise<void>
  /** What the handler of sent messages decides on events. */
  prepare(events: readonly StoredEvent[]): Promise<readonly Decision[]>
  readonly window: IdWindow
  /** What a person says of a message of unknown outcome. */
  resolve(row: MessageRow, resolution: Resolution): Promise<boolean>
  /** Queues a text. */
  submit(text: string, options?: Partial<SendRequest>): Promise<MessageRow>
  /** Queues a text and waits until it is sent or failed. */
  send(text: string, options?: Partial<SendRequest>): Promise<MessageRow>
  message(id: string): Promise<MessageRow>
  /** The calls that were made for a message, oldest first. */
  steps(id: string): Promise<{ state: string; settled_by: string | null }[]>
  until(id: string, status: string): Promise<MessageRow>
  /** That the person wrote, so many milliseconds ago. */
  inbound(options?: { ago?: number; data?: object; person?: string }): Promise<StoredEvent>
  /** Stores an event as the ingest stage does; undefined when it was stored before. */
  event(type: string, key: string, data: object, person?: string): Promise<StoredEvent | undefined>
  /** All events of a type, oldest first. */
  events(type: string): Promise<{ id: string; type: string; data: Record<string, unknown> }[]>
  stop(): Promise<void>
}

export const PERSON = '5550001'

/** Desk, stage and watch on a store, in a workspace of its own with one connected account. */
export async function createRig(database: Database, options: RigOptions): Promise<Rig> {
  const workspaceId = options.workspaceId ?? newUuid()
  const accountId = options.accountId ?? newUuid()
  const platform = options.platform ?? 'instagram'
  const externalId = `17841${accountId.slice(-8)}`
  if (!options.accountId)
    await database.db
      .insertInto('accounts')
      .values({
        workspace_id: workspaceId,
        id: accountId,
        platform,
        external_id: externalId,
        state: 'connected',
        created_at: options.createdAt ?? new Date(),
        connected_at: options.connectedAt ?? null,
      })
      .execute()
  const accounts = createAccountDirectory(database, workspaceId)
  const clients = smallAccounts(options.url, options, () => platform)
  const changes = createMessageChanges()
  const window = createIdWindow()
  const make = () =>
    createSendStage({
      database,
      workspaces: workspacesOf(workspaceId),
      accounts,
      clients,
      usage: createUsageKeeper(database, silent),
      window,
      runtime: testRuntime(),
      timeoutMs: 5000,
      ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }),
      log: silent,
      onChanged: changes.tell,
      onTold: () => undefined,
    })
  const directory = createDirectory(database)
  const stage = options.stage === false ? undefined : make()
  const desk = createSendDesk(database, clients, directory, changes, () => stage?.wake())
  const prove = createProve(database, accounts, window, changes.tell)
  const handler = createSendHandler(database, prove)
  const inbox = createInboxHandler(directory)
  const ignore = () => undefined
  const resolve = createResolve(database, prove, { changed: changes.tell, queued: () => stage?.wake(), stored: ignore })

  const message = async (id: string) => {
    const row = await findMessage(database.db, workspaceId, id)
    if (!row) throw new Error('the message is gone')
    return row
  }
  const submit: Rig['submit'] = (text, more = {}) =>
    desk.submit({
      workspaceId,
      accountId,
      to: PERSON,
      content: { type: 'text', text },
      replyTo: undefined,
      quoteToken: undefined,
      humanAgent: false,
      sentBy: 'test',
      idempotencyKey: undefined,
      identity: { text, to: more.to },
      ...more,
    })
  const store = async (type: string, key: string, data: object, person: string, at: Date) => {
    const event: StoredEvent = {
      workspaceId,
      id: newUuid(),
      platform,
      accountId,
      type,
      occurredAt: at,
      receivedAt: new Date(),
      senderId: person,
      conversationKey: person,
      data: JSON.stringify(data),
      raw: '{}',
    }
    const dedupKey = dedupKeyOf(platform, externalId, key)
    const stored = await insertEvents(database, workspaceId, [{ ...event, dedupKey }], {
      owner: newUuid(),
      until: Date.now() + 60_000,
    })
    return stored.has(event.id) ? event : undefined
  }

  return {
    workspaceId,
    accountId,
    desk,
    stage,
    handle: (events) => route(database, window, [handler, inbox], events),
    prepare: async (events) => (await handler.prepare?.(events)) ?? [],
    window,
    resolve: ({ id, started_at }, resolution) =>
      resolve(workspaceId, { id, accountId, calledAt: started_at ?? new Date() }, resolution),
    submit,
    send: async (text, more) => desk.settled(await submit(text, more), 8000),
    message,
    steps: (id) =>
      database.db
        .selectFrom('steps')
        .select(['state', 'settled_by'])
        .where('workspace_id', '=', workspaceId)
        .where('message_id', '=', id)
        .orderBy('id')
        .execute(),
    until: (id, status) =>
      eventually(
        () => message(id),
        (row) => row.status === status,
      ),
    async inbound({ ago = 0, data = {}, person = PERSON } = {}) {
      const at = new Date(Date.now() - ago)
      const id = `in.${newUuid()}`
      const said = { messageId: id, conversationId: person, platform, sender: { id: person }, content: 'Hi', ...data }
      const event = await store('message.received', naturalKey('message', id), said, person, at)
      if (!event) throw new Error('stored before')
      await route(database, window, [inbox], [event])
      return event
    },
    event: (type, key, data, person = PERSON) => store(type, key, data, person, new Date()),
    async events(type) {
      const rows = await database.db
        .selectFrom('events')
        .select(['id', 'type', 'data'])
        .where('workspace_id', '=', workspaceId)
        .where('type', '=', type)
        .orderBy('id')
        .execute()
      return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as Record<string, unknown> }))
    },
    stop: async () => stage?.stop(),
  }
}

/** Has events of one workspace prepared and routed, to nobody. */
async function route(
  database: Database,
  window: IdWindow,
  handlers: readonly EventHandler[],
  events: readonly StoredEvent[],
): Promise<void> {
  const prepared = await prepareEvents(handlers, events)
  const ready = prepared.flatMap((each) => (each.state === 'ready' ? [each.event] : []))
  await storeRouting(database, window, ready[0]?.workspaceId ?? '', handlers, ready, [])
}
