import { sql } from 'kysely'
import { pino } from 'pino'
import { openDatabase } from '../src/store/open.ts'
import { startHub } from './hub.ts'

const BATCH = 50_000
const STEP_MS = 2000

export interface Where {
  readonly dataDir: string
  readonly port: number
  readonly databaseUrl?: string
}

/**
 * Fills a new store with so many processed events of the past, `stepMs` between them, a tenth of them comments; no hub
 * may run on it.
 */
export async function seedEvents(entry: string, where: Where, count: number, stepMs = STEP_MS): Promise<void> {
  // The first start makes the workspace.
  const hub = startHub({ entry, ...where })
  await hub.ready()
  await hub.stop()
  const database = await openDatabase({ ...where, log: pino({ level: 'silent' }) })
  try {
    const end = Date.now() - 60_000
    for (let from = 0; from < count; from += BATCH) {
      await insertBatch(database.db, { from, to: Math.min(count, from + BATCH), startMs: end - count * stepMs, stepMs })
    }
    await sql`analyze events`.execute(database.db)
  } finally {
    await database.close()
  }
}

type Db = Awaited<ReturnType<typeof openDatabase>>['db']

interface Batch {
  readonly from: number
  readonly to: number
  readonly startMs: number
  readonly stepMs: number
}

/** Ids are UUIDv7s of the time an event has (RFC 9562 5.7). */
async function insertBatch(db: Db, { from, to, startMs, stepMs }: Batch): Promise<void> {
  await sql`
    insert into events (workspace_id, id, platform, type, dedup_key, occurred_at, received_at, sender_id, conversation_key, data, raw)
    select w.id,
           (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid,
           case i % 4 when 0 then 'instagram' when 1 then 'facebook' when 2 then 'whatsapp' else 'line' end,
           case when i % 10 = 0 then 'comment.created' else 'message.received' end,
           md5('seed' || i)::uuid, to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0),
           'sender-' || i % 5000, 'conversation-' || i % 5000,
           '{"messageId":"seed-' || i || '","type":"dm","content":"Is the blue mug number ' || i || ' still available?",' ||
             '"sender":{"id":"sender-' || i % 5000 || '"},"attachments":[]}',
           '{"seed":' || i || '}'
    from generate_series(${from}::bigint, ${to - 1}::bigint) i
    cross join lateral (select (${startMs}::bigint + i * ${stepMs}::bigint) as ms) t
    cross join (select id from workspaces limit 1) w`.execute(db)
}
