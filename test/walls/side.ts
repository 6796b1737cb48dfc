import { type IdKind, toPublicId } from '../../src/events/ids.ts'
import type { Database } from '../../src/store/database.ts'

/** One of the two workspaces. */
export interface Side {
  readonly workspaceId: string
  /** A text that stands in every kind of its rows, and nowhere else. */
  readonly marker: string
  /** An admin key that is not the operator's. */
  readonly key: string
  /** A public id of each kind that paths and filters name. */
  readonly ids: Readonly<Partial<Record<IdKind, string>>>
  /** An account that can send, and a person to send to. */
  readonly account: { readonly platform: string; readonly credentials: object; readonly person: string }
  /** An application that gets its deliveries. */
  readonly url: string
}

const TABLES = [
  ['events', 'event'],
  ['endpoints', 'endpoint'],
  ['deliveries', 'delivery'],
  ['attempts', 'attempt'],
  ['rejections', 'rejection'],
  ['replays', 'replay'],
  ['contacts', 'contact'],
  ['conversations', 'conversation'],
  ['messages', 'message'],
  ['comments', 'comment'],
  ['api_keys', 'apiKey'],
  ['connect_sessions', 'connectSession'],
  ['accounts', 'account'],
  ['audit', 'audit'],
] as const

/** Everything by which a row of the workspace can be known: its marker, and the ids of all its rows. */
export async function traitsOf({ db }: Database, { workspaceId, marker }: Side): Promise<string[]> {
  const traits = [marker, workspaceId, toPublicId('workspace', workspaceId)]
  for (const [table, kind] of TABLES) {
    const rows = await db.selectFrom(table).select('id').where('workspace_id', '=', workspaceId).execute()
    for (const { id } of rows) traits.push(id, toPublicId(kind, id))
  }
  return traits
}

/** The kinds of rows that the workspace has none of. */
export async function missingIn({ db }: Database, { workspaceId }: Side): Promise<string[]> {
  const missing: string[] = []
  for (const [table] of TABLES) {
    const rows = await db.selectFrom(table).select('id').where('workspace_id', '=', workspaceId).limit(1).execute()
    if (rows.length === 0) missing.push(table)
  }
  return missing
}
