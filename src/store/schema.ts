import type { ColumnType, Generated } from 'kysely'

type DefaultedDate = ColumnType<Date, Date | undefined, Date>

export interface WorkspacesTable {
  id: string
  name: string
  created_at: DefaultedDate
}

export interface SecretsTable {
  workspace_id: string
  name: string
  sealed: Buffer
  created_at: DefaultedDate
}

export interface ApiKeysTable {
  workspace_id: string
  id: string
  name: string
  role: 'admin' | 'read'
  hash: Buffer
  hint: string
  from_environment: Generated<boolean>
  created_at: DefaultedDate
  last_used_at: Date | null
  revoked_at: Date | null
}

export interface AccountsTable {
  workspace_id: string
  id: string
  platform: string
  external_id: string
  username: string | null
  name: string | null
  state: Generated<'discovered' | 'connected' | 'disconnected'>
  credentials_sealed: Buffer | null
  created_at: DefaultedDate
  updated_at: DefaultedDate
}

export interface EventsTable {
  workspace_id: string
  id: string
  platform: string
  account_id: string | null
  type: string
  dedup_key: string
  occurred_at: Date
  received_at: Date
  sender_id: string | null
  conversation_key: string | null
  /** JSON text. */
  data: string
  /** JSON text. */
  raw: string
  handled_at: Date | null
}

export interface EventQueueTable {
  workspace_id: string
  event_id: string
  state: Generated<'pending' | 'failed'>
  due_at: Date
  attempts: Generated<number>
  error: string | null
}

export type EndpointFormat = 'standard' | 'flat' | 'cloudevents' | 'raw'
export type EndpointState = 'enabled' | 'paused' | 'disabled'

export interface EndpointsTable {
  workspace_id: string
  id: string
  url: string
  description: string | null
  events: string[]
  accounts: string[] | null
  /** JSON text of the filter. */
  filter: string | null
  format: Generated<EndpointFormat>
  /** Seconds between tries. */
  retry_schedule: number[] | null
  timeout_ms: number | null
  /** Deliveries per second. */
  rate_limit: number | null
  ordering: Generated<'none' | 'conversation'>
  state: Generated<EndpointState>
  disabled_reason: string | null
  disabled_at: Date | null
  secret_sealed: Buffer
  previous_secret_sealed: Buffer | null
  previous_secret_until: Date | null
  failures: Generated<number>
  failing_since: Date | null
  warned_percent: Generated<number>
  from_environment: Generated<boolean>
  created_at: DefaultedDate
  updated_at: DefaultedDate
}

export type DeliveryState = 'pending' | 'delivered' | 'failed'

export interface DeliveriesTable {
  workspace_id: string
  id: string
  event_id: string
  endpoint_id: string
  state: Generated<DeliveryState>
  due_at: Date
  attempts: Generated<number>
  ordering_key: string | null
  status_code: number | null
  error: string | null
  created_at: Date
  completed_at: Date | null
}

export type AttemptOutcome = 'success' | 'retry' | 'failure'

export interface AttemptsTable {
  workspace_id: string
  delivery_id: string
  id: string
  number: number
  started_at: Date
  duration_ms: number
  outcome: AttemptOutcome
  status_code: number | null
  error: string | null
  /** JSON text. */
  response_headers: string | null
  response_body: Buffer | null
}

export interface RejectionsTable {
  workspace_id: string
  id: string
  platform: string
  account: string | null
  route: string
  cause: string
  detail: string
  remote_address: string | null
  /** JSON text. */
  headers: string
  body_size: number
  body_sample: string | null
  weight: Generated<number>
}

export interface RejectionCountsTable {
  workspace_id: string
  hour: Date
  platform: string
  cause: string
  count: ColumnType<number, number, number>
}

export interface ReplaysTable {
  workspace_id: string
  id: string
  endpoint_id: string
  state: Generated<'running' | 'completed' | 'cancelled'>
  /** JSON text. */
  selection: string
  cursor: string | null
  total: number
  queued: Generated<number>
  due_at: DefaultedDate
  created_at: DefaultedDate
  completed_at: Date | null
}

export interface Schema {
  workspaces: WorkspacesTable
  secrets: SecretsTable
  api_keys: ApiKeysTable
  accounts: AccountsTable
  events: EventsTable
  event_queue: EventQueueTable
  endpoints: EndpointsTable
  deliveries: DeliveriesTable
  attempts: AttemptsTable
  rejections: RejectionsTable
  rejection_counts: RejectionCountsTable
  replays: ReplaysTable
}
