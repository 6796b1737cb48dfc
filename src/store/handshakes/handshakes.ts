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
 * Notes a handshake: at an account's own address in the account's workspace, and only when there is such an account; at
 * the address that all share in the first. Within a minute of a good one, a stranger's bad one does not hide it.
 */
export async function noteHandshake(executor: Executor, firstWorkspaceId: string, handshake: Handshake): Promise<void> {
  const { platform, account, at, ok } = handshake
  await sql`
    insert into handshakes (workspace_id, platform, account, at, ok)
    select coalesce(o.workspace_id, ${firstWorkspaceId}::uuid), ${platform}::text, ${account}::text, ${at}::timestamptz,
      ${ok}::boolean
    from (select 1) one left join account_owners o on o.platform = ${platform}::text and o.external_id = ${account}::text
    where ${account}::text = '' or o.workspace_id is not null
    on conflict (workspace_id, platform, account) do update set at = excluded.at, ok = excluded.ok
      where excluded.at >= handshakes.at
        and (excluded.ok or not handshakes.ok or excluded.at > handshakes.at + interval '1 minute')`.execute(executor)
}

/** The last handshake at any address of a platform that events of the workspace may come to: the one that all share too. */
export async function lastHandshakeOf(
  executor: Executor,
  workspaceId: string,
  platform: string,
): Promise<Pick<Handshake, 'at' | 'ok'> | undefined> {
  return await executor
    .selectFrom('handshakes')
    .select(['at', 'ok'])
    .where('platform', '=', platform)
    .where((eb) => eb.or([eb('workspace_id', '=', workspaceId), eb('account', '=', '')]))
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The last handshake at the address of an account. */
export async function lastHandshake(
  executor: Executor,
  workspaceId: string,
  platform: string,
  account: string,
): Promise<Pick<Handshake, 'at' | 'ok'> | undefined> {
  return await executor
    .selectFrom('handshakes')
    .select(['at', 'ok'])
    .where('workspace_id', '=', workspaceId)
    .where('platform', '=', platform)
    .where('account', '=', account)
    .executeTakeFirst()
}
