import type { Database, Executor } from '../database.ts'

const SELECT = {
  name: 'read_settings',
  text: 'select workspace_id, key, value from settings',
} as const

/** The saved settings of each workspace by name. */
export async function readSettings(database: Database): Promise<Map<string, Record<string, unknown>>> {
  const rows = await database.hot<{ workspace_id: string; key: string; value: string }>(SELECT, [])
  const byWorkspace = Map.groupBy(rows, (row) => row.workspace_id)
  return new Map(
    [...byWorkspace].map(([workspaceId, own]) => [
      workspaceId,
      Object.fromEntries(own.map(({ key, value }) => [key, JSON.parse(value) as unknown])),
    ]),
  )
}

/** Saves settings, replacing those of the same names. */
export async function writeSettings(
  executor: Executor,
  workspaceId: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const rows = Object.entries(values).map(([key, value]) => ({
    workspace_id: workspaceId,
    key,
    value: JSON.stringify(value),
  }))
  if (rows.length === 0) return
  await executor
    .insertInto('settings')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'key']).doUpdateSet((from) => ({ value: from.ref('excluded.value') })),
    )
    .execute()
}

/** Deletes saved settings. */
export async function deleteSettings(executor: Executor, workspaceId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await executor
    .deleteFrom('settings')
    .where('workspace_id', '=', workspaceId)
    .where('key', 'in', [...keys])
    .execute()
}
