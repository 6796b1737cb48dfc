// Generated from openapi.json by `npm run generate`.

import {
  type CallOptions,
  type KeyedCallOptions,
  type Operation,
  Operations,
  type Paged,
  type RawBody,
} from './operations.ts'

/** The codes of the errors that the hub answers with. */
export type ErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'verification_failed'
  | 'invalid_signature'
  | 'invalid_payload'
  | 'invalid_request'
  | 'unsafe_url'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'platform_refused'
  | 'account_not_connected'
  | 'login_failed'
  | 'not_supported'
  | 'window_closed'
  | 'idempotency_key_reused'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'platform_unavailable'
  | 'internal'
  | 'unavailable'

export interface Account {
  id: string
  platform: string
  /** The platform's own id. */
  externalId: string
  username: string | null
  name: string | null
  /** `discovered`: its events come in, but the hub has no credentials to act for it. */
  state: 'discovered' | 'connected' | 'disconnected'
  pictureUrl: string | null
  followers: number | null
  /** The platform's own words. */
  quality: string | null
  login: 'token' | 'oauth' | null
  connectedAt: string | null
  connectedBy: string | null
  disconnectedAt: string | null
  disconnectedReason: string | null
  token: AccountToken | null
  subscription: Subscription | null
  /** The account's own callback address. */
  webhookUrl: string
  /** The address that the platform was told by the hub (LINE). */
  callbackUrl: string | null
  /** When the platform last answered for it. */
  inspectedAt: string | null
  /** Why the last check could not be finished. */
  inspectError: string | null
  lastEventAt: string | null
  /** Of its own address, or of the one that all accounts of the platform share. */
  lastRejection: {
    at: string
    cause: string
    detail: string
    /** How to mend it. */
    hint: string
  } | null
  /** What to look at; empty when all is well. */
  problems: Array<{
    code: string
    detail: string
    /** What to do about it. */
    mend: string
  }>
  createdAt: string
  updatedAt: string
}

export interface AccountChange {
  /** As `credentials` of the platform at `GET /api/v1/platforms` says. Kept sealed, and never shown again. */
  credentials?: Record<string, unknown> | undefined
  /** Shown instead of what the platform says. */
  name?: string | null | undefined
}

export interface AccountDetail {
  id: string
  platform: string
  /** The platform's own id. */
  externalId: string
  username: string | null
  name: string | null
  /** `discovered`: its events come in, but the hub has no credentials to act for it. */
  state: 'discovered' | 'connected' | 'disconnected'
  pictureUrl: string | null
  followers: number | null
  /** The platform's own words. */
  quality: string | null
  login: 'token' | 'oauth' | null
  connectedAt: string | null
  connectedBy: string | null
  disconnectedAt: string | null
  disconnectedReason: string | null
  token: AccountToken | null
  subscription: Subscription | null
  /** The account's own callback address. */
  webhookUrl: string
  /** The address that the platform was told by the hub (LINE). */
  callbackUrl: string | null
  /** When the platform last answered for it. */
  inspectedAt: string | null
  /** Why the last check could not be finished. */
  inspectError: string | null
  lastEventAt: string | null
  /** Of its own address, or of the one that all accounts of the platform share. */
  lastRejection: {
    at: string
    cause: string
    detail: string
    /** How to mend it. */
    hint: string
  } | null
  /** What to look at; empty when all is well. */
  problems: Array<{
    code: string
    detail: string
    /** What to do about it. */
    mend: string
  }>
  createdAt: string
  updatedAt: string
  /** Of the last 24 hours. */
  traffic: {
    since: string
    /** At most 100,000 are counted. */
    events: number
    /** Refused requests to its own address, or to the one all share. */
    rejections: number
  }
}

export interface AccountInput {
  /** The platform. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp'
  /** As `credentials` of the platform at `GET /api/v1/platforms` says. Kept sealed, and never shown again. */
  credentials: Record<string, unknown>
  /** Shown instead of what the platform says. */
  name?: string | undefined
  /** When given, the account must be called so. */
  username?: string | undefined
}

export interface AccountRef {
  id: string
  platform: string
  username: string | null
  /** The platform's own id of the account. */
  externalId: string
}

export interface AccountSampleInput {
  eventType?: string | undefined
  senderId?: string | undefined
  content?:
    | {
        text?: string | undefined
        mediaUrl?: string | undefined
        mediaType?: string | undefined
      }
    | undefined
  userInfo?:
    | {
        username?: string | undefined
      }
    | undefined
}

export interface AccountTest {
  /** The platform takes the credentials and pushes the events. */
  ok: boolean
  /** Of one call to the platform. */
  latencyMs: number | null
  error: {
    kind: string
    /** The platform's own. */
    code: string | null
    detail: string
  } | null
  capabilities: Capabilities
  account: Account
}

export interface AccountToken {
  kind: string
  scopes: Array<string>
  /** Needed for what the hub does, and not granted. */
  missingScopes: Array<string>
  /** Null: it does not expire, or the platform does not say. */
  expiresAt: string | null
  /** When the hub last renewed it. */
  renewedAt: string | null
}

export interface ApiKey {
  id: string
  name: string
  role: 'admin' | 'read'
  /** The last characters of the key. */
  hint: string
  createdAt: string
  /** To the minute. */
  lastUsedAt: string | null
}

export interface ApiKeyWithText {
  id: string
  name: string
  role: 'admin' | 'read'
  /** The last characters of the key. */
  hint: string
  createdAt: string
  /** To the minute. */
  lastUsedAt: string | null
  /** Shown now, and never again. */
  key: string
}

export interface Attempt {
  id: string
  number: number
  outcome: 'success' | 'retry' | 'failure'
  startedAt: string
  durationMs: number
  statusCode: number | null
  error: string | null
  responseHeaders: Record<string, unknown> | null
  /** The first 16 KB, as text. */
  responseBody: string | null
}

export interface BegunLogin {
  /** Open it in a browser, within 10 minutes. */
  url: string
  /** For `GET /api/v1/connect/sessions/{id}`. */
  sessionId: string
  expiresAt: string
  /** Where the platform sends the person back; allow it in the app settings. */
  redirectUrl: string
  warnings: Array<string>
}

export interface Capabilities {
  sends: Array<string>
  /** `replyTo` is understood. */
  quotes: boolean
  maxTextLength: number
  textUnit: 'bytes' | 'characters' | 'utf16'
  /** Hours after the last message in which it may be answered. */
  windowHours: number | null
}

export interface ConnectSession {
  id: string
  platform: string
  status: 'started' | 'choosing' | 'connected' | 'failed'
  /** While `choosing`: the accounts that the login gave access to. */
  candidates: Array<{
    externalId: string
    name: string | null
  }>
  /** Those that were connected. */
  accounts: Array<Account>
  error: string | null
  expiresAt: string
}

export interface Delivery {
  id: string
  eventId: string
  /** The event's type. */
  event: string | null
  endpointId: string
  status: 'pending' | 'delivered' | 'failed'
  attemptCount: number
  /** Of the last attempt. */
  statusCode: number | null
  error: string | null
  createdAt: string
  /** When the next try is due. */
  nextAttemptAt: string | null
  completedAt: string | null
}

export interface DeliveryDetail {
  id: string
  eventId: string
  /** The event's type. */
  event: string | null
  endpointId: string
  status: 'pending' | 'delivered' | 'failed'
  attemptCount: number
  /** Of the last attempt. */
  statusCode: number | null
  error: string | null
  createdAt: string
  /** When the next try is due. */
  nextAttemptAt: string | null
  completedAt: string | null
  attempts: Array<Attempt>
}

export interface DisconnectedAccount {
  account: Account
  /** Whether the platform pushes its events no more. */
  unsubscribed: boolean
  /** Why not, and how to end it by hand. */
  problem: string | null
}

export interface Endpoint {
  id: string
  url: string
  description: string | null
  events: Array<string>
  accounts: Array<string> | null
  filter: unknown
  format: 'standard' | 'flat' | 'cloudevents' | 'raw'
  retrySchedule: Array<number> | null
  timeoutMs: number | null
  rateLimit: number | null
  /** `conversation`: the events of one conversation arrive one after the other. */
  ordering: 'none' | 'conversation'
  state: 'enabled' | 'paused' | 'disabled'
  disabledReason: string | null
  disabledAt: string | null
  /** Failed attempts since the last success. */
  failures: number
  failingSince: string | null
  /** Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1. */
  successRate: number | null
  /** The last success. */
  lastDeliveryAt: string | null
  /** Until when the secret before the rotation signs too. */
  previousSecretUntil: string | null
  createdAt: string
  updatedAt: string
}

export interface EndpointChange {
  url?: string | undefined
  /** Event types; `message.*` and `*` work. */
  events?: Array<string> | undefined
  /** Signs the deliveries: `whsec_` and base64, or any text. Absent: one is made. */
  secret?: string | undefined
  description?: string | null | undefined
  format?: 'standard' | 'flat' | 'cloudevents' | 'raw' | undefined
  /** Only events of these accounts: `acc_` ids, or `platform:id` with the platform's own id. null: all. */
  accounts?: Array<string> | null | undefined
  /** A condition on the delivered body that mirrors it: `{"data":{"type":"dm"}}`. */
  filter?: unknown | null | undefined
  /** Waits between the tries: texts such as `1m`, or seconds. null: the default of the hub. */
  retrySchedule?: Array<string | number> | null | undefined
  timeoutMs?: number | null | undefined
  /** Deliveries per second. */
  rateLimit?: number | null | undefined
  /** `conversation`: the events of one conversation arrive one after the other. */
  ordering?: 'none' | 'conversation' | undefined
  /** `paused`: events are kept and delivered when it is enabled again. */
  state?: 'enabled' | 'paused' | undefined
}

export interface EndpointInput {
  url: string
  /** Event types; `message.*` and `*` work. */
  events: Array<string>
  /** Signs the deliveries: `whsec_` and base64, or any text. Absent: one is made. */
  secret?: string | undefined
  description?: string | null | undefined
  format?: 'standard' | 'flat' | 'cloudevents' | 'raw' | undefined
  /** Only events of these accounts: `acc_` ids, or `platform:id` with the platform's own id. null: all. */
  accounts?: Array<string> | null | undefined
  /** A condition on the delivered body that mirrors it: `{"data":{"type":"dm"}}`. */
  filter?: unknown | null | undefined
  /** Waits between the tries: texts such as `1m`, or seconds. null: the default of the hub. */
  retrySchedule?: Array<string | number> | null | undefined
  timeoutMs?: number | null | undefined
  /** Deliveries per second. */
  rateLimit?: number | null | undefined
  /** `conversation`: the events of one conversation arrive one after the other. */
  ordering?: 'none' | 'conversation' | undefined
}

export interface EndpointTest {
  /** null: no answer yet; ask for the delivery later. */
  success: boolean | null
  eventId: string
  deliveryId: string
  status: 'pending' | 'delivered' | 'failed'
  attempt: Attempt | null
}

export interface EndpointWithSecret {
  id: string
  url: string
  description: string | null
  events: Array<string>
  accounts: Array<string> | null
  filter: unknown
  format: 'standard' | 'flat' | 'cloudevents' | 'raw'
  retrySchedule: Array<number> | null
  timeoutMs: number | null
  rateLimit: number | null
  /** `conversation`: the events of one conversation arrive one after the other. */
  ordering: 'none' | 'conversation'
  state: 'enabled' | 'paused' | 'disabled'
  disabledReason: string | null
  disabledAt: string | null
  /** Failed attempts since the last success. */
  failures: number
  failingSince: string | null
  /** Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1. */
  successRate: number | null
  /** The last success. */
  lastDeliveryAt: string | null
  /** Until when the secret before the rotation signs too. */
  previousSecretUntil: string | null
  createdAt: string
  updatedAt: string
  /** Shown now, and never again. */
  secret: string
}

export interface Event {
  id: string
  workspaceId: string
  type: string
  platform: string
  account: AccountRef | null
  /** By the platform's clock. */
  occurredAt: string
  receivedAt: string
  senderId: string | null
  conversationKey: string | null
  /** The shape of `type`; see docs/events.md. */
  data: unknown
  /** Where the event is on its way to deliveries. */
  status: 'pending' | 'processed' | 'failed'
  /** Tries of processing it so far, while it is not processed. */
  attempts: number
  /** Why processing failed. */
  error: string | null
  /** Whether the consumer marked it handled. */
  processed: boolean
  handledAt: string | null
}

export interface EventDetail {
  id: string
  workspaceId: string
  type: string
  platform: string
  account: AccountRef | null
  /** By the platform's clock. */
  occurredAt: string
  receivedAt: string
  senderId: string | null
  conversationKey: string | null
  /** The shape of `type`; see docs/events.md. */
  data: unknown
  /** Where the event is on its way to deliveries. */
  status: 'pending' | 'processed' | 'failed'
  /** Tries of processing it so far, while it is not processed. */
  attempts: number
  /** Why processing failed. */
  error: string | null
  /** Whether the consumer marked it handled. */
  processed: boolean
  handledAt: string | null
  /** The platform's own payload, reduced to this event. */
  raw: unknown
  /** At most the newest 200. */
  deliveries: Array<Delivery>
}

export interface FinishedLogin {
  status: 'connected' | 'choosing'
  sessionId: string
  accounts: Array<string>
}

export interface HeadRoom {
  limits: Array<{
    scope: 'send' | 'recipient' | 'calls'
    max: number
    /** Milliseconds that `max` is for. */
    perMs: number
    /** How many at once. */
    burst: number
    /** How many at once now; per recipient: to one that got nothing yet. */
    available: number
  }>
  /** Nothing is sent before. */
  heldUntil: string | null
  /** rate_limit: the platform refused; usage: its limit is nearly used. */
  reason: string | null
  /** Share of its limits that is used, as the platform last said. */
  usage: number | null
  /** Messages in line; at most 10,000 are counted. */
  queued: number
}

export interface LogEntry {
  id: string
  number: number
  outcome: 'success' | 'retry' | 'failure'
  startedAt: string
  durationMs: number
  statusCode: number | null
  error: string | null
  responseHeaders: Record<string, unknown> | null
  /** The first 16 KB, as text. */
  responseBody: string | null
  deliveryId: string
  deliveryStatus: 'pending' | 'delivered' | 'failed'
  eventId: string
  event: string | null
  /** The body that was sent, rendered anew. */
  requestBody: string | null
}

export interface Media {
  /** For `mediaId` of a message. */
  mediaId: string
}

export interface Message {
  id: string
  account: string
  platform: string
  conversationId: string
  to: string
  type: string
  /** What was asked to be sent. */
  content: unknown
  replyTo: string | null
  /** The name of the API key. */
  sentBy: string
  status: 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled'
  /** Events name the message by it. */
  platformMessageId: string | null
  /** message, template, action; on LINE reply (free of charge) or push. */
  via: string | null
  attempts: number
  error: {
    /** auth, permission, window, rate, invalid, not-found or unavailable. */
    kind: string
    platformCode: string | null
    message: string
    retryable: boolean
    /** It may have been sent although no answer came. */
    outcomeUnknown: boolean
  } | null
  /** What a queued message waits for. */
  wait: {
    /** line, rate_limit, usage or retry. */
    reason: string | null
    /** At the earliest. */
    notBefore: string | null
    /** How many messages of the account go before it. */
    place: number
  } | null
  createdAt: string
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
}

export interface Platform {
  id: string
  name: string
  /** JSON Schema of what connecting an account takes. */
  credentials: Record<string, unknown> | null
  capabilities: Capabilities | null
  limits: Array<{
    scope: 'send' | 'recipient' | 'calls'
    max: number
    perMs: number
    burst: number | null
  }>
  /** What can be subscribed; empty where everything comes. */
  fields: Array<{
    name: string
    description: string
    default: boolean
  }>
  /** The platform asks for a verify token before it sends. */
  handshake: boolean
  /** Give this address to the platform. */
  callbackUrl: string
  login: {
    /** Accounts can be connected with `GET /api/v1/connect/{platform}`. */
    available: boolean
    /** To be allowed in the settings of the app. */
    redirectUrl: string | null
    /** Why not. */
    problem: string | null
  }
  samples: Array<{
    kind: string
    description: string
  }>
  warnings: Array<string>
}

export interface PlatformTest {
  /** False: the platform, or what the hub knows of the app, allows no such question. */
  asked: boolean
  ok: boolean
  /** Where the platform sends the events of the app. */
  callbackUrl: string | null
  fields: Array<string>
  /** What is wrong and how to mend it. */
  problem: string | null
}

/** RFC 9457 problem document. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  /** The path that was called. */
  instance: string
  /** Stable; listed in docs/errors.md. */
  code: string
  /** The same as `title`. */
  error: string
  requestId: string
}

export interface Ready {
  status: 'ready' | 'stopping' | 'unavailable' | 'stalled'
  queues: {
    process: {
      depth: number
      oldestDueSeconds: number
    }
    deliver: {
      depth: number
      oldestDueSeconds: number
    }
  } | null
}

export interface Rejection {
  id: string
  receivedAt: string
  platform: string
  account: string | null
  route: string
  cause: string
  detail: string
  /** How to mend it. */
  hint: string
  remoteAddress: string | null
  headers: Record<string, unknown>
  bodySize: number
  bodySample: string | null
  /** How many refused requests this row stands for. */
  weight: number
}

export interface Replay {
  id: string
  endpointId: string
  state: 'running' | 'completed' | 'cancelled'
  since: string
  until: string
  events: Array<string>
  status: 'all' | 'failed' | 'missing'
  /** Events it covers, before the endpoint's filter; counted up to 100,000. */
  count: number
  /** Deliveries made so far. */
  queued: number
  createdAt: string
  completedAt: string | null
}

export interface SampleAnswer {
  success: boolean
  eventIds: Array<string>
  duplicates: number
  platform: string
  events: Array<{
    id: string
    type: string
    occurredAt: string
  }>
  /** The body that was made, signed and received. */
  payload: unknown
}

export interface SampleInput {
  eventType: string
  accountId?: string | undefined
  senderId?: string | undefined
  content?:
    | {
        text?: string | undefined
        mediaUrl?: string | undefined
        mediaType?: string | undefined
      }
    | undefined
  userInfo?:
    | {
        username?: string | undefined
      }
    | undefined
}

export interface Stats {
  /** Rounded down to the hour. */
  since: string
  until: string
  /** Some hour held more than was looked at: its totals are counted, what they are made of is scaled up. */
  estimated: boolean
  events: {
    total: number
    perMinute: number
    pending: number
    failed: number
    /** Of type `event.unhandled`. */
    unhandled: number
    /** Since this process started. */
    duplicates: number
  }
  deliveries: {
    total: number
    delivered: number
    failed: number
    pending: number
    /** Delivered ÷ completed, 0 to 1. */
    successRate: number | null
  }
  latencyMs: {
    processing: {
      p50: number | null
      p95: number | null
      p99: number | null
    }
    delivery: {
      p50: number | null
      p95: number | null
      p99: number | null
    }
  }
  queues: {
    process: {
      depth: number
      oldestDueSeconds: number
    }
    deliver: {
      depth: number
      oldestDueSeconds: number
    }
  }
  byType: Array<{
    type: string
    count: number
  }>
  byPlatform: Array<{
    platform: string
    count: number
  }>
  byAccount: Array<{
    accountId: string
    platform: string
    username: string | null
    externalId: string | null
    count: number
  }>
  overTime: Array<{
    hour: string
    events: number
    delivered: number
    failed: number
  }>
  mostActiveUsers: Array<{
    platform: string
    senderId: string
    count: number
  }>
  /** Events by weekday (0 Sunday) and hour of day (UTC): 7 rows of 24. */
  hourByWeekday: Array<Array<number>>
  rejections: Array<{
    cause: string
    count: number
  }>
}

export interface Subscription {
  /** Whether the platform pushes the events of the account. */
  active: boolean
  /** What of; empty where the platform knows no fields. */
  fields: Array<string>
  /** What is wrong and how to mend it. */
  problem: string | null
}

/** Every operation of the API, by its operationId. */
export const OPERATIONS = {
  receive_instagram: { method: 'POST', path: '/api/webhooks/instagram', answer: 'json', rawBody: true },
  verify_instagram: { method: 'GET', path: '/api/webhooks/instagram', answer: 'json' },
  receiveFor_instagram: {
    method: 'POST',
    path: '/api/v1/webhooks/instagram/{accountId}',
    answer: 'json',
    rawBody: true,
  },
  verifyFor_instagram: { method: 'GET', path: '/api/v1/webhooks/instagram/{accountId}', answer: 'json' },
  verifyAll_instagram: { method: 'GET', path: '/api/v1/webhooks/instagram/verify', answer: 'json' },
  receive_facebook: { method: 'POST', path: '/api/webhooks/facebook', answer: 'json', rawBody: true },
  verify_facebook: { method: 'GET', path: '/api/webhooks/facebook', answer: 'json' },
  receiveFor_facebook: { method: 'POST', path: '/api/v1/webhooks/facebook/{accountId}', answer: 'json', rawBody: true },
  verifyFor_facebook: { method: 'GET', path: '/api/v1/webhooks/facebook/{accountId}', answer: 'json' },
  verifyAll_facebook: { method: 'GET', path: '/api/v1/webhooks/facebook/verify', answer: 'json' },
  receive_line: { method: 'POST', path: '/api/webhooks/line', answer: 'json', rawBody: true },
  receiveFor_line: { method: 'POST', path: '/api/v1/webhooks/line/{accountId}', answer: 'json', rawBody: true },
  receive_whatsapp: { method: 'POST', path: '/api/webhooks/whatsapp', answer: 'json', rawBody: true },
  verify_whatsapp: { method: 'GET', path: '/api/webhooks/whatsapp', answer: 'json' },
  receiveFor_whatsapp: { method: 'POST', path: '/api/v1/webhooks/whatsapp/{accountId}', answer: 'json', rawBody: true },
  verifyFor_whatsapp: { method: 'GET', path: '/api/v1/webhooks/whatsapp/{accountId}', answer: 'json' },
  verifyAll_whatsapp: { method: 'GET', path: '/api/v1/webhooks/whatsapp/verify', answer: 'json' },
  health: { method: 'GET', path: '/healthz', answer: 'json' },
  ready: { method: 'GET', path: '/readyz', answer: 'json' },
  finishLogin_instagram: { method: 'GET', path: '/api/v1/connect/instagram/callback', answer: 'json' },
  finishLogin_facebook: { method: 'GET', path: '/api/v1/connect/facebook/callback', answer: 'json' },
  finishLogin_whatsapp: { method: 'GET', path: '/api/v1/connect/whatsapp/callback', answer: 'json' },
  openapi: { method: 'GET', path: '/openapi.json', answer: 'json' },
  metrics: { method: 'GET', path: '/metrics', answer: 'text' },
  test_instagram: { method: 'POST', path: '/api/webhooks/instagram/test', answer: 'json' },
  test_facebook: { method: 'POST', path: '/api/webhooks/facebook/test', answer: 'json' },
  test_line: { method: 'POST', path: '/api/webhooks/line/test', answer: 'json' },
  test_whatsapp: { method: 'POST', path: '/api/webhooks/whatsapp/test', answer: 'json' },
  testAccountEvent: { method: 'POST', path: '/api/v1/accounts/{id}/test-event', answer: 'json' },
  listEvents: { method: 'GET', path: '/api/v1/events', answer: 'json', paged: true },
  getEvent: { method: 'GET', path: '/api/v1/events/{id}', answer: 'json' },
  retryEvent: { method: 'POST', path: '/api/v1/events/{id}/retry', answer: 'json' },
  markEventProcessed: { method: 'POST', path: '/api/v1/events/{id}/process', answer: 'json' },
  streamEvents: { method: 'GET', path: '/api/v1/events/stream', answer: 'events' },
  listWebhooks: { method: 'GET', path: '/api/v1/webhooks', answer: 'json', paged: true },
  createWebhook: { method: 'POST', path: '/api/v1/webhooks', answer: 'json' },
  getWebhook: { method: 'GET', path: '/api/v1/webhooks/{id}', answer: 'json' },
  updateWebhook: { method: 'PUT', path: '/api/v1/webhooks/{id}', answer: 'json' },
  deleteWebhook: { method: 'DELETE', path: '/api/v1/webhooks/{id}', answer: 'none' },
  enableWebhook: { method: 'POST', path: '/api/v1/webhooks/{id}/enable', answer: 'json' },
  rotateWebhookSecret: { method: 'POST', path: '/api/v1/webhooks/{id}/rotate-secret', answer: 'json' },
  testWebhook: { method: 'POST', path: '/api/v1/webhooks/{id}/test', answer: 'json' },
  listWebhookLogs: { method: 'GET', path: '/api/v1/webhooks/{id}/logs', answer: 'json', paged: true },
  replayWebhook: { method: 'POST', path: '/api/v1/webhooks/{id}/replay', answer: 'json' },
  listReplays: { method: 'GET', path: '/api/v1/webhooks/{id}/replays', answer: 'json', paged: true },
  getReplay: { method: 'GET', path: '/api/v1/webhooks/{id}/replays/{replayId}', answer: 'json' },
  cancelReplay: { method: 'DELETE', path: '/api/v1/webhooks/{id}/replays/{replayId}', answer: 'json' },
  listDeliveries: { method: 'GET', path: '/api/v1/deliveries', answer: 'json', paged: true },
  getDelivery: { method: 'GET', path: '/api/v1/deliveries/{id}', answer: 'json' },
  retryDelivery: { method: 'POST', path: '/api/v1/deliveries/{id}/retry', answer: 'json' },
  listRejections: { method: 'GET', path: '/api/v1/rejections', answer: 'json', paged: true },
  listAccounts: { method: 'GET', path: '/api/v1/accounts', answer: 'json', paged: true },
  connectAccount: { method: 'POST', path: '/api/v1/accounts', answer: 'json' },
  getAccount: { method: 'GET', path: '/api/v1/accounts/{id}', answer: 'json' },
  updateAccount: { method: 'PUT', path: '/api/v1/accounts/{id}', answer: 'json' },
  disconnectAccount: { method: 'DELETE', path: '/api/v1/accounts/{id}', answer: 'json' },
  testAccount: { method: 'POST', path: '/api/v1/accounts/{id}/test', answer: 'json' },
  subscribeAccount: { method: 'POST', path: '/api/v1/accounts/{id}/subscribe', answer: 'json' },
  listPlatforms: { method: 'GET', path: '/api/v1/platforms', answer: 'json' },
  testPlatform: { method: 'POST', path: '/api/v1/platforms/{platform}/test', answer: 'json' },
  beginLogin: { method: 'GET', path: '/api/v1/connect/{platform}', answer: 'json' },
  getLogin: { method: 'GET', path: '/api/v1/connect/sessions/{id}', answer: 'json' },
  chooseAccounts: { method: 'POST', path: '/api/v1/connect/sessions/{id}', answer: 'json' },
  getAccountLimits: { method: 'GET', path: '/api/v1/accounts/{id}/limits', answer: 'json' },
  sendMessage: { method: 'POST', path: '/api/v1/messages', answer: 'json', idempotencyKey: true },
  listMessages: { method: 'GET', path: '/api/v1/messages', answer: 'json', paged: true },
  getMessage: { method: 'GET', path: '/api/v1/messages/{id}', answer: 'json' },
  cancelMessage: { method: 'POST', path: '/api/v1/messages/{id}/cancel', answer: 'json' },
  uploadMedia: { method: 'POST', path: '/api/v1/media', answer: 'json', rawBody: true },
  downloadMedia: { method: 'GET', path: '/api/v1/media/{account}/{mediaId}', answer: 'binary' },
  listKeys: { method: 'GET', path: '/api/v1/keys', answer: 'json', paged: true },
  createKey: { method: 'POST', path: '/api/v1/keys', answer: 'json' },
  revokeKey: { method: 'DELETE', path: '/api/v1/keys/{id}', answer: 'none' },
  getStats: { method: 'GET', path: '/api/v1/stats', answer: 'json' },
} as const satisfies Readonly<Record<string, Operation>>

/** A method for every operation of the API. */
export abstract class ApiMethods extends Operations {
  /** Events of every account, signed by Instagram */
  receive_instagram(body: RawBody, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.receive_instagram, { body }, options)
  }

  /** Handshake: the challenge, when the verify token is right */
  verify_instagram(options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verify_instagram, {}, options)
  }

  /** Events of one account */
  receiveFor_instagram(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.receiveFor_instagram, { path: { accountId }, body }, options)
  }

  /** Handshake of one account */
  verifyFor_instagram(accountId: string, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verifyFor_instagram, { path: { accountId } }, options)
  }

  /** Handshake */
  verifyAll_instagram(options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verifyAll_instagram, {}, options)
  }

  /** Events of every account, signed by Facebook */
  receive_facebook(body: RawBody, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.receive_facebook, { body }, options)
  }

  /** Handshake: the challenge, when the verify token is right */
  verify_facebook(options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verify_facebook, {}, options)
  }

  /** Events of one account */
  receiveFor_facebook(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.receiveFor_facebook, { path: { accountId }, body }, options)
  }

  /** Handshake of one account */
  verifyFor_facebook(accountId: string, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verifyFor_facebook, { path: { accountId } }, options)
  }

  /** Handshake */
  verifyAll_facebook(options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verifyAll_facebook, {}, options)
  }

  /** Events of every account, signed by LINE */
  receive_line(body: RawBody, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.receive_line, { body }, options)
  }

  /** Events of one account */
  receiveFor_line(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.receiveFor_line, { path: { accountId }, body }, options)
  }

  /** Events of every account, signed by WhatsApp */
  receive_whatsapp(body: RawBody, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.receive_whatsapp, { body }, options)
  }

  /** Handshake: the challenge, when the verify token is right */
  verify_whatsapp(options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verify_whatsapp, {}, options)
  }

  /** Events of one account */
  receiveFor_whatsapp(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.receiveFor_whatsapp, { path: { accountId }, body }, options)
  }

  /** Handshake of one account */
  verifyFor_whatsapp(accountId: string, options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verifyFor_whatsapp, { path: { accountId } }, options)
  }

  /** Handshake */
  verifyAll_whatsapp(options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.verifyAll_whatsapp, {}, options)
  }

  /** Whether the process is alive */
  health(options?: CallOptions): Promise<{
    status: 'ok'
  }> {
    return this.call<{
      status: 'ok'
    }>(OPERATIONS.health, {}, options)
  }

  /**
   * Whether the hub can do its work now
   *
   * 503 while it stops, while the store is away, and when something due has waited for 300 seconds.
   */
  ready(options?: CallOptions): Promise<Ready> {
    return this.call<Ready>(OPERATIONS.ready, {}, options)
  }

  /**
   * Where Instagram sends people back to after the login
   *
   * Browsers get a page, others JSON.
   */
  finishLogin_instagram(options?: CallOptions): Promise<FinishedLogin> {
    return this.call<FinishedLogin>(OPERATIONS.finishLogin_instagram, {}, options)
  }

  /**
   * Where Facebook sends people back to after the login
   *
   * Browsers get a page, others JSON.
   */
  finishLogin_facebook(options?: CallOptions): Promise<FinishedLogin> {
    return this.call<FinishedLogin>(OPERATIONS.finishLogin_facebook, {}, options)
  }

  /**
   * Where WhatsApp sends people back to after the login
   *
   * Browsers get a page, others JSON.
   */
  finishLogin_whatsapp(options?: CallOptions): Promise<FinishedLogin> {
    return this.call<FinishedLogin>(OPERATIONS.finishLogin_whatsapp, {}, options)
  }

  /** This document */
  openapi(options?: CallOptions): Promise<unknown> {
    return this.call<unknown>(OPERATIONS.openapi, {}, options)
  }

  /**
   * Metrics for Prometheus
   *
   * Needs no key from loopback addresses.
   */
  metrics(options?: CallOptions): Promise<string> {
    return this.call<string>(OPERATIONS.metrics, {}, options)
  }

  /**
   * Make a Instagram event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: messages, message_reactions, messaging_postbacks, message, reaction, postback, message-image, message-video, message-audio, message-file, message-album, message-unsupported, message-reply, message-ad, quick-reply, story-reply, message-deleted, message-edit, echo, echo-deleted, unreaction, standby, pass-thread-control, take-thread-control, request-thread-control, policy-enforcement, response-feedback, messaging_referral, messaging_seen, referral, seen, message-sticker, message-share, message-reel, message-ephemeral, message-product, story-mention, optin, comments, live_comments, mentions, story_insights, media, comment, comment-reply, comment-ad, comment-own, comment-flat, live-comment, mention-comment, mention-media, story-insights, dashboard-test, batch, unknown.
   */
  test_instagram(body: SampleInput, options?: CallOptions): Promise<SampleAnswer> {
    return this.call<SampleAnswer>(OPERATIONS.test_instagram, { body }, options)
  }

  /**
   * Make a Facebook event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: messages, message_reactions, messaging_postbacks, message, reaction, postback, message-image, message-video, message-audio, message-file, message-album, message-unsupported, message-reply, message-ad, quick-reply, story-reply, message-deleted, message-edit, echo, echo-deleted, unreaction, standby, pass-thread-control, take-thread-control, request-thread-control, policy-enforcement, response-feedback, message_deliveries, message_reads, messaging_referrals, messaging_optins, messaging_account_linking, messaging_feedback, messaging_game_plays, send_cart, delivery, read, referral, optin, linking, feedback, game-play, order, message-sticker, message-location, message-link, message-template, message-product, message-nlp, message-prior, postback-old, postback-referral, optin-once, optin-messages, optin-stop, unlinking, standby-echo, app-roles, payment, checkout-update, dashboard-test, feed, mention, ratings, leadgen, messenger_template_status_update, comment, comment-reply, comment-photo, comment-own, comment-edited, comment-hidden, comment-shown, comment-removed, post, status, photo, photos, video, album, share, event, post-unpublished, post-edited, post-hidden, post-shown, post-removed, video-blocked, video-muted, like, reaction-post, reaction-comment, reaction-changed, reaction-removed, follower, mention-comment, review, review-edited, review-removed, review-comment, lead, live-video, template-status, page-hours, page-phone, unknown, batch, permission-revoked, permission-granted, user-profile.
   */
  test_facebook(body: SampleInput, options?: CallOptions): Promise<SampleAnswer> {
    return this.call<SampleAnswer>(OPERATIONS.test_facebook, { body }, options)
  }

  /**
   * Make a LINE event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: message, message-emoji, message-mention, message-quote, message-group, message-room, message-image, message-album, message-external, message-video, message-audio, message-file, message-location, message-sticker, message-sticker-text, standby, redelivery, messageEdited, unsend, follow, follow-again, unfollow, join, leave, memberJoined, memberLeft, postback, postback-datetime, postback-richmenu, videoPlayComplete, beacon, beacon-stay, beacon-banner, accountLink, accountLink-failed, membership, membership-renewed, membership-left, module, module-detached, activated, deactivated, botSuspended, botResumed, delivery, batch, verify, unknown.
   */
  test_line(body: SampleInput, options?: CallOptions): Promise<SampleAnswer> {
    return this.call<SampleAnswer>(OPERATIONS.test_line, { body }, options)
  }

  /**
   * Make a WhatsApp event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: messages, message, message-image, message-video, message-audio, message-voice, message-document, message-sticker, message-location, message-contacts, message-reply, message-forwarded, message-ad, message-product, message-group, message-unsupported, quick-reply, button-reply, list-reply, form-reply, call-permission, order, reaction, unreaction, message-edit, message-deleted, number-changed, identity-changed, welcome, smb_message_echoes, echo, echo-edit, echo-deleted, standby, errors, sent, delivered, read, played, failed, delivered-group, read-group, payment, calls, call, call-outbound, call-ended, call-ringing, group_lifecycle_update, group-deleted, group-failed, group_participants_update, group-left, group-join-request, group_settings_update, group_status_update, user_preferences, preference-resume, user_id_update, smb_app_state_sync, history, history-file, automatic_events, messaging_handovers, batch, message_template_status_update, template-rejected, message_template_quality_update, message_template_components_update, template_category_update, account_update, account-violation, account-disabled, account-deleted, partner-removed, account_review_update, account_alerts, account_settings_update, business_capability_update, business_username_update, phone_number_name_update, phone_number_quality_update, security, payment_configuration_update, flows, partner_solutions, unknown.
   */
  test_whatsapp(body: SampleInput, options?: CallOptions): Promise<SampleAnswer> {
    return this.call<SampleAnswer>(OPERATIONS.test_whatsapp, { body }, options)
  }

  /**
   * Make an event of an account and send it through the real path
   *
   * Default: a text message. The kinds of each platform are at `GET /api/v1/platforms`.
   */
  testAccountEvent(id: string, body: AccountSampleInput, options?: CallOptions): Promise<SampleAnswer> {
    return this.call<SampleAnswer>(OPERATIONS.testAccountEvent, { path: { id }, body }, options)
  }

  /**
   * Events, newest first
   *
   * A page may hold fewer than `limit` and still have a next one: go on until `nextCursor` is null.
   */
  listEvents(
    query?: {
      /** A type, a pattern such as `message.*`, or several separated by commas. */
      type?: string | undefined
      platform?: string | undefined
      /** An `acc_` id or the platform's own id. */
      account?: string | undefined
      /** Where the event is on its way to deliveries. */
      status?: 'pending' | 'processed' | 'failed' | undefined
      /** Whether the consumer marked it handled. */
      processed?: boolean | undefined
      /** Received at or after. ISO 8601, or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Received before. ISO 8601, or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** A text somewhere in `data`. */
      q?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Event> {
    return this.list<Event>(OPERATIONS.listEvents, { query }, options)
  }

  /** One event with its raw payload and deliveries */
  getEvent(id: string, options?: CallOptions): Promise<EventDetail> {
    return this.call<EventDetail>(OPERATIONS.getEvent, { path: { id } }, options)
  }

  /**
   * Process an event again
   *
   * What the hub did not understand when it came (`event.unhandled`) is read again by the current code and keeps its id.
   */
  retryEvent(
    id: string,
    options?: CallOptions,
  ): Promise<{
    id: string
    workspaceId: string
    type: string
    platform: string
    account: AccountRef | null
    /** By the platform's clock. */
    occurredAt: string
    receivedAt: string
    senderId: string | null
    conversationKey: string | null
    /** The shape of `type`; see docs/events.md. */
    data: unknown
    /** Where the event is on its way to deliveries. */
    status: 'pending' | 'processed' | 'failed'
    /** Tries of processing it so far, while it is not processed. */
    attempts: number
    /** Why processing failed. */
    error: string | null
    /** Whether the consumer marked it handled. */
    processed: boolean
    handledAt: string | null
  }> {
    return this.call<{
      id: string
      workspaceId: string
      type: string
      platform: string
      account: AccountRef | null
      /** By the platform's clock. */
      occurredAt: string
      receivedAt: string
      senderId: string | null
      conversationKey: string | null
      /** The shape of `type`; see docs/events.md. */
      data: unknown
      /** Where the event is on its way to deliveries. */
      status: 'pending' | 'processed' | 'failed'
      /** Tries of processing it so far, while it is not processed. */
      attempts: number
      /** Why processing failed. */
      error: string | null
      /** Whether the consumer marked it handled. */
      processed: boolean
      handledAt: string | null
    }>(OPERATIONS.retryEvent, { path: { id } }, options)
  }

  /**
   * Mark an event handled by its consumer
   *
   * Doing it again changes nothing.
   */
  markEventProcessed(
    id: string,
    options?: CallOptions,
  ): Promise<{
    id: string
    processed: boolean
    handledAt: string
  }> {
    return this.call<{
      id: string
      processed: boolean
      handledAt: string
    }>(OPERATIONS.markEventProcessed, { path: { id } }, options)
  }

  /**
   * Events as they come (server-sent events)
   *
   * `id` is the event id, `event` its type, `data` the event as in the list. Connect again with `Last-Event-ID` (or `?lastEventId=`) to go on after that event, without gaps or duplicates. A comment every 15 seconds keeps the connection.
   */
  streamEvents(
    query?: {
      /** As in the list. */
      type?: string | undefined
      platform?: string | undefined
      account?: string | undefined
      /** For clients that cannot send `Last-Event-ID`. */
      lastEventId?: string | undefined
    },
    options?: CallOptions,
  ): AsyncGenerator<Event, void, undefined> {
    return this.follow<Event>(OPERATIONS.streamEvents, { query }, options)
  }

  /** Webhooks and their health, newest first */
  listWebhooks(
    query?: {
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Endpoint> {
    return this.list<Endpoint>(OPERATIONS.listWebhooks, { query }, options)
  }

  /**
   * Make a webhook: a URL that receives events
   *
   * The secret is in this answer and in no other. Verify `Webhook-Signature` or `X-Webhook-Signature` with it.
   */
  createWebhook(body: EndpointInput, options?: CallOptions): Promise<EndpointWithSecret> {
    return this.call<EndpointWithSecret>(OPERATIONS.createWebhook, { body }, options)
  }

  /** One webhook */
  getWebhook(
    id: string,
    options?: CallOptions,
  ): Promise<{
    id: string
    url: string
    description: string | null
    events: Array<string>
    accounts: Array<string> | null
    filter: unknown
    format: 'standard' | 'flat' | 'cloudevents' | 'raw'
    retrySchedule: Array<number> | null
    timeoutMs: number | null
    rateLimit: number | null
    /** `conversation`: the events of one conversation arrive one after the other. */
    ordering: 'none' | 'conversation'
    state: 'enabled' | 'paused' | 'disabled'
    disabledReason: string | null
    disabledAt: string | null
    /** Failed attempts since the last success. */
    failures: number
    failingSince: string | null
    /** Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1. */
    successRate: number | null
    /** The last success. */
    lastDeliveryAt: string | null
    /** Until when the secret before the rotation signs too. */
    previousSecretUntil: string | null
    createdAt: string
    updatedAt: string
  }> {
    return this.call<{
      id: string
      url: string
      description: string | null
      events: Array<string>
      accounts: Array<string> | null
      filter: unknown
      format: 'standard' | 'flat' | 'cloudevents' | 'raw'
      retrySchedule: Array<number> | null
      timeoutMs: number | null
      rateLimit: number | null
      /** `conversation`: the events of one conversation arrive one after the other. */
      ordering: 'none' | 'conversation'
      state: 'enabled' | 'paused' | 'disabled'
      disabledReason: string | null
      disabledAt: string | null
      /** Failed attempts since the last success. */
      failures: number
      failingSince: string | null
      /** Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1. */
      successRate: number | null
      /** The last success. */
      lastDeliveryAt: string | null
      /** Until when the secret before the rotation signs too. */
      previousSecretUntil: string | null
      createdAt: string
      updatedAt: string
    }>(OPERATIONS.getWebhook, { path: { id } }, options)
  }

  /**
   * Change a webhook
   *
   * Members that are absent stay as they are; null takes the default. `state` pauses and resumes it. With another `secret` the old one signs too for 24 hours.
   */
  updateWebhook(
    id: string,
    body: EndpointChange,
    options?: CallOptions,
  ): Promise<{
    id: string
    url: string
    description: string | null
    events: Array<string>
    accounts: Array<string> | null
    filter: unknown
    format: 'standard' | 'flat' | 'cloudevents' | 'raw'
    retrySchedule: Array<number> | null
    timeoutMs: number | null
    rateLimit: number | null
    /** `conversation`: the events of one conversation arrive one after the other. */
    ordering: 'none' | 'conversation'
    state: 'enabled' | 'paused' | 'disabled'
    disabledReason: string | null
    disabledAt: string | null
    /** Failed attempts since the last success. */
    failures: number
    failingSince: string | null
    /** Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1. */
    successRate: number | null
    /** The last success. */
    lastDeliveryAt: string | null
    /** Until when the secret before the rotation signs too. */
    previousSecretUntil: string | null
    createdAt: string
    updatedAt: string
  }> {
    return this.call<{
      id: string
      url: string
      description: string | null
      events: Array<string>
      accounts: Array<string> | null
      filter: unknown
      format: 'standard' | 'flat' | 'cloudevents' | 'raw'
      retrySchedule: Array<number> | null
      timeoutMs: number | null
      rateLimit: number | null
      /** `conversation`: the events of one conversation arrive one after the other. */
      ordering: 'none' | 'conversation'
      state: 'enabled' | 'paused' | 'disabled'
      disabledReason: string | null
      disabledAt: string | null
      /** Failed attempts since the last success. */
      failures: number
      failingSince: string | null
      /** Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1. */
      successRate: number | null
      /** The last success. */
      lastDeliveryAt: string | null
      /** Until when the secret before the rotation signs too. */
      previousSecretUntil: string | null
      createdAt: string
      updatedAt: string
    }>(OPERATIONS.updateWebhook, { path: { id }, body }, options)
  }

  /**
   * Delete a webhook
   *
   * What was on its way to it is given up; its log stays until it is cleaned up.
   */
  deleteWebhook(id: string, options?: CallOptions): Promise<void> {
    return this.call<void>(OPERATIONS.deleteWebhook, { path: { id } }, options)
  }

  /**
   * Enable a webhook again and forget its failures
   *
   * Events that came meanwhile are not lost: replay them.
   */
  enableWebhook(
    id: string,
    options?: CallOptions,
  ): Promise<{
    id: string
    url: string
    description: string | null
    events: Array<string>
    accounts: Array<string> | null
    filter: unknown
    format: 'standard' | 'flat' | 'cloudevents' | 'raw'
    retrySchedule: Array<number> | null
    timeoutMs: number | null
    rateLimit: number | null
    /** `conversation`: the events of one conversation arrive one after the other. */
    ordering: 'none' | 'conversation'
    state: 'enabled' | 'paused' | 'disabled'
    disabledReason: string | null
    disabledAt: string | null
    /** Failed attempts since the last success. */
    failures: number
    failingSince: string | null
    /** Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1. */
    successRate: number | null
    /** The last success. */
    lastDeliveryAt: string | null
    /** Until when the secret before the rotation signs too. */
    previousSecretUntil: string | null
    createdAt: string
    updatedAt: string
  }> {
    return this.call<{
      id: string
      url: string
      description: string | null
      events: Array<string>
      accounts: Array<string> | null
      filter: unknown
      format: 'standard' | 'flat' | 'cloudevents' | 'raw'
      retrySchedule: Array<number> | null
      timeoutMs: number | null
      rateLimit: number | null
      /** `conversation`: the events of one conversation arrive one after the other. */
      ordering: 'none' | 'conversation'
      state: 'enabled' | 'paused' | 'disabled'
      disabledReason: string | null
      disabledAt: string | null
      /** Failed attempts since the last success. */
      failures: number
      failingSince: string | null
      /** Delivered ÷ completed deliveries of the last 24 hours (the newest 1,000), 0 to 1. */
      successRate: number | null
      /** The last success. */
      lastDeliveryAt: string | null
      /** Until when the secret before the rotation signs too. */
      previousSecretUntil: string | null
      createdAt: string
      updatedAt: string
    }>(OPERATIONS.enableWebhook, { path: { id } }, options)
  }

  /**
   * Give a webhook another secret
   *
   * The old one signs `Webhook-Signature` too for `overlap`. The new one is in this answer and in no other.
   */
  rotateWebhookSecret(
    id: string,
    body: {
      /** How long the old secret signs too; `0` ends it at once, at most 30 days. Default 24h. */
      overlap?: string | number | undefined
      /** Signs the deliveries: `whsec_` and base64, or any text. Absent: one is made. */
      secret?: string | undefined
    },
    options?: CallOptions,
  ): Promise<{
    id: string
    /** Shown now, and never again. */
    secret: string
    previousSecretUntil: string | null
  }> {
    return this.call<{
      id: string
      /** Shown now, and never again. */
      secret: string
      previousSecretUntil: string | null
    }>(OPERATIONS.rotateWebhookSecret, { path: { id }, body }, options)
  }

  /**
   * Send a webhook a signed test event
   *
   * A `webhook.test` event goes the way of every delivery; waits up to 5 seconds for the answer.
   */
  testWebhook(id: string, options?: CallOptions): Promise<EndpointTest> {
    return this.call<EndpointTest>(OPERATIONS.testWebhook, { path: { id } }, options)
  }

  /** Every try of the deliveries to a webhook, newest delivery first */
  listWebhookLogs(
    id: string,
    query?: {
      /** `failed`: retry or failure. */
      status?: 'success' | 'retry' | 'failure' | 'failed' | undefined
      statusCode?: number | undefined
      /** A type or a pattern such as `message.*`. */
      event?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<LogEntry> {
    return this.list<LogEntry>(OPERATIONS.listWebhookLogs, { path: { id }, query }, options)
  }

  /**
   * Deliver stored events to a webhook again
   *
   * Runs in the background; ask for its progress.
   */
  replayWebhook(
    id: string,
    body: {
      /** Events received at or after. ISO 8601, or a duration such as `24h` (that long ago). */
      since: string
      /** Events received before; absent: now. ISO 8601, or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** Event types; `message.*` and `*` work. */
      events?: Array<string> | undefined
      /** `failed`: what failed to reach it; `missing`: what was never sent to it. Default `all`. */
      status?: 'all' | 'failed' | 'missing' | undefined
    },
    options?: CallOptions,
  ): Promise<Replay> {
    return this.call<Replay>(OPERATIONS.replayWebhook, { path: { id }, body }, options)
  }

  /** Replays of a webhook, newest first */
  listReplays(
    id: string,
    query?: {
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<{
    id: string
    endpointId: string
    state: 'running' | 'completed' | 'cancelled'
    since: string
    until: string
    events: Array<string>
    status: 'all' | 'failed' | 'missing'
    /** Events it covers, before the endpoint's filter; counted up to 100,000. */
    count: number
    /** Deliveries made so far. */
    queued: number
    createdAt: string
    completedAt: string | null
  }> {
    return this.list<{
      id: string
      endpointId: string
      state: 'running' | 'completed' | 'cancelled'
      since: string
      until: string
      events: Array<string>
      status: 'all' | 'failed' | 'missing'
      /** Events it covers, before the endpoint's filter; counted up to 100,000. */
      count: number
      /** Deliveries made so far. */
      queued: number
      createdAt: string
      completedAt: string | null
    }>(OPERATIONS.listReplays, { path: { id }, query }, options)
  }

  /** How far a replay is */
  getReplay(id: string, replayId: string, options?: CallOptions): Promise<Replay> {
    return this.call<Replay>(OPERATIONS.getReplay, { path: { id, replayId } }, options)
  }

  /**
   * Cancel a replay
   *
   * What it has queued already is delivered.
   */
  cancelReplay(id: string, replayId: string, options?: CallOptions): Promise<Replay> {
    return this.call<Replay>(OPERATIONS.cancelReplay, { path: { id, replayId } }, options)
  }

  /** Deliveries, newest first */
  listDeliveries(
    query?: {
      endpoint?: string | undefined
      /** An `evt_` id, a type, or a pattern such as `message.*`. */
      event?: string | undefined
      status?: 'pending' | 'delivered' | 'failed' | undefined
      statusCode?: number | undefined
      /** Of events received at or after. ISO 8601, or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Of events received before. ISO 8601, or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Delivery> {
    return this.list<Delivery>(OPERATIONS.listDeliveries, { query }, options)
  }

  /** One delivery with its attempts */
  getDelivery(id: string, options?: CallOptions): Promise<DeliveryDetail> {
    return this.call<DeliveryDetail>(OPERATIONS.getDelivery, { path: { id } }, options)
  }

  /**
   * Send a finished delivery again
   *
   * It becomes due now, under the same id; its attempts are numbered on.
   */
  retryDelivery(
    id: string,
    options?: CallOptions,
  ): Promise<{
    id: string
    eventId: string
    /** The event's type. */
    event: string | null
    endpointId: string
    status: 'pending' | 'delivered' | 'failed'
    attemptCount: number
    /** Of the last attempt. */
    statusCode: number | null
    error: string | null
    createdAt: string
    /** When the next try is due. */
    nextAttemptAt: string | null
    completedAt: string | null
  }> {
    return this.call<{
      id: string
      eventId: string
      /** The event's type. */
      event: string | null
      endpointId: string
      status: 'pending' | 'delivered' | 'failed'
      attemptCount: number
      /** Of the last attempt. */
      statusCode: number | null
      error: string | null
      createdAt: string
      /** When the next try is due. */
      nextAttemptAt: string | null
      completedAt: string | null
    }>(OPERATIONS.retryDelivery, { path: { id } }, options)
  }

  /**
   * Refused platform requests and why, newest first
   *
   * Rows are sampled in a flood (`weight` says how many one stands for); `counts` are complete.
   */
  listRejections(
    query?: {
      platform?: string | undefined
      cause?: string | undefined
      /** Refused at or after. ISO 8601, or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Refused before. ISO 8601, or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Rejection> {
    return this.list<Rejection>(OPERATIONS.listRejections, { query }, options)
  }

  /** Social accounts, newest first, with their health */
  listAccounts(
    query?: {
      platform?: string | undefined
      state?: 'discovered' | 'connected' | 'disconnected' | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Account> {
    return this.list<Account>(OPERATIONS.listAccounts, { query }, options)
  }

  /**
   * Connect an account with its credentials
   *
   * The platform is asked first: the kind of the token, its scopes, its end, and the account it belongs to. Then the credentials are kept sealed, and the account is subscribed. One that is known already gets the new credentials.
   */
  connectAccount(
    body: AccountInput,
    options?: CallOptions,
  ): Promise<{
    id: string
    platform: string
    /** The platform's own id. */
    externalId: string
    username: string | null
    name: string | null
    /** `discovered`: its events come in, but the hub has no credentials to act for it. */
    state: 'discovered' | 'connected' | 'disconnected'
    pictureUrl: string | null
    followers: number | null
    /** The platform's own words. */
    quality: string | null
    login: 'token' | 'oauth' | null
    connectedAt: string | null
    connectedBy: string | null
    disconnectedAt: string | null
    disconnectedReason: string | null
    token: AccountToken | null
    subscription: Subscription | null
    /** The account's own callback address. */
    webhookUrl: string
    /** The address that the platform was told by the hub (LINE). */
    callbackUrl: string | null
    /** When the platform last answered for it. */
    inspectedAt: string | null
    /** Why the last check could not be finished. */
    inspectError: string | null
    lastEventAt: string | null
    /** Of its own address, or of the one that all accounts of the platform share. */
    lastRejection: {
      at: string
      cause: string
      detail: string
      /** How to mend it. */
      hint: string
    } | null
    /** What to look at; empty when all is well. */
    problems: Array<{
      code: string
      detail: string
      /** What to do about it. */
      mend: string
    }>
    createdAt: string
    updatedAt: string
  }> {
    return this.call<{
      id: string
      platform: string
      /** The platform's own id. */
      externalId: string
      username: string | null
      name: string | null
      /** `discovered`: its events come in, but the hub has no credentials to act for it. */
      state: 'discovered' | 'connected' | 'disconnected'
      pictureUrl: string | null
      followers: number | null
      /** The platform's own words. */
      quality: string | null
      login: 'token' | 'oauth' | null
      connectedAt: string | null
      connectedBy: string | null
      disconnectedAt: string | null
      disconnectedReason: string | null
      token: AccountToken | null
      subscription: Subscription | null
      /** The account's own callback address. */
      webhookUrl: string
      /** The address that the platform was told by the hub (LINE). */
      callbackUrl: string | null
      /** When the platform last answered for it. */
      inspectedAt: string | null
      /** Why the last check could not be finished. */
      inspectError: string | null
      lastEventAt: string | null
      /** Of its own address, or of the one that all accounts of the platform share. */
      lastRejection: {
        at: string
        cause: string
        detail: string
        /** How to mend it. */
        hint: string
      } | null
      /** What to look at; empty when all is well. */
      problems: Array<{
        code: string
        detail: string
        /** What to do about it. */
        mend: string
      }>
      createdAt: string
      updatedAt: string
    }>(OPERATIONS.connectAccount, { body }, options)
  }

  /** One social account, with its health */
  getAccount(id: string, options?: CallOptions): Promise<AccountDetail> {
    return this.call<AccountDetail>(OPERATIONS.getAccount, { path: { id } }, options)
  }

  /**
   * Give an account new credentials, or another name
   *
   * New credentials must belong to the same account. A name of null is that of the platform again.
   */
  updateAccount(
    id: string,
    body: AccountChange,
    options?: CallOptions,
  ): Promise<{
    id: string
    platform: string
    /** The platform's own id. */
    externalId: string
    username: string | null
    name: string | null
    /** `discovered`: its events come in, but the hub has no credentials to act for it. */
    state: 'discovered' | 'connected' | 'disconnected'
    pictureUrl: string | null
    followers: number | null
    /** The platform's own words. */
    quality: string | null
    login: 'token' | 'oauth' | null
    connectedAt: string | null
    connectedBy: string | null
    disconnectedAt: string | null
    disconnectedReason: string | null
    token: AccountToken | null
    subscription: Subscription | null
    /** The account's own callback address. */
    webhookUrl: string
    /** The address that the platform was told by the hub (LINE). */
    callbackUrl: string | null
    /** When the platform last answered for it. */
    inspectedAt: string | null
    /** Why the last check could not be finished. */
    inspectError: string | null
    lastEventAt: string | null
    /** Of its own address, or of the one that all accounts of the platform share. */
    lastRejection: {
      at: string
      cause: string
      detail: string
      /** How to mend it. */
      hint: string
    } | null
    /** What to look at; empty when all is well. */
    problems: Array<{
      code: string
      detail: string
      /** What to do about it. */
      mend: string
    }>
    createdAt: string
    updatedAt: string
  }> {
    return this.call<{
      id: string
      platform: string
      /** The platform's own id. */
      externalId: string
      username: string | null
      name: string | null
      /** `discovered`: its events come in, but the hub has no credentials to act for it. */
      state: 'discovered' | 'connected' | 'disconnected'
      pictureUrl: string | null
      followers: number | null
      /** The platform's own words. */
      quality: string | null
      login: 'token' | 'oauth' | null
      connectedAt: string | null
      connectedBy: string | null
      disconnectedAt: string | null
      disconnectedReason: string | null
      token: AccountToken | null
      subscription: Subscription | null
      /** The account's own callback address. */
      webhookUrl: string
      /** The address that the platform was told by the hub (LINE). */
      callbackUrl: string | null
      /** When the platform last answered for it. */
      inspectedAt: string | null
      /** Why the last check could not be finished. */
      inspectError: string | null
      lastEventAt: string | null
      /** Of its own address, or of the one that all accounts of the platform share. */
      lastRejection: {
        at: string
        cause: string
        detail: string
        /** How to mend it. */
        hint: string
      } | null
      /** What to look at; empty when all is well. */
      problems: Array<{
        code: string
        detail: string
        /** What to do about it. */
        mend: string
      }>
      createdAt: string
      updatedAt: string
    }>(OPERATIONS.updateAccount, { path: { id }, body }, options)
  }

  /**
   * Disconnect an account
   *
   * It is unsubscribed, and its credentials are forgotten. Its events stay.
   */
  disconnectAccount(id: string, options?: CallOptions): Promise<DisconnectedAccount> {
    return this.call<DisconnectedAccount>(OPERATIONS.disconnectAccount, { path: { id } }, options)
  }

  /**
   * Ask the platform about an account now
   *
   * Profile, quality, token and subscription are asked anew. What the platform refuses is in `error`; a dead token disconnects the account, and one that works again connects it again.
   */
  testAccount(id: string, options?: CallOptions): Promise<AccountTest> {
    return this.call<AccountTest>(OPERATIONS.testAccount, { path: { id } }, options)
  }

  /**
   * Make the platform push the events of an account
   *
   * What the platform refuses is in `subscription.problem` of the answer.
   */
  subscribeAccount(
    id: string,
    body: {
      /** Webhook fields; default: those marked so at `GET /api/v1/platforms`. */
      fields?: Array<string> | undefined
    },
    options?: CallOptions,
  ): Promise<{
    id: string
    platform: string
    /** The platform's own id. */
    externalId: string
    username: string | null
    name: string | null
    /** `discovered`: its events come in, but the hub has no credentials to act for it. */
    state: 'discovered' | 'connected' | 'disconnected'
    pictureUrl: string | null
    followers: number | null
    /** The platform's own words. */
    quality: string | null
    login: 'token' | 'oauth' | null
    connectedAt: string | null
    connectedBy: string | null
    disconnectedAt: string | null
    disconnectedReason: string | null
    token: AccountToken | null
    subscription: Subscription | null
    /** The account's own callback address. */
    webhookUrl: string
    /** The address that the platform was told by the hub (LINE). */
    callbackUrl: string | null
    /** When the platform last answered for it. */
    inspectedAt: string | null
    /** Why the last check could not be finished. */
    inspectError: string | null
    lastEventAt: string | null
    /** Of its own address, or of the one that all accounts of the platform share. */
    lastRejection: {
      at: string
      cause: string
      detail: string
      /** How to mend it. */
      hint: string
    } | null
    /** What to look at; empty when all is well. */
    problems: Array<{
      code: string
      detail: string
      /** What to do about it. */
      mend: string
    }>
    createdAt: string
    updatedAt: string
  }> {
    return this.call<{
      id: string
      platform: string
      /** The platform's own id. */
      externalId: string
      username: string | null
      name: string | null
      /** `discovered`: its events come in, but the hub has no credentials to act for it. */
      state: 'discovered' | 'connected' | 'disconnected'
      pictureUrl: string | null
      followers: number | null
      /** The platform's own words. */
      quality: string | null
      login: 'token' | 'oauth' | null
      connectedAt: string | null
      connectedBy: string | null
      disconnectedAt: string | null
      disconnectedReason: string | null
      token: AccountToken | null
      subscription: Subscription | null
      /** The account's own callback address. */
      webhookUrl: string
      /** The address that the platform was told by the hub (LINE). */
      callbackUrl: string | null
      /** When the platform last answered for it. */
      inspectedAt: string | null
      /** Why the last check could not be finished. */
      inspectError: string | null
      lastEventAt: string | null
      /** Of its own address, or of the one that all accounts of the platform share. */
      lastRejection: {
        at: string
        cause: string
        detail: string
        /** How to mend it. */
        hint: string
      } | null
      /** What to look at; empty when all is well. */
      problems: Array<{
        code: string
        detail: string
        /** What to do about it. */
        mend: string
      }>
      createdAt: string
      updatedAt: string
    }>(OPERATIONS.subscribeAccount, { path: { id }, body }, options)
  }

  /** What each platform can do, and what connecting an account takes */
  listPlatforms(options?: CallOptions): Promise<{
    data: Array<Platform>
  }> {
    return this.call<{
      data: Array<Platform>
    }>(OPERATIONS.listPlatforms, {}, options)
  }

  /** Ask a platform where it sends the events of the app */
  testPlatform(platform: string, options?: CallOptions): Promise<PlatformTest> {
    return this.call<PlatformTest>(OPERATIONS.testPlatform, { path: { platform } }, options)
  }

  /**
   * Connect accounts by logging in at the platform
   *
   * Gives the address to open in a browser. After consent the account is connected; with several, `POST /api/v1/connect/sessions/{id}` chooses. Needs a key with role `admin`.
   */
  beginLogin(
    platform: string,
    query?: {
      /** `1` sends the browser to the platform at once. */
      redirect?: '1' | '0' | 'true' | 'false' | undefined
    },
    options?: CallOptions,
  ): Promise<BegunLogin> {
    return this.call<BegunLogin>(OPERATIONS.beginLogin, { path: { platform }, query }, options)
  }

  /** How a login goes, and the accounts to choose from */
  getLogin(id: string, options?: CallOptions): Promise<ConnectSession> {
    return this.call<ConnectSession>(OPERATIONS.getLogin, { path: { id } }, options)
  }

  /** Connect those accounts of a login that are wanted */
  chooseAccounts(
    id: string,
    body: {
      /** `externalId`s of candidates. */
      accounts: Array<string>
    },
    options?: CallOptions,
  ): Promise<ConnectSession> {
    return this.call<ConnectSession>(OPERATIONS.chooseAccounts, { path: { id }, body }, options)
  }

  /** How much an account may still send now */
  getAccountLimits(id: string, options?: CallOptions): Promise<HeadRoom> {
    return this.call<HeadRoom>(OPERATIONS.getAccountLimits, { path: { id } }, options)
  }

  /**
   * Send a message
   *
   * Answers 200 when the platform took it, 202 when it waits in line (`wait` says for what), and with a problem when the platform refused it: `message` in it is the failed message. What the platform lacks is refused before anything is sent. With an `Idempotency-Key` header the same message is never sent twice: the same key answers with the same message, and another body under it is refused.
   */
  sendMessage(
    body:
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'text'
          /** Plain text. */
          text: string
          previewUrl?: boolean | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'image'
          /** Public address that the platform fetches. */
          url?: string | undefined
          /** Id of media uploaded to the platform. */
          mediaId?: string | undefined
          /** Below it. */
          caption?: string | undefined
          /** LINE: a small version. */
          previewUrl?: string | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'video'
          /** Public address that the platform fetches. */
          url?: string | undefined
          /** Id of media uploaded to the platform. */
          mediaId?: string | undefined
          /** Below it. */
          caption?: string | undefined
          /** LINE: a still. */
          previewUrl?: string | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'audio'
          /** Public address that the platform fetches. */
          url?: string | undefined
          /** Id of media uploaded to the platform. */
          mediaId?: string | undefined
          /** LINE needs it. */
          durationMs?: number | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'file'
          /** Public address that the platform fetches. */
          url?: string | undefined
          /** Id of media uploaded to the platform. */
          mediaId?: string | undefined
          /** Below it. */
          caption?: string | undefined
          /** Shown. */
          filename?: string | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'sticker'
          /** Public address that the platform fetches. */
          url?: string | undefined
          /** Id of media uploaded to the platform. */
          mediaId?: string | undefined
          /** LINE. */
          packageId?: string | undefined
          /** LINE. */
          stickerId?: string | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'location'
          latitude: number
          longitude: number
          /** Of the place. */
          name?: string | undefined
          /** Of the place. */
          address?: string | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'contacts'
          contacts: Array<{
            /** Full name. */
            name: string
            phones?: Array<string> | undefined
            emails?: Array<string> | undefined
            /** Company. */
            organisation?: string | undefined
          }>
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'reaction'
          /** The message reacted to. */
          messageId: string
          /** null takes the reaction back. */
          emoji: string | null
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'quick_replies'
          /** The question. */
          text: string
          replies: Array<{
            /** Shown. */
            title: string
            /** Comes back. */
            payload: string
            /** Icon. */
            imageUrl?: string | undefined
          }>
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'buttons'
          /** Body. */
          text: string
          /** Above it. */
          header?: string | undefined
          /** Below it. */
          footer?: string | undefined
          buttons: Array<
            | {
                type: 'reply'
                /** Shown. */
                title: string
                /** Comes back as message.postback. */
                payload: string
              }
            | {
                type: 'url'
                /** Shown. */
                title: string
                /** Opened. */
                url: string
              }
            | {
                type: 'call'
                /** Shown. */
                title: string
                /** With country code. */
                phone: string
              }
          >
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'list'
          /** Body. */
          text: string
          /** Above it. */
          header?: string | undefined
          /** Below it. */
          footer?: string | undefined
          /** Opens the list. */
          buttonText: string
          sections: Array<{
            /** Of the section. */
            title?: string | undefined
            rows: Array<{
              /** Comes back. */
              id: string
              /** Shown. */
              title: string
              /** Below it. */
              description?: string | undefined
            }>
          }>
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'carousel'
          /** LINE: shown in notifications. */
          altText?: string | undefined
          elements: Array<{
            /** Headline. */
            title: string
            /** Line below. */
            subtitle?: string | undefined
            /** Picture. */
            imageUrl?: string | undefined
            /** Opened by a tap. */
            url?: string | undefined
            buttons?:
              | Array<
                  | {
                      type: 'reply'
                      /** Shown. */
                      title: string
                      /** Comes back as message.postback. */
                      payload: string
                    }
                  | {
                      type: 'url'
                      /** Shown. */
                      title: string
                      /** Opened. */
                      url: string
                    }
                  | {
                      type: 'call'
                      /** Shown. */
                      title: string
                      /** With country code. */
                      phone: string
                    }
                >
              | undefined
          }>
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'template'
          /** Of the approved WhatsApp template. */
          name: string
          /** Code, e.g. en_US. */
          language: string
          components?: Array<Record<string, unknown>> | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'line'
          /** One LINE message object as the Messaging API takes it: flex, template, imagemap, … */
          message: Record<string, unknown>
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'mark_seen'
          /** WhatsApp: the message read. LINE: its markAsReadToken. */
          messageId?: string | undefined
        }
      | {
          /** An `acc_` id, or `platform:externalId`. */
          account: string
          /** The platform's id of the person, group or room. */
          to?: string | undefined
          /** The `conversationId` of an event; the same as `to`. */
          conversationId?: string | undefined
          /** The platform's id of a message to quote. */
          replyTo?: string | undefined
          /** LINE: quotes a message that the hub does not know. */
          quoteToken?: string | undefined
          /** A person wrote it: Instagram and Facebook take it for seven days. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'typing'
          on?: boolean | undefined
          /** WhatsApp: the message being answered. */
          messageId?: string | undefined
          /** LINE. */
          seconds?: number | undefined
        },
    options?: KeyedCallOptions,
  ): Promise<Message> {
    return this.call<Message>(OPERATIONS.sendMessage, { body }, options)
  }

  /** Messages that the hub was asked to send, newest first */
  listMessages(
    query?: {
      /** An `acc_` id, or `platform:externalId`. */
      account?: string | undefined
      status?: 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled' | undefined
      conversation?: string | undefined
      /** Asked for at or after. ISO 8601, or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Asked for before. ISO 8601, or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<{
    id: string
    account: string
    platform: string
    conversationId: string
    to: string
    type: string
    /** What was asked to be sent. */
    content: unknown
    replyTo: string | null
    /** The name of the API key. */
    sentBy: string
    status: 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled'
    /** Events name the message by it. */
    platformMessageId: string | null
    /** message, template, action; on LINE reply (free of charge) or push. */
    via: string | null
    attempts: number
    error: {
      /** auth, permission, window, rate, invalid, not-found or unavailable. */
      kind: string
      platformCode: string | null
      message: string
      retryable: boolean
      /** It may have been sent although no answer came. */
      outcomeUnknown: boolean
    } | null
    /** What a queued message waits for. */
    wait: {
      /** line, rate_limit, usage or retry. */
      reason: string | null
      /** At the earliest. */
      notBefore: string | null
      /** How many messages of the account go before it. */
      place: number
    } | null
    createdAt: string
    sentAt: string | null
    deliveredAt: string | null
    readAt: string | null
    failedAt: string | null
  }> {
    return this.list<{
      id: string
      account: string
      platform: string
      conversationId: string
      to: string
      type: string
      /** What was asked to be sent. */
      content: unknown
      replyTo: string | null
      /** The name of the API key. */
      sentBy: string
      status: 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled'
      /** Events name the message by it. */
      platformMessageId: string | null
      /** message, template, action; on LINE reply (free of charge) or push. */
      via: string | null
      attempts: number
      error: {
        /** auth, permission, window, rate, invalid, not-found or unavailable. */
        kind: string
        platformCode: string | null
        message: string
        retryable: boolean
        /** It may have been sent although no answer came. */
        outcomeUnknown: boolean
      } | null
      /** What a queued message waits for. */
      wait: {
        /** line, rate_limit, usage or retry. */
        reason: string | null
        /** At the earliest. */
        notBefore: string | null
        /** How many messages of the account go before it. */
        place: number
      } | null
      createdAt: string
      sentAt: string | null
      deliveredAt: string | null
      readAt: string | null
      failedAt: string | null
    }>(OPERATIONS.listMessages, { query }, options)
  }

  /** One message and how far it got */
  getMessage(id: string, options?: CallOptions): Promise<Message> {
    return this.call<Message>(OPERATIONS.getMessage, { path: { id } }, options)
  }

  /** Take a message out of the line */
  cancelMessage(id: string, options?: CallOptions): Promise<Message> {
    return this.call<Message>(OPERATIONS.cancelMessage, { path: { id } }, options)
  }

  /**
   * Upload a file to a platform, to be sent
   *
   * `multipart/form-data` with `account` (before the file, or in the query) and `file`. WhatsApp keeps it for 30 days.
   */
  uploadMedia(
    body: RawBody,
    query?: {
      /** An `acc_` id, or `platform:externalId`. */
      account?: string | undefined
    },
    options?: CallOptions,
  ): Promise<Media> {
    return this.call<Media>(OPERATIONS.uploadMedia, { body, query }, options)
  }

  /**
   * Fetch a file that somebody sent, from the platform
   *
   * Streamed as it comes; the hub keeps no copy. The id is that of an attachment (on LINE, of the message).
   */
  downloadMedia(account: string, mediaId: string, options?: CallOptions): Promise<Response> {
    return this.call<Response>(OPERATIONS.downloadMedia, { path: { account, mediaId } }, options)
  }

  /** API keys that are valid, newest first */
  listKeys(
    query?: {
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<ApiKey> {
    return this.list<ApiKey>(OPERATIONS.listKeys, { query }, options)
  }

  /** Make an API key */
  createKey(
    body: {
      name: string
      /** Default `read`. */
      role?: 'admin' | 'read' | undefined
    },
    options?: CallOptions,
  ): Promise<ApiKeyWithText> {
    return this.call<ApiKeyWithText>(OPERATIONS.createKey, { body }, options)
  }

  /**
   * Revoke an API key
   *
   * It stops within seconds. The last key with role `admin` cannot be revoked.
   */
  revokeKey(id: string, options?: CallOptions): Promise<void> {
    return this.call<void>(OPERATIONS.revokeKey, { path: { id } }, options)
  }

  /**
   * Counts, rates, latency, queues, by type, account and hour
   *
   * Of hours with very many events only the newest are looked into and scaled up (`estimated`). Past hours are remembered.
   */
  getStats(
    query?: {
      /** Start of the window; default 24 hours ago, at most 31 days. ISO 8601, or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** End of the window; default now. ISO 8601, or a duration such as `24h` (that long ago). */
      until?: string | undefined
    },
    options?: CallOptions,
  ): Promise<Stats> {
    return this.call<Stats>(OPERATIONS.getStats, { query }, options)
  }
}
