import { sql } from 'kysely'
import type { Executor } from '../database.ts'

/** `account` is the platform's id; '' for the address that all accounts share. */
export interface Handshake {
  readonly platform: string
  readonly account: string
  readonly at: Date
  readonly ok: boolean
}

/**
 * Notes a handshake, at an account's own address only when there is such an account. Within a minute of a good one, a
 * stranger's bad one does not hide it.
 */
export async function noteHandshake(executor: Executor, workspaceId: string, handshake: Handshake): Promise<void> {
  const { platform, account, at, ok } = handshake
  await sql`
    insert into handshakes (workspace_id, platform, account, at, ok)
    select ${workspaceId}::uuid, ${platform}::text, ${account}::text, ${at}::timestamptz, ${ok}::boolean
    where ${account}::text = '' or exists (select 1 from accounts a
      where a.workspace_id = ${workspaceId}::uuid and a.platform = ${platform}::text and a.external_id = ${account}::text)
    on conflict (workspace_id, platform, account) do update set at = excluded.at, ok = excluded.ok
      where excluded.at >= handshakes.at
        and (excluded.ok or not handshakes.ok or excluded.at > handshakes.at + interval '1 minute')`.execute(executor)
}

/** The last handshake of each address of a platform, or of one address. */
export async function lastHandshake(
  executor: Executor,
  workspaceId: string,
  platform: string,
  account?: string,
): Promise<Pick<Handshake, 'at' | 'ok'> | undefined> {
  let query = executor
    .selectFrom('handshakes')
    .select(['at', 'ok'])
    .where('workspace_id', '=', workspaceId)
    .where('platform', '=', platform)
  if (account !== undefined) query = query.where('account', '=', account)
  return await query.orderBy('at', 'desc').limit(1).executeTakeFirst()
}
