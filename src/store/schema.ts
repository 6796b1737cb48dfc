import type { ColumnType, Generated } from 'kysely'
import type { FormatName } from '../events/formats/format.ts'

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
  operator: Generated<boolean>
  created_at: DefaultedDate
  last_used_at: Date | null
  revoked_at: Date | null
}

export interface SessionsTable {
  workspace_id: string
  token_hash: Buffer
  key_id: string
  created_at: Date
  used_at: Date
  expires_at: Date
  chosen_workspace_id: Generated<string | null>
}

export interface AuditTable {
  workspace_id: string
  id: string
  key_id: string | null
  acted_in: string | null
  method: string
  route: string
  targets: string[]
  members: string[]
}

export interface AccountOwnersTable {
  platform: string
  external_id: string
  workspace_id: string
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
  login: 'token' | 'oauth' | null
  connected_at: Date | null
  connected_by: string | null
  named_by_user: Generated<boolean>
  announced: Generated<boolean>
  callback_url: string | null
  /** Sealed JSON: {secrets, verifyToken}. */
  signing_sealed: Buffer | null
  parent_external_id: string | null
  credentials_version: Generated<number>
  token_kind: string | null
  token_scopes: string[] | null
  token_missing_scopes: string[] | null
  token_expires_at: Date | null
  token_renewed_at: Date | null
  picture_url: string | null
  followers: number | null
  quality: string | null
  /** JSON text of the code and parameters of the quality, where the hub makes its sentence. */
  quality_reason: string | null
  subscribed: boolean | null
  subscribed_fields: string[] | null
  chosen_fields: string[] | null
  subscription_problem: string | null
  /** JSON text of the code and parameters of the problem. */
  subscription_reason: string | null
  inspected_at: Date | null
  inspect_error: string | null
  /** JSON text of the code and parameters of the error. */
  inspect_reason: string | null
  check_due_at: Date | null
  check_leased_until: Date | null
  disconnected_at: Date | null
  disconnected_code: string | null
  /** JSON text. */
  disconnected_params: string | null
  disconnected_reason: string | null
  created_at: DefaultedDate
  updated_at: DefaultedDate
}

export interface ConnectSessionsTable {
  workspace_id: string
  id: string
  platform: string
  state_hash: Buffer
  cookie_hash: Buffer | null
  verifier_sealed: Buffer | null
  redirect_uri: string
  begun_by: string
  status: Generated<'started' | 'choosing' | 'connected' | 'failed'>
  /** Sealed JSON. */
  candidates_sealed: Buffer | null
  account_ids: Generated<string[]>
  error: string | null
  /** JSON text of the code and parameters of the error. */
  error_reason: string | null
  used_at: Date | null
  created_at: DefaultedDate
  expires_at: Date
}

export interface HeartbeatsTable {
  workspace_id: string
  name: string
  at: Date
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
  owner: string | null
  attempts: Generated<number>
  error: string | null
}

export type EndpointFormat = FormatName
export type EndpointState = 'enabled' | 'paused' | 'disabled'

export interface EndpointsTable {
  workspace_id: string
  id: string
  /** Of the destination. */
  kind: string
  config: Readonly<Record<string, unknown>>
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
  disabled_code: string | null
  /** JSON text. */
  disabled_params: string | null
  disabled_at: Date | null
  secret_sealed: Buffer
  previous_secret_sealed: Buffer | null
  previous_secret_until: Date | null
  failures: Generated<number>
  failing_since: Date | null
  /** Of the newest failed attempt. */
  last_error_at: Date | null
  last_error_code: string | null
  last_error_status: number | null
  last_error_detail: string | null
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
  owner: string | null
  attempts: Generated<number>
  ordering_key: string | null
  status_code: number | null
  /** Why the last attempt failed, or why no other was made. */
  code: string | null
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
  /** Why it failed; null when it did not. */
  code: string | null
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

export type CountedState = 'waiting' | 'retrying' | 'delivered' | 'failed' | 'unknown' | 'cancelled'

export interface EventChangesTable {
  workspace_id: string
  id: string
  account_id: string | null
  platform: string
  type: string
  n: number
}

export interface DeliveryChangesTable {
  workspace_id: string
  id: string | null
  event_id: string | null
  endpoint_id: string | null
  account_id: string | null
  before: CountedState | null
  after: CountedState | null
  ms: Generated<number>
  routed: Generated<number>
  attempt_id: string | null
  outcome: AttemptOutcome | null
  code: string | null
  attempt_ms: number | null
  attempts: Generated<number>
}

export interface EventCountsTable {
  workspace_id: string
  /** Since 1970. */
  minute: number
  account_id: string
  platform: string
  type: string
  count: number
}

export interface OutcomeCountsTable {
  workspace_id: string
  minute: number
  account_id: string
  outcome: string
  count: number
}

export interface DeliveryCountsTable {
  workspace_id: string
  minute: number
  endpoint_id: string
  account_id: string
  kind: 'delivery' | 'attempt'
  state: string
  code: string
  bucket: number
  count: number
  ms: number
}

export interface EventOutcomesTable {
  workspace_id: string
  event_id: string
  routed: boolean
  made: number
  retrying: number
  delivered: number
  failed: number
  cancelled: number
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
  owner: string | null
  created_at: DefaultedDate
  completed_at: Date | null
}

export interface ContactsTable {
  workspace_id: string
  id: string
  name: string | null
  name_at: Date | null
  username: string | null
  username_at: Date | null
  phone: string | null
  phone_at: Date | null
  merged_into: string | null
  first_seen_at: Date
}

export interface IdentitiesTable {
  workspace_id: string
  account_id: string
  kind: 'id' | 'phone'
  value: string
  /** Null: a group. */
  contact_id: string | null
  conversation_id: string | null
  created_at: DefaultedDate
}

export interface ConversationsTable {
  workspace_id: string
  id: string
  account_id: string
  kind: 'person' | 'group'
  /** Null: a group. */
  contact_id: string | null
  /** The platform's word for it. */
  key: string
  merged_into: string | null
  last_inbound_at: Date | null
  last_message_id: string | null
  last_message_at: Date | null
  quote_token: string | null
  reply_token: string | null
  reply_token_until: Date | null
  reply_token_at: Date | null
  last_outbound_at: Date | null
  unread_count: Generated<number>
  created_at: DefaultedDate
}

export interface EventAdditionsTable {
  workspace_id: string
  event_id: string
  conversation_id: string | null
  contact_id: string | null
  /** JSON text. */
  members: string | null
}

/** Of what the hub was asked to send. */
export type SendStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled'
/** What is being sent is `queued` in the table of messages; its row in the line has an owner. */
export type MessageStatus = 'unseen' | 'received' | Exclude<SendStatus, 'sending'>

export interface MessagesTable {
  workspace_id: string
  id: string
  account_id: string
  platform: string
  conversation_id: string | null
  conversation_key: string
  recipient: string
  type: string
  /** JSON text. */
  content: string
  reply_to: string | null
  quote_token: string | null
  human_agent: Generated<boolean>
  sent_by: string
  fingerprint: string
  status: Generated<MessageStatus>
  attempts: Generated<number>
  platform_message_id: string | null
  via: string | null
  error_kind: string | null
  error_code: string | null
  error_message: string | null
  error_retryable: boolean | null
  created_at: DefaultedDate
  started_at: Date | null
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  failed_at: Date | null
  direction: 'in' | 'out' | null
  said_at: Date | null
  kind: string | null
  text: string | null
  text_at: Date | null
  /** JSON text. */
  attachments: string | null
  attachments_at: Date | null
  /** JSON text. */
  sender: string | null
  quotable_by: string | null
  reactions: Readonly<Record<string, { readonly at: string; readonly emoji: string | null }>> | null
  edited_at: Date | null
  deleted_at: Date | null
  history: Generated<boolean>
  event_id: string | null
}

export interface MessageQueueTable {
  workspace_id: string
  message_id: string
  account_id: string
  platform: string
  conversation_key: string
  recipient: string
  type: string
  due_at: Date
  owner: string | null
  attempts: Generated<number>
  reason: string | null
  failing_since: Date | null
}

export interface IdempotencyKeysTable {
  workspace_id: string
  key: string
  fingerprint: string
  message_id: string
  created_at: Date
}

export interface ReadMarksTable {
  workspace_id: string
  conversation_id: string
  status: 'delivered' | 'read'
  until: Date
  at: Date
}

export interface CatchUpsTable {
  workspace_id: string
  handler: string
  version: number
  cursor: string | null
  events: number
  started_at: DefaultedDate
  completed_at: Date | null
}

export interface CommentsTable {
  workspace_id: string
  id: string
  account_id: string
  comment_id: string
  media_id: string | null
  parent_id: string | null
  contact_id: string | null
  /** JSON text. */
  author: string | null
  text: string | null
  text_at: Date | null
  /** JSON text. */
  attachments: string | null
  attachments_at: Date | null
  url: string | null
  said_at: Date | null
  own: boolean | null
  live: Generated<boolean>
  hidden: Generated<boolean>
  hidden_at: Date | null
  edited_at: Date | null
  deleted_at: Date | null
  event_id: string | null
}

export interface RateBudgetsTable {
  workspace_id: string
  account_id: string
  name: string
  subject: Generated<string>
  full_at: Generated<number>
  usage_at: Date | null
  held_until: Date | null
  reason: string | null
  usage_share: number | null
}

export type StepState = 'running' | 'done' | 'failed' | 'unknown' | 'resolved'

export interface StepsTable {
  workspace_id: string
  id: string
  account_id: string
  message_id: string
  type: string
  recipient: string
  state: StepState
  started_at: Date
  ended_at: Date | null
  settled_by: 'platform' | 'person' | null
  by_token: Generated<boolean>
}

export interface SettingsTable {
  workspace_id: string
  key: string
  /** JSON text. */
  value: string
  updated_at: DefaultedDate
}

export interface HandshakesTable {
  workspace_id: string
  platform: string
  /** The platform's id of the account whose own address it was; '' for the one all share. */
  account: string
  at: Date
  ok: boolean
}

export interface JobsTable {
  workspace_id: string
  id: string
  queue: string
  key: string
  /** JSON text. */
  payload: string
  attempts: Generated<number>
  due_at: Date
  owner: string | null
}

export interface ProcessesTable {
  workspace_id: string
  id: string
  roles: string[]
  version: string
  started_at: Date
  seen_at: Date
}

export interface Schema {
  workspaces: WorkspacesTable
  secrets: SecretsTable
  api_keys: ApiKeysTable
  sessions: SessionsTable
  account_owners: AccountOwnersTable
  audit: AuditTable
  accounts: AccountsTable
  connect_sessions: ConnectSessionsTable
  heartbeats: HeartbeatsTable
  events: EventsTable
  event_queue: EventQueueTable
  endpoints: EndpointsTable
  deliveries: DeliveriesTable
  attempts: AttemptsTable
  event_changes: EventChangesTable
  delivery_changes: DeliveryChangesTable
  event_counts: EventCountsTable
  outcome_counts: OutcomeCountsTable
  delivery_counts: DeliveryCountsTable
  event_outcomes: EventOutcomesTable
  rejections: RejectionsTable
  rejection_counts: RejectionCountsTable
  replays: ReplaysTable
  contacts: ContactsTable
  identities: IdentitiesTable
  conversations: ConversationsTable
  event_additions: EventAdditionsTable
  messages: MessagesTable
  message_queue: MessageQueueTable
  idempotency_keys: IdempotencyKeysTable
  read_marks: ReadMarksTable
  comments: CommentsTable
  catch_ups: CatchUpsTable
  rate_budgets: RateBudgetsTable
  steps: StepsTable
  settings: SettingsTable
  handshakes: HandshakesTable
  jobs: JobsTable
  processes: ProcessesTable
}
