import { answerOf, lookedAt, type WalkTexts, walk } from '../walk.ts'

const LAST_SAID = 'coalesce(greatest(c.last_message_at, c.last_inbound_at, c.last_outbound_at), c.created_at)'

/** Conversations that ended before the cutoff: `linked` says whether a name still leads to one. */
const idle = (p: WalkTexts) => `${lookedAt('conversations', p)}, linked as materialized (
      select distinct c.id from looked c join identities i on i.workspace_id = ${p.workspaceId} and i.account_id = c.account_id
        and i.conversation_id = c.id and (i.contact_id = c.contact_id or i.value = c.key)
    ), idle as materialized (
      select c.id, c.account_id, c.contact_id, c.key, c.id in (select id from linked) as linked from looked c
      where ${LAST_SAID} < ${p.cutoff}
        and not exists (select 1 from messages m where m.workspace_id = ${p.workspaceId} and m.conversation_id = c.id
          and (m.status = 'queued' or coalesce(m.said_at, m.created_at) >= ${p.cutoff}))
        and (c.merged_into is null or not exists (
          select 1 from conversations t where t.workspace_id = ${p.workspaceId} and t.id = c.merged_into))
    )`

/** Takes the names from conversations that ended before the cutoff: who writes again begins another. */
export const unlinkIdleConversations = walk(
  'unlink_idle_conversations',
  (p) => `with ${idle(p)}, groups as (
      delete from identities i using idle c
      where i.workspace_id = ${p.workspaceId} and i.account_id = c.account_id and i.value = c.key and i.conversation_id = c.id
        and i.contact_id is null
    ), people as (
      update identities i set conversation_id = null from idle c
      where i.workspace_id = ${p.workspaceId} and i.contact_id = c.contact_id and i.conversation_id = c.id
    )
    ${answerOf('select count(*) from idle where linked')}`,
)

/**
 * Deletes conversations that ended before the cutoff and have no name any more, with their messages. Names in memory lead to
 * a conversation for a minute more, so names are taken a sweep earlier. A conversation goes when its last message is gone.
 */
export const deleteUnlinkedConversations = walk(
  'delete_unlinked_conversations',
  (p) => `with ${idle(p)}, their_messages as (
      delete from messages where workspace_id = ${p.workspaceId} and id in (
        select m.id from idle c join messages m on m.workspace_id = ${p.workspaceId} and m.conversation_id = c.id
        where not c.linked limit ${p.limit})
      returning id
    ), their_steps as (
      delete from steps where workspace_id = ${p.workspaceId} and message_id in (select id from their_messages)
    ), gone as (
      delete from conversations c
      where c.workspace_id = ${p.workspaceId} and c.id in (select id from idle where not linked) and ${LAST_SAID} < ${p.cutoff}
        and not exists (select 1 from messages m where m.workspace_id = ${p.workspaceId} and m.conversation_id = c.id)
      returning c.id
    ), their_marks as (
      delete from read_marks where workspace_id = ${p.workspaceId} and conversation_id in (select id from gone)
    )
    ${answerOf('select count(*) from gone', 'exists (select 1 from their_messages)')}`,
)
