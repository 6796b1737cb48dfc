import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { floorUuid, newUuid } from '../../src/events/ids.ts'

import { openDatabase } from '../../src/store/open.ts'
import { silent } from '../support/databases.ts'
import { migrateBefore } from '../support/migrations.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { countersOf, recountOf } from '../support/recount.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => await server.stop())

it('the migration counts what is stored', async () => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await migrateBefore(client, 'counters')
  const workspaceId = newUuid()
  // Of 600 events of the last two days: some wait or failed to be processed, the others have none to two deliveries.
  await client.query(
    `insert into events (workspace_id, id, platform, account_id, type, dedup_key, occurred_at, received_at, data, raw)
      select $1, (substr(f, 1, 14) || substr(gen_random_uuid()::text, 15))::uuid, 'instagram',
        case n % 3 when 0 then null else ($2::uuid[])[n % 3] end, case n % 2 when 0 then 'message.received' else 'comment.created' end,
        gen_random_uuid(), now(), now(), '{}', '{}'
      from unnest($3::text[]) with ordinality as t(f, n)`,
    [
      workspaceId,
      [newUuid(), newUuid()],
      Array.from({ length: 600 }, (_, n) => floorUuid(new Date(Date.now() - n * 5 * 60_000))),
    ],
  )
  await client.query(
    `insert into event_queue (workspace_id, event_id, state, due_at)
      select workspace_id, id, case n % 2 when 0 then 'pending' else 'failed' end, now()
      from (select workspace_id, id, row_number() over (order by id) as n from events) e where n % 20 < 2`,
  )
  await client.query(
    `insert into deliveries (workspace_id, id, event_id, endpoint_id, state, due_at, attempts, created_at, completed_at)
      select workspace_id, (substr(id::text, 1, 14) || substr(gen_random_uuid()::text, 15))::uuid, id, endpoint,
        case (n + k) % 5 when 0 then 'pending' when 1 then 'pending' when 2 then 'failed' else 'delivered' end, now(), (n + k) % 5,
        now(), case when (n + k) % 5 > 1 then date_trunc('milliseconds', now()) end
      from (select workspace_id, id, row_number() over (order by id) as n from events) e
      cross join unnest($1::uuid[]) with ordinality as w(endpoint, k) where k <= n % 4`,
    [[newUuid(), newUuid()]],
  )
  await client.query(
    `insert into attempts (workspace_id, delivery_id, id, number, started_at, duration_ms, outcome, status_code, error)
      select workspace_id, id, (substr(id::text, 1, 14) || substr(gen_random_uuid()::text, 15))::uuid, 1, now(),
        attempts * 40, case attempts when 1 then 'retry' when 2 then 'failure' else 'success' end,
        case attempts when 2 then null else 200 + attempts end, case attempts when 2 then 'timeout: no answer' end
      from deliveries where attempts > 0`,
  )
  await client.end()
  const database = await openDatabase({ dataDir: '', databaseUrl: server.url, log: silent })
  const now = new Date()
  const counted = await countersOf(database, workspaceId, now)
  expect(Object.keys(counted).length).toBeGreaterThan(500)
  expect(counted).toEqual(await recountOf(database, workspaceId, now))
  await database.close()
})
