import { answerOf, lookedAt, type WalkTexts, walk } from '../walk.ts'

/** Contacts that were first seen before the cutoff and of whom nothing is kept any more. */
const silent = (p: WalkTexts) => `${lookedAt('contacts', p)}, silent as materialized (
      select c.id from looked c
      where c.first_seen_at < ${p.cutoff}
        and not exists (select 1 from conversations t where t.workspace_id = ${p.workspaceId} and t.contact_id = c.id)
        and not exists (select 1 from comments t where t.workspace_id = ${p.workspaceId} and t.contact_id = c.id)
        and (c.merged_into is null or not exists (
          select 1 from contacts t where t.workspace_id = ${p.workspaceId} and t.id = c.merged_into))
    )`

/** Takes the names from contacts without conversations and comments. */
export const unlinkSilentContacts = walk(
  'unlink_silent_contacts',
  (p) => `with ${silent(p)}, gone as (
      delete from identities where workspace_id = ${p.workspaceId} and contact_id in (select id from silent) returning 1
    )
    ${answerOf('select count(*) from gone')}`,
)

/** Deletes such contacts that have no name any more. Names in memory lead to a contact for a minute more. */
export const deleteUnlinkedContacts = walk(
  'delete_unlinked_contacts',
  (p) => `with ${silent(p)}, gone as (
      delete from contacts c where c.workspace_id = ${p.workspaceId} and c.id in (select id from silent)
        and not exists (select 1 from identities i where i.workspace_id = ${p.workspaceId} and i.contact_id = c.id)
      returning 1
    )
    ${answerOf('select count(*) from gone')}`,
)
