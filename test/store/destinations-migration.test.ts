import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newUuid } from '../../src/events/ids.ts'
import { createDatabase, dropDatabase } from '../support/databases.ts'
import { migrateBefore, migrateThrough } from '../support/migrations.ts'

let url: string
let client: pg.Client
beforeEach(async () => {
  url = await createDatabase()
  client = new pg.Client({ connectionString: url })
  await client.connect()
})
afterEach(async () => {
  await client.end()
  await dropDatabase(url)
})

it('the migration makes stored addresses the settings of destinations', async () => {
  await migrateBefore(client, 'destinations')
  const address = 'https://example.com/a?b="c"&d=\\'
  await client.query(
    'insert into endpoints (workspace_id, id, url, events, secret_sealed) values ($1, $1, $2, array[$3], $4)',
    [newUuid(), address, '*', Buffer.from('sealed')],
  )
  await migrateThrough(client, 'destinations')
  const { rows } = await client.query('select kind, config from endpoints')
  expect(rows).toEqual([{ kind: 'webhook', config: { url: address } }])
})

it('the migration gives webhooks that fail the error of their newest failed attempt, and no other one', async () => {
  await migrateBefore(client, 'last_error')
  const workspaceId = newUuid()
  const seed = async (failingSince: Date | null) => {
    const endpoint = newUuid()
    await client.query(
      `insert into endpoints (workspace_id, id, kind, config, events, secret_sealed, failing_since)
        values ($1, $2, 'webhook', '{"url":"https://example.com"}', array['*'], '', $3)`,
      [workspaceId, endpoint, failingSince],
    )
    for (const [number, status] of [404, 503].entries()) {
      const delivery = newUuid()
      const at = new Date(Date.UTC(2026, 0, 10, 12, number))
      await client.query(
        `insert into deliveries (workspace_id, id, event_id, endpoint_id, state, due_at, created_at)
          values ($1, $2, $2, $3, 'failed', now(), now())`,
        [workspaceId, delivery, endpoint],
      )
      await client.query(
        `insert into attempts (workspace_id, delivery_id, id, number, started_at, duration_ms, outcome, status_code, code, error)
          values ($1, $2, $3, 1, $4, 500, 'failure', $5, 'http_status', $6)`,
        [workspaceId, delivery, newUuid(), at, status, `the endpoint answered ${status}`],
      )
    }
    return endpoint
  }
  const failing = await seed(new Date())
  const healthy = await seed(null)
  await migrateThrough(client, 'last_error')
  const { rows } = await client.query(
    'select id, last_error_at, last_error_code, last_error_status, last_error_detail from endpoints',
  )
  expect(new Map(rows.map(({ id, ...error }) => [id, Object.values(error)]))).toEqual(
    new Map([
      [failing, [new Date('2026-01-10T12:01:00.500Z'), 'http_status', 503, 'the endpoint answered 503']],
      [healthy, [null, null, null, null]],
    ]),
  )
})
