import type { Release } from '../lib/lease.ts'
import { arrayOf } from './binary.ts'
import type { Database, HotStatement } from './database.ts'

/** What tells the statements of one queue from those of another. */
interface ReleaseOptions {
  readonly table: 'event_queue' | 'deliveries' | 'replays' | 'message_queue' | 'jobs'
  readonly id: 'id' | 'event_id' | 'message_id'
  /** Which rows can be leased. */
  readonly open: string
  /** Set beside the time and the owner. */
  readonly set?: string
  /** A further part of the statement, about the rows `released`, of which it has the workspace and the id. */
  readonly also?: string
}

export interface ReleaseStatements {
  readonly ids: HotStatement
  readonly owners: HotStatement
  readonly leases: HotStatement
}

/** The statements that end leases of a queue. */
export function releaseStatements({ table, id, open, set = '', also }: ReleaseOptions): ReleaseStatements {
  const statement = (kind: Release['kind'], condition: string): HotStatement => ({
    name: `release_${kind}_${table}`,
    text: `with released as (
        update ${table} set due_at = $2::timestamptz, owner = null${set}
        where workspace_id = any($1::uuid[]) and ${open} and ${condition} returning workspace_id, ${id}
      )${also ? `, ${also}` : ''} select count(*)::int as count from released`,
  })
  return {
    ids: statement('ids', `owner = $3::uuid and ${id} = any($4::uuid[])`),
    owners: statement('owners', `owner = any($3::uuid[]) and due_at > $2::timestamptz and ${id} <> all($4::uuid[])`),
    leases: statement('leases', `owner = $3::uuid and due_at = any($4::timestamptz[]) and ${id} <> all($5::uuid[])`),
  }
}

/** Ends leases in these workspaces at `now`. Resolves with the number of rows that became due. */
export async function release(
  database: Database,
  statements: ReleaseStatements,
  workspaceIds: readonly string[],
  what: Release,
  { owner, now }: { readonly owner: string; readonly now: number },
): Promise<number> {
  const [row] = await database.hot<{ count: number }>(statements[what.kind], [
    arrayOf('uuid', workspaceIds),
    new Date(now),
    ...valuesOf(what, owner),
  ])
  return row?.count ?? 0
}

function valuesOf(what: Release, owner: string): unknown[] {
  if (what.kind === 'ids') return [owner, arrayOf('uuid', what.ids)]
  if (what.kind === 'owners') return [arrayOf('uuid', what.owners), arrayOf('uuid', what.except)]
  const until = what.leasedUntil.map((time) => new Date(time))
  return [owner, arrayOf('timestamptz', until), arrayOf('uuid', what.except)]
}
