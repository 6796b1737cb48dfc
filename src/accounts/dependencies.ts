import type { Vault } from '../lib/vault.ts'
import type { CallBudget } from '../limits/call-budget.ts'
import type { Logger } from '../log.ts'
import type { Database } from '../store/database.ts'
import type { HubEvents } from '../store/events/hub-events.ts'
import type { PlatformAccess } from './access.ts'

/** What acting on accounts needs. */
export interface AccountDependencies {
  readonly database: Database
  readonly vault: Vault
  readonly hubEvents: HubEvents
  readonly access: PlatformAccess
  readonly calls: CallBudget
  /** Tells every process that accounts changed. Resolves when this one knows. */
  changed(): Promise<void>
  /** A platform no longer takes the credentials of an account; nobody asked for it to be disconnected. */
  lost?(
    account: { readonly workspace_id: string; readonly id: string; readonly platform: string },
    reason: string,
  ): void
  readonly log: Logger
}
