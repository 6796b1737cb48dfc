import { answerOf, lookedAt, walk } from '../walk.ts'

/** Deletes comments that were written before the cutoff; one of which only news were seen goes by the time of its id. */
export const deleteOldComments = walk(
  'delete_old_comments',
  (p) => `with ${lookedAt('comments', p)}, gone as (
      delete from comments where workspace_id = ${p.workspaceId} and id in (
        select id from looked where coalesce(said_at, to_timestamp(minute_of(id) * 60)) < ${p.cutoff})
      returning 1
    )
    ${answerOf('select count(*) from gone')}`,
)
