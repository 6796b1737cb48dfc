import type { Queue } from '../jobs/queue.ts'
import { dueChecks } from '../store/accounts/checks.ts'
import { dropConnectSessions } from '../store/connect-sessions/connect-sessions.ts'
import { checkDueAccount } from './check.ts'
import type { AccountDependencies } from './dependencies.ts'

const SWEEP = 'accounts.sweep'
const CHECK = 'accounts.check'

/** Accounts taken up by one sweep; the rest are taken by the next, a minute later. */
const BATCH = 200

/** Stores a job unless one of that key waits or runs already. */
type Send = (workspaceId: string, queue: string, data: object, key: string) => Promise<boolean>

/** Every minute: a check for each account whose time has come. */
export function accountQueues(deps: AccountDependencies, send: Send): Queue<never>[] {
  const sweep: Queue<object> = {
    name: SWEEP,
    leaseMs: 120_000,
    everyMs: 60_000,
    async handle(workspaceId) {
      const { db } = deps.database
      await dropConnectSessions(db, workspaceId)
      for (const id of await dueChecks(db, workspaceId, BATCH)) await send(workspaceId, CHECK, { id }, id)
    },
  }
  const check: Queue<{ id: string }> = {
    name: CHECK,
    leaseMs: 180_000,
    async handle(workspaceId, { id }) {
      const outcome = await checkDueAccount(deps, workspaceId, id)
      deps.log.debug({ account: id, ...outcome }, 'an account was checked')
    },
  }
  return [sweep, check]
}
