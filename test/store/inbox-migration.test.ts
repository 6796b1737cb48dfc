import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newUuid } from '../../src/events/ids.ts'
import { migrate } from '../../src/store/migrate.ts'
import { createDatabase, dropDatabase } from '../support/databases.ts'
import { migrateBefore } from '../support/migrations.ts'

const workspace = newUuid()
const [messenger, line, whatsapp] = [newUuid(), newUuid(), newUuid()]
const [first, second, stranger] = [newUuid(), newUuid(), newUuid()]
const AT = new Date('2026-01-10T12:00:00Z')

let url: string
let client: pg.Client
const rows = async (text: string) => (await client.query(text)).rows

beforeAll(async () => {
  url = await createDatabase()
  client = new pg.Client({ connectionString: url })
  await client.connect()
  await migrateBefore(client, 'contacts')
  await client.query('insert into workspaces (id, name) values ($1, $2)', [workspace, 'ours'])
  for (const [id, platform] of [
    [messenger, 'facebook'],
    [line, 'line'],
    [whatsapp, 'whatsapp'],
  ])
    await client.query(
      'insert into accounts (workspace_id, id, platform, external_id) values ($1, $2::uuid, $3, $2::text)',
      [workspace, id, platform],
    )
  const conversation = (account: string, key: string, alias: string | null, token: string | null) =>
    client.query(
      `insert into conversations (workspace_id, account_id, key, alias, last_inbound_at, last_message_id, quote_token, reply_token, reply_token_until)
        values ($1, $2, $3, $4, $5, 'm', 'q', $6, $5)`,
      [workspace, account, key, alias, AT, token],
    )
  await conversation(messenger, 'p1', null, null)
  await conversation(line, 'U1', null, 'token')
  await conversation(line, 'C1', null, null)
  await conversation(whatsapp, 'US.1', '4915', null)
  await conversation(whatsapp, '4916', null, null)
  const message = (
    id: string,
    account: string,
    platform: string,
    key: string,
    mid: string | null,
    sentAt: Date | null,
  ) =>
    client.query(
      `insert into messages (workspace_id, id, account_id, platform, conversation_key, recipient, type, content, sent_by, idempotency_key,
          fingerprint, status, platform_message_id, sent_at)
        values ($1, $2::uuid, $3, $4, $5, $5, 'text', '{"type":"text","text":"Hi"}', 'me', $2::text, 'f', 'sent', $6, $7)`,
      [workspace, id, account, platform, key, mid, sentAt],
    )
  await message(first, messenger, 'facebook', 'p1', 'mid.1', AT)
  await message(second, messenger, 'facebook', 'p1', 'mid.1', AT)
  await message(stranger, whatsapp, 'whatsapp', '4917', null, null)
  await migrate(client)
})
afterAll(async () => {
  await client.end()
  await dropDatabase(url)
})

it('makes a contact, an identity and a conversation of each conversation, with its window and token', async () => {
  const found = await rows(
    `select c.account_id, c.key, c.kind, c.contact_id is not null as contact, c.last_inbound_at, c.last_message_id, c.reply_token,
        array_agg(i.kind || ' ' || i.value order by i.kind) as names
      from conversations c join identities i on i.conversation_id = c.id and i.contact_id is not distinct from c.contact_id
      group by c.id, c.account_id, c.key, c.kind, c.contact_id, c.last_inbound_at, c.last_message_id, c.reply_token order by c.key collate "C"`,
  )
  const known = { last_inbound_at: AT, last_message_id: 'm', reply_token: null, kind: 'person', contact: true }
  expect(found).toEqual([
    { ...known, account_id: whatsapp, key: '4916', names: ['id 4916', 'phone 4916'] },
    {
      ...known,
      account_id: whatsapp,
      key: '4917',
      names: ['id 4917', 'phone 4917'],
      last_inbound_at: null,
      last_message_id: null,
    },
    { ...known, account_id: line, key: 'C1', names: ['id C1'], kind: 'group', contact: false },

    { ...known, account_id: line, key: 'U1', names: ['id U1'], reply_token: 'token' },
    { ...known, account_id: whatsapp, key: 'US.1', names: ['id US.1', 'phone 4915'] },
    { ...known, account_id: messenger, key: 'p1', names: ['id p1'] },
  ])
  expect(await rows('select count(*)::int as count from contacts')).toEqual([{ count: 5 }])
})

it('keeps messages, with their ids and keys, as outgoing ones of their conversation', async () => {
  const found = await rows(
    `select m.id, m.direction, k.key as idempotency_key, m.said_at, m.status, m.platform_message_id, c.key from messages m join idempotency_keys k on k.message_id = m.id
      join conversations c on c.id = m.conversation_id order by m.id`,
  )
  const kept = { direction: 'out', status: 'sent' }
  expect(found).toEqual([
    { ...kept, id: first, idempotency_key: first, said_at: AT, platform_message_id: 'mid.1', key: 'p1' },
    { ...kept, id: second, idempotency_key: second, said_at: AT, platform_message_id: null, key: 'p1' },
    { ...kept, id: stranger, idempotency_key: stranger, said_at: null, platform_message_id: null, key: '4917' },
  ])
  expect(await rows("select last_outbound_at from conversations where key = 'p1'")).toEqual([{ last_outbound_at: AT }])
})

it('lets retention wait until the inbox has seen what is stored', async () => {
  expect(await rows('select handler, completed_at from catch_ups')).toEqual([{ handler: 'inbox', completed_at: null }])
})
