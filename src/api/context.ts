import type { AccountDependencies } from '../accounts/dependencies.ts'
import type { AccountSigning } from '../accounts/signing.ts'
import type { Config } from '../config.ts'
import type { Destinations } from '../destinations/index.ts'
import type { Receiver } from '../ingest/receiver.ts'
import type { Vault } from '../lib/vault.ts'
import type { LiveFeed } from '../live/feed.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Alerts } from '../operations/alerts.ts'
import type { ProcessRecord } from '../operations/process-record.ts'
import type { HubSettings } from '../operations/settings.ts'
import type { StageName } from '../operations/wake.ts'
import type { Sending } from '../send/create-sending.ts'
import type { Database } from '../store/database.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { Workspaces } from '../store/workspaces/known.ts'

// Each file of routes names the concerns it needs, as in `ctx: StoreContext & WakeContext`.

export interface StoreContext {
  readonly database: Database
}

export interface WorkspaceContext {
  readonly workspaces: Workspaces
}

export interface WakeContext {
  /** Tells the stages that events or deliveries of a workspace became due. */
  wake(stage: StageName, workspaceId: string): void
}

export interface StopContext {
  /** True from the moment a stop was asked for. */
  stopping(): boolean
}

export interface LogContext {
  readonly log: Logger
}

export interface MetricsContext {
  readonly metrics: Metrics
}

export interface AddressContext {
  readonly config: Pick<Config, 'publicUrl'>
}

export interface RolesContext {
  readonly config: Pick<Config, 'roles'>
}

export interface AccountContext {
  /** For connecting and checking accounts. */
  readonly accounts: AccountDependencies
}

export interface IngestContext {
  /** Takes in platform requests; absent in a process without the role `ingest`. */
  readonly receiver: Receiver | undefined
}

export interface HandshakeContext {
  /** The handshake tokens that are valid now. */
  readonly verifyTokens: readonly string[]
}

export interface SigningContext {
  /** Secrets and verify tokens of accounts that have their own. */
  readonly signing: AccountSigning
}

export interface DestinationContext {
  readonly destinations: Destinations
}

export interface EndpointContext extends DestinationContext {
  readonly vault: Vault
  readonly config: Pick<Config, 'delivery'>
  /** Tells every process that endpoints changed, so that the next event sees the new ones. Resolves when this process does. */
  endpointsChanged(): Promise<void>
}

export interface SendContext {
  /** Takes messages to be sent. */
  readonly sending: Sending
}

export interface LiveContext {
  readonly live: LiveFeed
}

export interface EventInsertContext {
  /** Announces the ids of events that the API stores itself, so that live streams do not pass them. */
  readonly idWindow: IdWindow
}

export interface SettingsContext {
  readonly settings: HubSettings
  readonly alerts: Alerts
  readonly config: Pick<Config, 'smtpUrl'>
}

export interface ProcessContext {
  /** This process, and those beside it. */
  readonly process: ProcessRecord
  readonly config: Pick<Config, 'roles' | 'dataDir' | 'databaseUrl'>
}

/** All that the routes of a process need of the hub. */
export interface ApiContext
  extends StoreContext,
    WorkspaceContext,
    WakeContext,
    StopContext,
    LogContext,
    MetricsContext,
    AccountContext,
    IngestContext,
    HandshakeContext,
    SigningContext,
    EndpointContext,
    SendContext,
    LiveContext,
    EventInsertContext,
    SettingsContext,
    ProcessContext {
  readonly config: Config
  /** The folder of the built dashboard, served at `/`; absent where it is not served. */
  readonly dashboard?: string
}
