import { rows, statement } from '../batch.ts'
import type { Runner } from '../database.ts'

/** Everything that was said to a conversation until a time was delivered, or read. */
export interface ReadMark {
  readonly conversationId: string
  readonly status: 'delivered' | 'read'
  readonly until: Date
  readonly at: Date
}

const KEEP = statement(
  'keep_read_marks',
  {
    workspaceId: 'uuid',
    marks: rows<ReadMark>({ conversationId: 'uuid', status: 'text', until: 'timestamptz', at: 'timestamptz' }),
  },
  ({ workspaceId, marks }) => `
    insert into read_marks (workspace_id, conversation_id, status, until, at)
    select ${workspaceId}, coalesce(c.merged_into, c.id), k.status, k.until, min(k.at)
    from ${marks.as('k')} cross join lateral (
      select id, merged_into from conversations where workspace_id = ${workspaceId} and id = k.conversation_id offset 0) c
    group by 2, 3, 4 order by 2, 3, 4
    on conflict (workspace_id, conversation_id, status, until) do update set at = least(read_marks.at, excluded.at)`,
)

// A platform says the time by its own clock, which may be a little behind the one that the start of a message is taken from.
const APPLY = statement(
  'apply_read_marks',
  { workspaceId: 'uuid', conversationIds: 'uuid[]' },
  ({ workspaceId, conversationIds }) => `with conversation as (
      select distinct coalesce(c.merged_into, c.id) as id from conversations c
      where c.workspace_id = ${workspaceId} and c.id = any(${conversationIds})
    ), covered as (
      select m.id, min(k.at) filter (where k.status = 'delivered') as delivered_at,
        min(k.at) filter (where k.status = 'read') as read_at
      from conversation c
      join read_marks k on k.workspace_id = ${workspaceId} and k.conversation_id = c.id
      join messages m on m.workspace_id = ${workspaceId} and m.conversation_id = c.id and m.direction = 'out'
        and m.said_at > k.until - interval '30 days' and (m.said_at <= k.until or m.started_at <= k.until + interval '100 milliseconds')
        and m.status in ('sent', 'delivered', 'read', 'failed') and m.platform_message_id is not null
        and k.at < coalesce(case k.status when 'read' then m.read_at else m.delivered_at end, 'infinity')
      group by m.id order by m.id
    )
    update messages m set delivered_at = least(m.delivered_at, v.delivered_at), read_at = least(m.read_at, v.read_at),
      status = case when least(m.read_at, v.read_at) is not null then 'read' else 'delivered' end,
      failed_at = null, error_kind = null, error_code = null, error_message = null, error_retryable = null
    from covered v where m.workspace_id = ${workspaceId} and m.id = v.id and m.id = any(array(select id from covered))`,
)

/** Notes what a platform reports by time. */
export function keepReadMarks(run: Runner, workspaceId: string, marks: readonly ReadMark[]): Promise<unknown> {
  return run(KEEP, KEEP.values({ workspaceId, marks }))
}

/** Moves the messages of these conversations to where the marks are. Their rows are locked. */
export function applyReadMarks(run: Runner, workspaceId: string, conversationIds: readonly string[]): Promise<unknown> {
  return run(APPLY, APPLY.values({ workspaceId, conversationIds }))
}
