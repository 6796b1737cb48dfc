import type { Executor } from '../database.ts'

/** Stores a sealed secret unless one of this name is stored already. @returns the one that is stored now. */
export async function keepSecret(
  executor: Executor,
  workspaceId: string,
  name: string,
  sealed: Buffer,
): Promise<{ readonly sealed: Buffer; readonly made: boolean }> {
  const inserted = await executor
    .insertInto('secrets')
    .values({ workspace_id: workspaceId, name, sealed })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doNothing())
    .returning('name')
    .executeTakeFirst()
  if (inserted) return { sealed, made: true }
  const row = await executor
    .selectFrom('secrets')
    .select('sealed')
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return { sealed: row.sealed, made: false }
}
