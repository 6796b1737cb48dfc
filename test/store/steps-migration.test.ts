import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newUuid } from '../../src/events/ids.ts'
import { migrate } from '../../src/store/migrate.ts'
import { createDatabase, dropDatabase } from '../support/databases.ts'
import { migrateBefore } from '../support/migrations.ts'

const workspace = newUuid()
const account = newUuid()
const MESSAGES = [
  { status: 'sending', unknown: false, now: 'queued', step: 'running', line: 'sent now' },
  { status: 'failed', unknown: true, now: 'unknown', step: 'unknown', line: null },
  { status: 'queued', unknown: true, now: 'queued', step: 'unknown', line: 'waits' },
  { status: 'failed', unknown: false, now: 'failed', step: null, line: null },
  { status: 'sent', unknown: false, now: 'sent', step: null, line: null },
]

const DUE_AT = new Date('2026-01-10T12:00:00Z')

let url: string
let client: pg.Client

beforeAll(async () => {
  url = await createDatabase()
  client = new pg.Client({ connectionString: url })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await dropDatabase(url)
})

it('the migrations make a step of each call that is under way or of unknown outcome, and put what waits in line', async () => {
  await migrateBefore(client, 'steps')
  const ids = MESSAGES.map(() => newUuid())
  for (const [index, { status, unknown }] of MESSAGES.entries())
    await client.query(
      `insert into messages (workspace_id, id, account_id, platform, conversation_key, recipient, type, content, sent_by, fingerprint,
          status, outcome_unknown, started_at, due_at, via, idempotency_key)
        values ($1, $2::uuid, $3, 'instagram', 'p', 'p', 'text', '{}', 'me', 'f', $4, $5, now(), $6, 'reply', $2::text)`,
      [workspace, ids[index], account, status, unknown, DUE_AT],
    )
  await client.query(
    `insert into rate_budgets (workspace_id, account_id, name, subject, tokens, usage_share) values ($1, $2, 'hold', '', 0, 0.5)`,
    [workspace, account],
  )

  await migrate(client)
  const { rows } = await client.query(
    `select m.id, m.status, s.state, s.started_at is not null as started, s.ended_at is not null as ended, s.by_token, q.due_at,
        case when q.owner is not null then 'sent now' when q.message_id is not null then 'waits' end as line, k.fingerprint
      from messages m left join steps s on s.workspace_id = m.workspace_id and s.message_id = m.id
        left join message_queue q on q.workspace_id = m.workspace_id and q.message_id = m.id
        left join idempotency_keys k on k.workspace_id = m.workspace_id and k.key = m.id::text`,
  )
  const found = new Map(rows.map(({ id, ...row }) => [id, row]))
  for (const [index, { now, step, line }] of MESSAGES.entries())
    expect(found.get(ids[index])).toEqual({
      status: now,
      state: step,
      started: step !== null,
      ended: step === 'unknown',
      by_token: step && step === 'running',
      due_at: line && DUE_AT,
      line,
      fingerprint: 'f',
    })
  const { rows: holds } = await client.query('select usage_share, usage_at is not null as dated from rate_budgets')
  expect(holds).toEqual([{ usage_share: 0.5, dated: true }])
})
