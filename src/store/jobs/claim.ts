import { rows, statement } from '../batch.ts'
import type { Database } from '../database.ts'
import { releaseStatements } from '../lease.ts'

export interface Job {
  readonly workspaceId: string
  readonly id: string
  readonly queue: string
  readonly key: string
  readonly data: object
  /** Times it has failed since it was last done. */
  readonly attempts: number
  /** When it became due. */
  readonly dueAt: Date
}

/** How many jobs of a queue are wanted, and until when they are leased. */
export interface JobRequest {
  readonly queue: string
  readonly limit: number
  readonly until: Date
}

const CLAIM = statement(
  'claim_jobs',
  {
    workspaceId: 'uuid',
    owner: 'uuid',
    now: 'timestamptz',
    requests: rows<JobRequest>({ queue: 'text', limit: 'int4', until: 'timestamptz' }),
  },
  ({ workspaceId, owner, now, requests }) => `with due as (
      select d.id, d.due_at, r."until" from ${requests.as('r')}
      cross join lateral (
        select j.id, j.due_at from jobs j where j.workspace_id = ${workspaceId} and j.queue = r.queue and j.due_at <= ${now}
        order by j.due_at limit r."limit" for update skip locked
      ) d
    )
    update jobs j set due_at = due."until", owner = ${owner} from due
    where j.workspace_id = ${workspaceId} and j.id = due.id
    returning j.id, j.queue, j.key, j.payload, j.attempts, due.due_at as "dueAt"`,
)

/** Leases the jobs of each queue that are due longest. */
export async function claimJobs(
  database: Database,
  workspaceId: string,
  claimer: { readonly owner: string; readonly now: Date },
  requests: readonly JobRequest[],
): Promise<Job[]> {
  const values = CLAIM.values({ workspaceId, ...claimer, requests })
  const found = await database.hot<Omit<Job, 'workspaceId' | 'data'> & { payload: string }>(CLAIM, values)
  return found.map(({ payload, ...job }) => ({ workspaceId, ...job, data: JSON.parse(payload) as object }))
}

/** The statements that end leases of jobs. */
export const RELEASE_JOBS = releaseStatements({ table: 'jobs', id: 'id', open: 'true' })
