import type { Database } from '../database.ts'

const RECOVER = {
  name: 'recover_messages',
  background: true,
  text: `update messages set
      status = case when safe then 'queued' else 'failed' end,
      due_at = now(), claim = null,
      outcome_unknown = not safe,
      reason = case when safe then 'retry' end,
      error_kind = case when safe then null else 'unavailable' end,
      error_message = case when safe then null else $5::text end,
      error_retryable = case when safe then null else false end,
      failed_at = case when safe then null else now() end
    from (
      select m.workspace_id as w, m.id as i,
        m.platform = any($2::text[]) and m.via is distinct from 'reply' and m.attempts < $4::int4
          and m.created_at > now() - interval '23 hours' as safe
      from messages m
      where m.workspace_id = $1::uuid and m.status = 'sending' and (m.due_at <= now() or $3::bool)
      for update skip locked
    ) as stuck
    where workspace_id = stuck.w and id = stuck.i
    returning id, status`,
} as const

/**
 * Ends `sending` of messages whose sender is gone (or all: `every`). Platforms that de-duplicate by a key get them once
 * more; elsewhere they are `failed` with an unknown outcome, until an echo or a status shows that they were sent.
 */
export async function recoverMessages(
  database: Database,
  workspaceId: string,
  options: { deduplicating: readonly string[]; every: boolean; maxAttempts: number; message: string },
): Promise<{ id: string; status: 'queued' | 'failed' }[]> {
  return await database.hot(RECOVER, [
    workspaceId,
    [...options.deduplicating],
    options.every,
    options.maxAttempts,
    options.message,
  ])
}
