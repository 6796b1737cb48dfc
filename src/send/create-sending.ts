import type { Directory } from '../inbox/directory.ts'
import { createUsageKeeper } from '../limits/usage.ts'
import type { Logger } from '../log.ts'
import type { PlatformClient } from '../platforms/client.ts'
import type { EventHandler } from '../process/handler.ts'
import type { QueueRuntime } from '../queue/runtime.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import { createMessageChanges } from './changes.ts'
import type { SendAccounts } from './clients.ts'
import { createSendHandler } from './handler.ts'
import { createProve } from './prove.ts'
import { createResolve, type Resolve } from './resolve.ts'
import { createSendDesk, type SendDesk } from './service.ts'
import { createSendStage, type SendStage } from './stage.ts'

/** More than any client waits for an answer. */
const CALL_TIMEOUT_MS = 30_000

/** What the API needs to send. */
export interface Sending {
  readonly desk: SendDesk
  readonly clients: SendAccounts
  readonly resolve: Resolve
  /** Speaks for an account, keeping what the platform says of its limits. @throws PlatformError `auth` when it is not connected. */
  client(workspaceId: string, accountId: string): Promise<PlatformClient>
}

export interface SendingParts extends Sending {
  /** For the process stage. */
  readonly handler: EventHandler
  /** Begins to send in this process. */
  startStage(runtime: QueueRuntime): SendStage
}

interface SendingDependencies {
  readonly database: Database
  readonly workspaces: Pick<Workspaces, 'all'>
  readonly accounts: AccountDirectory
  readonly clients: SendAccounts
  readonly directory: Directory
  readonly window: IdWindow
  readonly log: Logger
  /** Messages became due. */
  wake(workspaceId: string): void
  /** Events were stored. */
  onTold(workspaceId: string): void
}

/** The sending of messages: the desk that takes them, the stage that sends them, and the handler of what comes back. */
export function createSending(deps: SendingDependencies): SendingParts {
  const { database, workspaces, accounts, clients, window, log, onTold } = deps
  const changes = createMessageChanges()
  const usage = createUsageKeeper(database, log)
  const prove = createProve(database, accounts, window, changes.tell)
  return {
    desk: createSendDesk(database, clients, deps.directory, changes, deps.wake),
    clients,
    resolve: createResolve(database, prove, { changed: changes.tell, queued: deps.wake, stored: onTold }),
    client: (workspaceId, accountId) =>
      clients.client(workspaceId, accountId, (report) => usage.note(workspaceId, accountId, report)),
    handler: createSendHandler(database, prove),
    startStage: (runtime) =>
      createSendStage({
        database,
        workspaces,
        accounts,
        clients,
        usage,
        window,
        runtime,
        timeoutMs: CALL_TIMEOUT_MS,
        log,
        onChanged: changes.tell,
        onTold,
      }),
  }
}
