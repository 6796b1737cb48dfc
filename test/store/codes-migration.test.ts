import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newUuid } from '../../src/events/ids.ts'
import { migrate } from '../../src/store/migrate.ts'
import { migrateBefore } from '../support/migrations.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => await server.stop())

const ATTEMPTS = [
  ['success', 200, null, null],
  ['success', 200, 'invalid byte sequence for encoding "UTF8": 0x00', 'answer_not_stored'],
  ['retry', 500, 'the endpoint answered 500', 'http_status'],
  ['failure', 404, 'the endpoint answered 404', 'http_status'],
  ['failure', 302, 'the endpoint answered 302; redirects are not followed', 'redirect'],
  ['failure', 410, 'the endpoint answered 410 and was disabled', 'gone'],
  ['retry', null, 'timeout: no complete answer within 5000 ms', 'timeout'],
  ['retry', 200, 'timeout: no complete answer within 5000 ms', 'timeout'],
  ['retry', null, 'connection: connect ECONNREFUSED', 'connection'],
  ['failure', null, 'blocked: the address is private', 'blocked'],
  ['retry', null, 'something else', 'unknown'],
] as const
const GIVEN_UP = [
  ['failed', null, 'endpoint deleted', 'endpoint_deleted'],
  ['failed', 500, 'endpoint deleted', 'endpoint_deleted'],
  ['failed', null, 'delivered anew as what the event is understood as now', 'superseded'],
] as const
const STATES = { success: 'delivered', retry: 'pending', failure: 'failed' } as const

it('the migration gives stored attempts and deliveries the code of their sentence', async () => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await migrateBefore(client, 'attempt_codes')
  const workspaceId = newUuid()
  const wanted = new Map<string, string | null>()
  const seed = async (state: string, statusCode: number | null, error: string | null, code: string | null) => {
    const id = newUuid()
    wanted.set(id, code)
    await client.query(
      `insert into deliveries (workspace_id, id, event_id, endpoint_id, state, due_at, created_at, status_code, error)
        values ($1, $2, $2, $2, $3, now(), now(), $4, $5)`,
      [workspaceId, id, state, statusCode, error],
    )
    return id
  }
  for (const [state, statusCode, error, code] of GIVEN_UP) await seed(state, statusCode, error, code)
  for (const [outcome, statusCode, error, code] of ATTEMPTS)
    await client.query(
      `insert into attempts (workspace_id, delivery_id, id, number, started_at, duration_ms, outcome, status_code, error)
        values ($1, $2, $2, 1, now(), 1, $3, $4, $5)`,
      [workspaceId, await seed(STATES[outcome], statusCode, error, code), outcome, statusCode, error],
    )

  await migrate(client)
  const { rows: deliveries } = await client.query<{ id: string; code: string | null }>(
    'select id, code from deliveries',
  )
  const { rows: attempts } = await client.query<{ id: string; code: string | null }>('select id, code from attempts')
  expect(attempts).toHaveLength(ATTEMPTS.length)
  expect(new Map(deliveries.map(({ id, code }) => [id, code]))).toEqual(wanted)
  for (const { id, code } of attempts) expect(code).toBe(wanted.get(id))
  await client.end()
})
