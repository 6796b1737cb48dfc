import pg from 'pg'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { newUuid } from '../../src/events/ids.ts'
import { migrate, readMigrations } from '../../src/store/migrate.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => await server.stop())

it('the migration makes stored addresses the settings of destinations', async () => {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  onTestFinished(() => client.end())
  const migrations = await readMigrations()
  const before = migrations.findIndex(({ name }) => name === 'destinations')
  await migrate(client, migrations.slice(0, before))
  const url = 'https://example.com/a?b="c"&d=\\\\'
  await client.query(
    'insert into endpoints (workspace_id, id, url, events, secret_sealed) values ($1, $1, $2, array[$3], $4)',
    [newUuid(), url, '*', Buffer.from('sealed')],
  )
  await migrate(client, migrations.slice(0, before + 1))
  const { rows } = await client.query('select kind, config from endpoints')
  expect(rows).toEqual([{ kind: 'webhook', config: { url } }])
})
