import { HubError } from '../errors.ts'
import type { Vault } from '../lib/vault.ts'
import type { CallBudget } from '../limits/call-budget.ts'
import type { Logger } from '../log.ts'
import type { Outgoing } from '../platforms/client.ts'
import type { PlatformId } from '../platforms/platform.ts'
import type { Database } from '../store/database.ts'
import type { HubEvents } from '../store/events/hub-events.ts'
import type { PlatformAccess } from './access.ts'

export type OutgoingPlatforms = Readonly<Partial<Record<PlatformId, Outgoing>>>

/** @throws HubError invalid_request when nothing can be sent to the platform. */
export function outgoingOf(outgoing: OutgoingPlatforms, platform: PlatformId): Outgoing {
  const found = outgoing[platform]
  if (!found) throw new HubError('invalid_request', `Accounts of ${platform} cannot be connected.`)
  return found
}

/** What acting on accounts needs. */
export interface AccountDependencies {
  readonly database: Database
  readonly vault: Vault
  readonly workspaceId: string
  readonly hubEvents: HubEvents
  readonly access: PlatformAccess
  readonly outgoing: OutgoingPlatforms
  readonly calls: CallBudget
  /** Tells every process that accounts changed. Resolves when this one knows. */
  changed(): Promise<void>
  /** A platform no longer takes the credentials of an account; nobody asked for it to be disconnected. */
  lost?(account: { readonly id: string; readonly platform: string }, reason: string): void
  readonly log: Logger
}
