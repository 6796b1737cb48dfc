import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createDestinations } from '../src/destinations/index.ts'
import { createEndpointHealth, type EndpointHealth, type Failure } from '../src/endpoints/health.ts'
import { createEndpointRegistry, type Endpoint, type EndpointRegistry } from '../src/endpoints/registry.ts'
import { createHubEvents } from '../src/store/events/hub-events.ts'
import { createIdWindow } from '../src/store/events/id-window.ts'
import { firstWorkspace } from '../src/store/workspaces/workspaces.ts'
import { describeStore, silent } from './support/databases.ts'
import { seedEndpoint, vault } from './support/endpoints.ts'
import { type TroubledStore, troubled } from './support/troubled.ts'

const HOUR_MS = 3_600_000
const failure = (given: Partial<Failure> = {}): Failure => ({
  at: new Date(),
  code: 'http_status',
  statusCode: 500,
  detail: 'the endpoint answered 500',
  unwanted: false,
  ...given,
})

describeStore('the health of endpoints', (store) => {
  let trouble: TroubledStore
  let workspaceId: string
  let registry: EndpointRegistry
  let health: EndpointHealth
  let alerts: string[]
  beforeEach(async () => {
    const database = store.database()
    workspaceId = (await firstWorkspace(database)).id
    for (const table of ['events', 'event_queue', 'endpoints'] as const) await database.db.deleteFrom(table).execute()
    trouble = troubled(database)
    registry = await createEndpointRegistry(trouble.database, vault, createDestinations(), silent)
    alerts = []
    health = createEndpointHealth({
      database: trouble.database,
      endpoints: registry,
      hubEvents: createHubEvents(trouble.database, createIdWindow(), () => undefined),
      alerts: { send: (_workspaceId, kind) => void alerts.push(kind) },
      disableAfterMs: HOUR_MS,
      log: silent,
    })
  })
  afterEach(async () => {
    await allow()
    await health.stop()
    registry.close()
  })

  const endpoint = async (failingForMs?: number): Promise<Endpoint> => {
    const failingSince = failingForMs === undefined ? null : new Date(Date.now() - failingForMs)
    const id = await seedEndpoint(store.database().db, workspaceId, { failing_since: failingSince, failures: 9 })
    await registry.changed()
    const found = registry.byId(id)
    if (!found) throw new Error('the endpoint is not there')
    return found
  }
  /** The store takes no event of the hub until `allow`. */
  const refuse = async () => {
    const { db } = store.database()
    await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''no event''; end'`.execute(
      db,
    )
    await sql`create trigger refuse before insert on events for each row execute function refuse()`.execute(db)
  }
  const allow = () => sql`drop function if exists refuse() cascade`.execute(store.database().db)
  const row = (id: string) =>
    store
      .database()
      .db.selectFrom('endpoints')
      .select(['state', 'warned_percent'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  const told = async () =>
    (await store.database().db.selectFrom('events').select('type').execute()).map(({ type }) => type)

  it('disable one that is gone and tell of it together, or not at all and once more', async () => {
    const gone = await endpoint()
    await refuse()
    health.note(gone, failure({ code: 'gone', unwanted: true }))
    await health.flush()
    expect((await row(gone.id)).state).toBe('enabled')
    await allow()
    await health.flush()
    expect((await row(gone.id)).state).toBe('disabled')
    expect(await told()).toEqual(['webhook.disabled'])
    expect(alerts).toEqual(['webhookDisabled'])
    expect(registry.byId(gone.id)?.state).toBe('disabled')
  })

  it('tell of one that was disabled also when it cannot be read again at once', async () => {
    const dead = await endpoint(2 * HOUR_MS)
    trouble.cutNext('load_endpoints')
    health.note(dead, failure())
    await health.flush()
    expect((await row(dead.id)).state).toBe('disabled')
    expect([await told(), alerts]).toEqual([['webhook.disabled'], ['webhookDisabled']])
  })

  it('warn and tell of it together, or at the next failure', async () => {
    const failing = await endpoint(0.75 * HOUR_MS)
    await refuse()
    health.note(failing, failure())
    await health.flush()
    expect([(await row(failing.id)).warned_percent, alerts]).toEqual([0, []])
    await allow()
    health.note(failing, failure())
    await health.flush()
    expect((await row(failing.id)).warned_percent).toBe(70)
    expect([await told(), alerts]).toEqual([['webhook.failing'], ['webhookFailing']])
  })

  it('keep the newest failure, also when a success follows at once or an older one is written later', async () => {
    const failing = await endpoint()
    const at = (seconds: number) => new Date(Date.UTC(2026, 0, 10, 12, 0, seconds))
    const lastError = () =>
      store
        .database()
        .db.selectFrom('endpoints')
        .select(['failures', 'last_error_at', 'last_error_code', 'last_error_status', 'last_error_detail'])
        .where('id', '=', failing.id)
        .executeTakeFirstOrThrow()
    health.note(failing, failure({ at: at(1) }))
    health.note(failing, failure({ at: at(2), code: 'timeout', statusCode: undefined, detail: 'timeout: none came' }))
    health.note(failing, undefined)
    await health.flush()
    const newest = {
      failures: 0,
      last_error_at: at(2),
      last_error_code: 'timeout',
      last_error_status: null,
      last_error_detail: 'timeout: none came',
    }
    expect(await lastError()).toEqual(newest)
    health.note(failing, failure({ at: at(1) }))
    await health.flush()
    expect(await lastError()).toEqual({ ...newest, failures: 1 })
  })

  it('say why one was disabled that wants nothing more', async () => {
    const unwanted = await endpoint()
    health.note(
      unwanted,
      failure({ code: 'closed', statusCode: undefined, detail: 'the topic is closed', unwanted: true }),
    )
    await health.flush()
    const { db } = store.database()
    const row = await db.selectFrom('endpoints').selectAll().where('id', '=', unwanted.id).executeTakeFirstOrThrow()
    expect([row.disabled_code, row.disabled_reason]).toEqual([
      'wants_no_more',
      'It wants nothing more: the topic is closed',
    ])
  })
})
