import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import { type LeftMessage, recoverMessages } from '../store/message-queue/recover.ts'
import { UNTROUBLED } from '../store/messages/record.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import { failedEvent } from './failed-event.ts'
import type { SendRecorder } from './recorder.ts'

const MAX_RECOVERIES = 5
const CUT_OFF = 'Outcome unknown: the hub was cut off between the call and its answer.'
/** Platforms that take the same message once, by a key that the hub gives. */
const DEDUPLICATING = PLATFORMS.filter(({ messaging }) => messaging.deduplicatesByKey).map(({ id }) => id)

interface RecoverDependencies {
  readonly database: Database
  readonly workspaces: Pick<Workspaces, 'all'>
  readonly accounts: AccountDirectory
  readonly recorder: SendRecorder
  readonly clock: Clock
  readonly log: Logger
  onChanged(messageId: string): void
  /** Messages are due again. */
  onQueued(workspaceId: string): void
}

/** In these workspaces, or in all. */
export type Recover = (goneOwners: readonly string[], workspaceIds?: Iterable<string>) => Promise<number>

/**
 * Finds messages that were being sent when their process ended: those whose lease is over, and all of processes that are
 * gone. Resolves with their number.
 */
export function createRecovery(deps: RecoverDependencies): Recover {
  /** Ends a message: nobody knows whether it was sent, and it must not be sent twice. */
  const giveUp = async (message: LeftMessage) => {
    const at = new Date(deps.clock.now())
    const account = deps.accounts.byId(message.accountId)
    await deps.recorder.record({
      ...UNTROUBLED,
      workspaceId: message.workspaceId,
      messageId: message.id,
      stepId: message.stepId,
      status: 'unknown',
      step: 'unknown',
      at,
      errorKind: 'unavailable',
      errorMessage: CUT_OFF,
      retryable: false,
      makeEvent: (eventId) =>
        account && failedEvent(eventId, message, account, { code: undefined, message: CUT_OFF, unknown: true }, at),
    })
    deps.onChanged(message.id)
    deps.onQueued(message.workspaceId)
  }

  const recoverIn = async (workspaceId: string, owners: readonly string[]) => {
    const { queued, left } = await recoverMessages(deps.database, workspaceId, {
      deduplicating: DEDUPLICATING,
      maxAttempts: MAX_RECOVERIES,
      now: deps.clock.now(),
      owners,
    })
    const count = queued.length + left.length
    if (count === 0) return 0
    deps.log.warn({ messages: count }, 'messages were left behind while they were being sent')
    for (const id of queued) deps.onChanged(id)
    if (queued.length > 0) deps.onQueued(workspaceId)
    await deps.accounts.load(
      workspaceId,
      left.map(({ accountId }) => accountId),
    )
    for (const message of left) void giveUp(message)
    return count
  }

  return async (owners, workspaceIds = deps.workspaces.all()) => {
    let count = 0
    for (const workspaceId of workspaceIds) count += await recoverIn(workspaceId, owners)
    return count
  }
}
