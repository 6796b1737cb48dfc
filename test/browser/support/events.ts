import { sql } from 'kysely'
import type { Stage } from './dashboard.ts'

/** Events of the past, one each second. */
export async function seedEvents(stage: Stage, count: number): Promise<void> {
  const end = Date.now() - 60_000
  await sql`
    insert into events (workspace_id, id, platform, type, dedup_key, occurred_at, received_at, sender_id, conversation_key, data, raw)
    select w.id, (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(ms::text), 1, 3) || '8' || substr(md5(ms::text), 4, 15))::uuid,
           'line', 'message.received', gen_random_uuid(), to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), null, null,
           '{"content":"seeded ' || i || '"}', '{}'
    from generate_series(1::bigint, ${count}::bigint) i
    cross join lateral (select ${end}::bigint - i * 1000 as ms) t
    cross join (select id from workspaces limit 1) w`.execute(stage.hub().database.db)
}
