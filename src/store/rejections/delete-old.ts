import type { Database } from '../database.ts'

const DELETE_OLD_REJECTIONS = {
  name: 'delete_old_rejections',
  text: `with rows as (delete from rejections where workspace_id = $1::uuid and id < $2::uuid)
    delete from rejection_counts where workspace_id = $1::uuid and hour < $3::timestamptz`,
} as const

/** Deletes refused requests with ids below `before`, and the counts of the hours before `cutoff`. */
export async function deleteOldRejections(
  database: Database,
  workspaceId: string,
  before: string,
  cutoff: Date,
): Promise<void> {
  await database.hot(DELETE_OLD_REJECTIONS, [workspaceId, before, cutoff])
}
