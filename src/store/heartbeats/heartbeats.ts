import type { Database } from '../database.ts'

const BEAT = {
  name: 'beat_heart',
  text: `with before as (
      select at from heartbeats where workspace_id = $1::uuid and name = $2::text
    )
    insert into heartbeats (workspace_id, name, at) values ($1::uuid, $2::text, now())
    on conflict (workspace_id, name) do update set at = excluded.at
    returning extract(epoch from now() - (select at from before))::float8 * 1000 as gap`,
} as const

/** Notes that a part of the hub works now. @returns the milliseconds since the last note; 0 for the first. */
export async function beatHeart(database: Database, workspaceId: string, name: string): Promise<number> {
  const [row] = await database.hot<{ gap: number | null }>(BEAT, [workspaceId, name])
  return row?.gap ?? 0
}
