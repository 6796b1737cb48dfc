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

it("the migration calls stored messages in a platform's own words native, and made secrets by what they are for", async () => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await migrateBefore(client, 'native_content')
  const workspaceId = newUuid()
  const message = { type: 'text', text: 'สวัสดี 😀' }
  for (const type of ['line', 'text'])
    await client.query(
      `insert into messages (workspace_id, id, account_id, platform, direction, type, content)
        values ($1, $2, $2, 'line', 'out', $3, $4)`,
      [workspaceId, newUuid(), type, JSON.stringify({ type, message })],
    )
  for (const name of ['meta.app_secret', 'meta.verify_token'])
    await client.query('insert into secrets (workspace_id, name, sealed) values ($1, $2, $3)', [
      workspaceId,
      name,
      name,
    ])

  await migrate(client)

  const { rows } = await client.query('select type, content from messages order by type')
  expect(rows.map(({ type, content }) => [type, JSON.parse(content)])).toEqual([
    ['native', { type: 'native', message }],
    ['text', { type: 'text', message }],
  ])
  const secrets = await client.query<{ name: string; sealed: Buffer }>('select name, sealed from secrets order by name')
  expect(secrets.rows.map(({ name, sealed }) => [name, sealed.toString()])).toEqual([
    ['platforms.app_secret', 'meta.app_secret'],
    ['platforms.verify_token', 'meta.verify_token'],
  ])
  await client.end()
})
