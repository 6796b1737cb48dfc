import type { Insertable } from 'kysely'
import type { Database, Executor } from '../database.ts'
import type { RejectionsTable } from '../schema.ts'

export type RejectionColumns = Omit<Insertable<RejectionsTable>, 'workspace_id'>

/** Refused requests of one hour, platform and cause. */
export interface RejectionCount {
  readonly hour: Date
  readonly platform: string
  readonly cause: string
  readonly count: number
}

/** Stores refused requests and adds to the counts of their hours, in one transaction. */
export async function writeRejections(
  database: Database,
  workspaceId: string,
  rejections: readonly RejectionColumns[],
  counts: readonly RejectionCount[],
): Promise<void> {
  await database.transaction(async (trx) => {
    for (const row of rejections) {
      await trx
        .insertInto('rejections')
        .values({ workspace_id: workspaceId, ...row })
        .execute()
    }
    for (const { hour, platform, cause, count } of counts) {
      await trx
        .insertInto('rejection_counts')
        .values({ workspace_id: workspaceId, hour, platform, cause, count })
        .onConflict((conflict) =>
          conflict
            .columns(['workspace_id', 'hour', 'platform', 'cause'])
            .doUpdateSet((eb) => ({ count: eb('rejection_counts.count', '+', eb.ref('excluded.count')) })),
        )
        .execute()
    }
  })
}

/** Deletes all refused requests but the newest `kept`. */
export async function keepNewestRejections(executor: Executor, workspaceId: string, kept: number): Promise<void> {
  const newestToDelete = await executor
    .selectFrom('rejections')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .offset(kept)
    .limit(1)
    .executeTakeFirst()
  if (!newestToDelete) return
  await executor
    .deleteFrom('rejections')
    .where('workspace_id', '=', workspaceId)
    .where('id', '<=', newestToDelete.id)
    .execute()
}
