import { sql } from 'kysely'
import type { Executor } from '../database.ts'

/** Queues a message of unknown outcome again, because a person wants that. @returns false when its outcome is known. */
export async function sendAgain(executor: Executor, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with again as (
      update messages set status = 'queued', via = null, failed_at = null,
        error_kind = null, error_code = null, error_message = null, error_retryable = null
      where workspace_id = ${workspaceId} and id = ${id} and status = 'unknown'
      returning *
    ), queued as (
      insert into message_queue (workspace_id, message_id, account_id, platform, conversation_key, recipient, type, due_at, attempts)
      select workspace_id, id, account_id, platform, conversation_key, recipient, type, ${new Date()}::timestamptz, attempts from again
    ), resolved as (
      update steps s set state = 'resolved', settled_by = 'person' from again
      where s.workspace_id = ${workspaceId} and s.message_id = again.id and s.state = 'unknown'
    )
    select id from again`.execute(executor)
  return rows.length > 0
}
