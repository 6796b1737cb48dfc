import type { AccountDependencies } from '../accounts/dependencies.ts'
import type { AccountSigning } from '../accounts/signing.ts'
import type { Config } from '../config.ts'
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

/** What the routes need of the hub. */
export interface ApiContext {
  readonly config: Config
  readonly log: Logger
  readonly metrics: Metrics
  readonly database: Database
  readonly vault: Vault
  /** The workspace that platform callbacks and environment settings belong to. */
  readonly workspaceId: string
  /** Tokens of the handshake that are valid now. */
  readonly verifyTokens: readonly string[]
  /** Takes in platform requests; absent in a process without the role `ingest`. */
  readonly receiver: Receiver | undefined
  /** What connecting and checking accounts needs. */
  readonly accounts: AccountDependencies
  /** Secrets and verify tokens that are an account's own. */
  readonly signing: AccountSigning
  /** Takes messages to be sent. */
  readonly sending: Sending
  readonly settings: HubSettings
  readonly alerts: Alerts
  /** This process, and those beside it. */
  readonly process: ProcessRecord
  readonly live: LiveFeed
  /** The folder of the built dashboard, served at `/`; absent where it is not served. */
  readonly dashboard?: string
  /** Announces the ids of events that the API stores itself, so that live streams do not pass them. */
  readonly idWindow: IdWindow
  /** Tells every process that endpoints changed, so that the next event sees the new ones. Resolves when this process does. */
  endpointsChanged(): Promise<void>
  /** Tells the stages that events or deliveries became due. */
  wake(stage: StageName): void
  /** True from the moment a stop was asked for. */
  stopping(): boolean
}
