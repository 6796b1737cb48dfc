import type { PlatformAccess } from '../accounts/access.ts'
import type { AccountDependencies } from '../accounts/dependencies.ts'
import type { AccountSigning } from '../accounts/signing.ts'
import type { Config } from '../config.ts'
import type { DeliverStage } from '../deliver/stage.ts'
import type { Destinations } from '../destinations/index.ts'
import type { Net } from '../destinations/net.ts'
import type { EndpointHealth } from '../endpoints/health.ts'
import type { EndpointRegistry } from '../endpoints/registry.ts'
import type { Directory } from '../inbox/directory.ts'
import type { Batcher } from '../ingest/batcher.ts'
import type { Receiver } from '../ingest/receiver.ts'
import type { RejectionRecorder } from '../ingest/rejections.ts'
import type { Jobs } from '../jobs/queue.ts'
import type { DatabaseClock } from '../lib/clock.ts'
import type { Vault } from '../lib/vault.ts'
import type { LiveFeedSource } from '../live/create-feed.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Alerts } from '../operations/alerts.ts'
import type { Heartbeat } from '../operations/heartbeat.ts'
import type { ProcessRecord } from '../operations/process-record.ts'
import type { Pulse } from '../operations/pulse.ts'
import type { HubSettings } from '../operations/settings.ts'
import type { Waker } from '../operations/wake.ts'
import type { CatchUpRun } from '../process/catch-up.ts'
import type { EventHandler } from '../process/handler.ts'
import type { ProcessStage } from '../process/stage.ts'
import type { ReplayStage } from '../replay/stage.ts'
import type { Retention } from '../retention/retention.ts'
import type { SendingParts } from '../send/create-sending.ts'
import type { SendStage } from '../send/stage.ts'
import type { Secrets } from '../setup/secrets.ts'
import type { Folding } from '../stats/folding.ts'
import type { AccountDirectory } from '../store/accounts/directory.ts'
import type { Database } from '../store/database.ts'
import type { HubEvents } from '../store/events/hub-events.ts'
import type { IdWindow } from '../store/events/id-window.ts'
import type { PlannerStatistics } from '../store/planner-statistics.ts'
import type { Workspaces } from '../store/workspaces/known.ts'
import type { Part } from './plan.ts'

/** Everything that the parts of a hub make, by name. Each part names the members it needs and those it makes. */
export interface HubContents extends Given {
  // store
  readonly vault: Vault
  readonly database: Database
  readonly statistics: PlannerStatistics
  readonly workspaces: Workspaces
  /** This start made the first workspace. */
  readonly workspaceMade: boolean
  readonly secrets: Secrets
  // operations
  readonly metrics: Metrics
  readonly settings: HubSettings
  readonly alerts: Alerts
  readonly clock: DatabaseClock
  readonly pulse: Pulse
  readonly record: ProcessRecord
  readonly idWindow: IdWindow
  readonly live: LiveFeedSource
  readonly waker: Waker
  readonly hubEvents: HubEvents
  // accounts and endpoints
  readonly directory: AccountDirectory
  readonly signing: AccountSigning
  readonly access: PlatformAccess
  readonly accounts: AccountDependencies
  readonly endpoints: EndpointRegistry
  readonly endpointHealth: EndpointHealth
  // stages; undefined in a process without their role
  readonly sending: SendingParts
  /** Who goes by which name. */
  readonly people: Directory
  readonly inbox: EventHandler
  readonly catchUp: CatchUpRun | undefined
  readonly sendStage: SendStage | undefined
  readonly net: Net
  readonly deliverStage: DeliverStage | undefined
  readonly replayStage: ReplayStage | undefined
  readonly folding: Folding
  readonly retention: Retention | undefined
  readonly jobs: Jobs | undefined
  readonly processStage: ProcessStage | undefined
  readonly rejections: RejectionRecorder
  readonly batcher: Batcher
  readonly receiver: Receiver | undefined
  readonly heartbeat: Heartbeat | undefined
  // server
  readonly server: HubServer
  readonly firstStart: FirstStart | undefined
}

/** The input of a start. */
export interface Given {
  readonly config: Config
  readonly log: Logger
  /** Further handlers of the process stage, after those of the hub. */
  readonly handlers: readonly EventHandler[]
  readonly destinations: Destinations
  /** The folder of the built dashboard. */
  readonly dashboard: string
}

/** The secrets that a first start made; those of the environment are not repeated. */
export interface FirstStart {
  readonly apiKey?: string
  readonly verifyToken?: string
  readonly appSecret?: string
  readonly credentialsFile: string
}

export interface HubServer {
  readonly url: string
  /** Takes no new connection, gives every open one its last answer, then closes. */
  close(): Promise<void>
}

export type HubPart<Needs extends keyof HubContents, Makes extends keyof HubContents = never> = Part<
  Pick<HubContents, Needs>,
  Pick<HubContents, Makes>
>
