import { sql } from 'kysely'
import type { Executor } from '../database.ts'
import type { AccountRecord } from './read.ts'

/** The ids of accounts whose check is due and that no process has leased, the longest due first. */
export async function dueChecks(executor: Executor, workspaceId: string, limit: number): Promise<string[]> {
  const rows = await executor
    .selectFrom('accounts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('check_due_at', '<=', sql<Date>`now()`)
    .where((eb) => eb.or([eb('check_leased_until', 'is', null), eb('check_leased_until', '<', sql<Date>`now()`)]))
    .orderBy('check_due_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Takes the account for a check of at most `leaseMs`; undefined while another process has it, or when it is not connected. */
export async function leaseAccount(
  executor: Executor,
  workspaceId: string,
  id: string,
  leaseMs: number,
): Promise<AccountRecord | undefined> {
  return await executor
    .updateTable('accounts')
    .set({ check_leased_until: sql<Date>`now() + ${leaseMs}::int4 * interval '1 millisecond'` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'connected')
    .where((eb) => eb.or([eb('check_leased_until', 'is', null), eb('check_leased_until', '<', sql<Date>`now()`)]))
    .returningAll()
    .executeTakeFirst()
}

/** Makes the check of every connected account due within `spreadMs`. @returns how many they are. */
export async function checkAllSoon(executor: Executor, workspaceId: string, spreadMs: number): Promise<number> {
  const { numUpdatedRows } = await executor
    .updateTable('accounts')
    .set({ check_due_at: sql<Date>`now() + random() * ${spreadMs}::int4 * interval '1 millisecond'` })
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'connected')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
