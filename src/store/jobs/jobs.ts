import { statement } from '../batch.ts'
import type { Database } from '../database.ts'

/** A job that is to be stored. */
export interface NewJob {
  readonly id: string
  readonly queue: string
  /** The queue has one job of this key at a time. */
  readonly key: string
  readonly data: object
  readonly dueAt: Date
}

const INSERT = statement(
  'insert_job',
  { workspaceId: 'uuid', id: 'uuid', queue: 'text', key: 'text', payload: 'text', dueAt: 'timestamptz' },
  ({ workspaceId, id, queue, key, payload, dueAt }) => `
    insert into jobs (workspace_id, id, queue, key, payload, due_at)
    values (${workspaceId}, ${id}, ${queue}, ${key}, ${payload}, ${dueAt})
    on conflict (workspace_id, queue, key) do nothing returning 1 as made`,
)

/** Stores a job unless its queue has one of this key. @returns whether it did. */
export async function insertJob(database: Database, workspaceId: string, { data, ...job }: NewJob): Promise<boolean> {
  const values = INSERT.values({ workspaceId, ...job, payload: JSON.stringify(data) })
  const made = await database.hot(INSERT, values)
  return made.length > 0
}

const DELETE = statement(
  'delete_job',
  { workspaceId: 'uuid', id: 'uuid', owner: 'uuid' },
  ({ workspaceId, id, owner }) =>
    `delete from jobs where workspace_id = ${workspaceId} and id = ${id} and owner = ${owner}`,
)

const PUT_OFF = statement(
  'put_off_job',
  { workspaceId: 'uuid', id: 'uuid', owner: 'uuid', attempts: 'int4', dueAt: 'timestamptz' },
  ({ workspaceId, id, owner, attempts, dueAt }) => `
    update jobs set due_at = ${dueAt}, attempts = ${attempts}, owner = null
    where workspace_id = ${workspaceId} and id = ${id} and owner = ${owner}`,
)

/** When a job runs again. */
export interface NextRun {
  /** Times it has failed since it was last done. */
  readonly attempts: number
  readonly dueAt: Date
}

/** Puts a job off to its next run, or deletes it when it has none. Nothing happens when it is no longer leased to `owner`. */
export async function settleJob(
  database: Database,
  workspaceId: string,
  job: { readonly id: string; readonly owner: string },
  next: NextRun | undefined,
): Promise<void> {
  if (next) await database.hot(PUT_OFF, PUT_OFF.values({ workspaceId, id: job.id, owner: job.owner, ...next }))
  else await database.hot(DELETE, DELETE.values({ workspaceId, id: job.id, owner: job.owner }))
}
