// Generated from openapi.json by `npm run generate`.

import type { CallOptions, KeyedCallOptions, Paged, RawBody } from './operations.ts'

/** The codes of the errors that the hub answers with. */
export type ErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'csrf_failed'
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
  | 'request_timeout'
  | 'headers_too_large'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'platform_unavailable'
  | 'internal'
  | 'unavailable'

/** The `data` of each type of event. */
export interface EventData {
  /** A person wrote to the account. */
  'message.received': MessageReceivedData
  /** The account wrote, outside the hub (an echo), or the platform says that a message is on its way (a receipt). */
  'message.sent': MessageSentData
  /** The hub sent a reply. */
  'message.replied': MessageRepliedData
  /** A person changed a message, its file was handed out later, or the call it stands for went on. It may come before the message itself. */
  'message.edited': MessageEditedData
  /** A message was unsent: remove your copy. */
  'message.deleted': MessageDeletedData
  /** A person reacted to a message, or took the reaction back. */
  'message.reacted': MessageReactedData
  /** A message of the account arrived. */
  'message.delivered': MessageDeliveredData
  /** A person saw a message of the account. */
  'message.read': MessageReadData
  /** A message of the account could not be delivered, or nobody knows whether it was. */
  'message.failed': MessageFailedData
  /** A person tapped a button, an ice breaker or a menu entry, or completed something you sent: a form, a payment. */
  'message.postback': MessagePostbackData
  /** A person came into the conversation by a link or an ad, or came near to a beacon. */
  'message.referral': MessageReferralData
  /** A person allowed, or no longer allows, to be written to. */
  'message.optin': MessageOptinData
  /** Somebody commented on a post of the account. */
  'comment.created': CommentCreatedData
  /** A comment was changed, hidden or shown again. */
  'comment.edited': CommentEditedData
  /** A comment was removed. */
  'comment.deleted': CommentDeletedData
  /** Somebody spoke of the account: in a post, a comment or a story, or found by a listening query. */
  'mention.created': MentionCreatedData
  /** A post, photo, video, reel or story of the account appeared, or somebody posted on its page. */
  'media.published': MediaPublishedData
  /** A post was changed, hidden or shown again, restricted by the platform, or got another state. */
  'media.edited': MediaEditedData
  /** A post was removed. */
  'media.deleted': MediaDeletedData
  /** The figures of a story that has ended. */
  'story.insights': StoryInsightsData
  /** Somebody reacted to a post or a comment. */
  'reaction.created': ReactionCreatedData
  /** A reaction to a post or a comment was taken back. */
  'reaction.deleted': ReactionDeletedData
  /** Somebody reviewed the account. */
  'review.created': ReviewCreatedData
  /** A review was changed. */
  'review.edited': ReviewEditedData
  /** A review was removed. */
  'review.deleted': ReviewDeletedData
  /** Somebody follows the account. */
  'follower.added': FollowerAddedData
  /** Somebody no longer follows the account, or blocked it. */
  'follower.removed': FollowerRemovedData
  /** Somebody came into a group of the account, or into its paid membership. */
  'member.joined': MemberJoinedData
  /** Somebody left a group of the account, or its paid membership. */
  'member.left': MemberLeftData
  /** Somebody filled in a lead form. */
  'lead.created': LeadCreatedData
  /** A person was linked to an identity of yours, or changed the id they are known by. */
  'contact.linked': ContactLinkedData
  /** An account was connected to the hub. */
  'account.connected': AccountConnectedData
  /** The hub can no longer act for an account. */
  'account.disconnected': AccountDisconnectedData
  /** The platform changed something about the account: a restriction, its quality, its name. */
  'account.updated': AccountUpdatedData
  /** Who may answer changed: a conversation (or the whole account) was handed to or taken from this application. */
  'account.standby': AccountStandbyData
  /** The platform judged or changed a message template. */
  'template.updated': TemplateUpdatedData
  /** A post was drafted in the hub. */
  'post.created': PostCreatedData
  /** A post got a date. */
  'post.scheduled': PostScheduledData
  /** The hub published a post. */
  'post.published': PostPublishedData
  /** A post could not be published. */
  'post.failed': PostFailedData
  /** Mentions turn bad, and many. */
  'crisis.detected': CrisisDetectedData
  /** A topic grows. */
  'trend.detected': TrendDetectedData
  /** The hourly figures. */
  'analytics.updated': AnalyticsUpdatedData
  /** A campaign reached its goal. */
  'goal.achieved': GoalAchievedData
  /** Sent by the test call of an endpoint. */
  'webhook.test': WebhookTestData
  /** Nothing arrives at an endpoint. It comes when 50, 70 and 90 % of the time are over after which it is disabled. */
  'webhook.failing': WebhookFailingData
  /** The hub stopped sending to an endpoint. */
  'webhook.disabled': WebhookDisabledData
  /** Something genuine arrived that the hub does not understand yet. It is kept, and can be run again. */
  'event.unhandled': EventUnhandledData
}

/** A type of event. */
export type EventTypeName = keyof EventData

/** A type of event with the data it has: `type` tells them apart. */
export type TypedData = { [Type in EventTypeName]: { type: Type; data: EventData[Type] } }[EventTypeName]

export interface About {
  version: string
  /** The version of Node.js. */
  node: string
  /** Of the process that answers. */
  startedAt: string
  uptimeSeconds: number
  workspaceId: string
  store: {
    /** `embedded`: a server that the hub runs itself; `postgres`: the one of DATABASE_URL. */
    kind: 'embedded' | 'postgres'
    /** Of PostgreSQL. */
    version: string
    /** Null when the database does not tell. */
    sizeBytes: number | null
  }
  /** What the process that answers does. */
  roles: Array<string>
  /** Of the whole hub, the oldest first; one that ended without a word is shown for another minute. */
  processes: Array<{
    id: string
    roles: Array<string>
    version: string
    startedAt: string
    /** When it was last heard of. */
    seenAt: string
  }>
  /** PUBLIC_URL; null: taken from each request. */
  publicUrl: string | null
  /** For keys with the role `admin` only. */
  dataDir: string | null
  links: {
    docs: string
    openapi: string
    metrics: string
    readiness: string
  }
}

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
  qualityReason: Reason | null
  login: 'token' | 'oauth' | null
  connectedAt: string | null
  connectedBy: string | null
  disconnectedAt: string | null
  /** Why, as a code; null for what an older version did. */
  disconnectedCode: string | null
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  disconnectedParams: Record<string, string | number | Array<string>> | null
  disconnectedReason: string | null
  token: AccountToken | null
  subscription: Subscription | null
  /** The account's own callback address. */
  webhookUrl: string
  /** The address that the hub gave the platform; null where a person enters it there. */
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
    /** What to do about it. */
    hint: string
  } | null
  /** What to look at; empty when all is well. */
  problems: Array<AccountProblem>
  createdAt: string
  updatedAt: string
}

export interface AccountChange {
  /** As `credentials` of the platform at `GET /api/v1/platforms` says. Kept sealed, and never shown again. */
  credentials?: Record<string, unknown> | undefined
  /** Shown instead of what the platform says. */
  name?: string | null | undefined
}

/** An account was connected to the hub. */
export interface AccountConnectedData {
  /** The hub's id of the account. */
  accountId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Its handle. */
  username?: string | undefined
  /** Who did it. */
  connectedBy?: string | undefined
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
  qualityReason: Reason | null
  login: 'token' | 'oauth' | null
  connectedAt: string | null
  connectedBy: string | null
  disconnectedAt: string | null
  /** Why, as a code; null for what an older version did. */
  disconnectedCode: string | null
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  disconnectedParams: Record<string, string | number | Array<string>> | null
  disconnectedReason: string | null
  token: AccountToken | null
  subscription: Subscription | null
  /** The account's own callback address. */
  webhookUrl: string
  /** The address that the hub gave the platform; null where a person enters it there. */
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
    /** What to do about it. */
    hint: string
  } | null
  /** What to look at; empty when all is well. */
  problems: Array<AccountProblem>
  createdAt: string
  updatedAt: string
  lastHandshake: Handshake | null
  /** Of the last 24 hours. */
  traffic: {
    since: string
    /** At most 100,000 are counted. */
    events: number
    /** Refused requests to its own address, or to the one all share. */
    rejections: number
  }
}

/** The hub can no longer act for an account. */
export interface AccountDisconnectedData {
  /** The hub's id of the account. */
  accountId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Why, in words. */
  reason: string
  /** Why, as a stable code; listed in docs/errors.md. */
  code?: string | undefined
  /** What a sentence about the code needs. */
  params?: Record<string, unknown> | undefined
}

export interface AccountInput {
  /** The platform. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** As `credentials` of the platform at `GET /api/v1/platforms` says. Kept sealed, and never shown again. */
  credentials: Record<string, unknown>
  /** Shown instead of what the platform says. */
  name?: string | undefined
  /** When given, the account must be called so. */
  username?: string | undefined
}

export interface AccountProblem {
  /** Stable; listed in docs/errors.md. */
  code: string
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  params: Record<string, string | number | Array<string>>
  detail: string
  cause: Reason | null
  remedy: Remedy
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

/** Who may answer changed: a conversation (or the whole account) was handed to or taken from this application. */
export interface AccountStandbyData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** What was done. */
  action: 'pass' | 'take' | 'request' | 'roles' | 'activate' | 'deactivate' | 'suspend' | 'resume'
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Who owns the conversation now. */
  newOwnerAppId?: string | undefined
  /** Who owned it. */
  previousOwnerAppId?: string | undefined
  /** Who asks for it. */
  requestedOwnerAppId?: string | undefined
  /** By application. */
  roles?: Record<string, Array<string>> | undefined
  /** What the other application attached. */
  metadata?: string | undefined
  /** Until when. ISO 8601. */
  expiresAt?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
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

export interface AccountTrouble {
  accountId: string
  platform: string
  /** Its name, its handle, or the platform's id. */
  name: string
  /** `disconnected` and `token_expired` are critical: the hub cannot act for it. */
  code: 'disconnected' | 'token_expired' | 'token_expiring' | 'missing_scopes' | 'not_subscribed' | 'check_failed'
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  params: Record<string, string | number | Array<string>>
  /** What happened, in words. */
  detail: string
  cause: Reason | null
  remedy: Remedy
}

/** The platform changed something about the account: a restriction, its quality, its name. */
export interface AccountUpdatedData {
  /** The hub's id of the account. */
  accountId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** What, e.g. `policy_enforcement`, `quality`, `name`. */
  change: string
  /** The conversation or group that it is about. */
  conversationId?: string | undefined
  /** Whose profile or permission it is, when not that of the account. */
  person?: Person | undefined
  /** The new state, e.g. `block`, `unblock`. */
  status?: string | undefined
  /** The state before. */
  previous?: string | undefined
  /** Why, in the words of the platform. */
  reason?: string | undefined
  /** The platform's other members. */
  details?: Record<string, unknown> | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** The hourly figures. */
export interface AnalyticsUpdatedData {
  /** What they cover, e.g. `2026-01-10T12`. */
  period: string
  /** The platforms concerned. */
  platforms: Array<'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'>
  summary: {
    /** Likes, comments, shares and replies. */
    totalEngagement: number
    /** People reached. */
    totalReach: number
    /** Followers won, less lost. */
    followerGrowth: number
  }
}

export interface ApiKey {
  id: string
  name: string
  role: 'admin' | 'read'
  /** It may make workspaces, and act in each of them. */
  operator: boolean
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
  /** It may make workspaces, and act in each of them. */
  operator: boolean
  /** The last characters of the key. */
  hint: string
  createdAt: string
  /** To the minute. */
  lastUsedAt: string | null
  /** Shown now, and never again. */
  key: string
}

/** A file, place, card or shared thing. */
export interface Attachment {
  /** What it is. */
  type:
    | 'image'
    | 'video'
    | 'audio'
    | 'file'
    | 'sticker'
    | 'location'
    | 'contact'
    | 'share'
    | 'link'
    | 'post'
    | 'reel'
    | 'story'
    | 'story_mention'
    | 'template'
    | 'product'
    | 'ephemeral'
    | 'unsupported'
    | 'other'
  /** The platform's own word, where `type` is `other`. */
  platformType?: string | undefined
  /** Id with which the platform hands out the file. */
  id?: string | undefined
  /** Address of the file or page; most of them expire. */
  url?: string | undefined
  /** Address of a smaller picture. */
  previewUrl?: string | undefined
  /** e.g. `image/jpeg`. */
  mimeType?: string | undefined
  /** Name of the file. */
  fileName?: string | undefined
  /** Bytes. */
  size?: number | undefined
  /** Length of audio or video, in milliseconds. */
  durationMs?: number | undefined
  /** Hash of the file, as the platform gives it. */
  sha256?: string | undefined
  /** Title or caption. */
  title?: string | undefined
  /** The post, reel or story that is shared. */
  mediaId?: string | undefined
  /** Pictures sent together, each in a message of its own. */
  album?:
    | {
        /** The same for all of them. */
        id: string
        /** Its place, from 1. */
        index?: number | undefined
        /** How many there are. */
        total?: number | undefined
      }
    | undefined
  /** A voice message. */
  voice?: boolean | undefined
  /** The sticker. */
  stickerId?: string | undefined
  /** The package of the sticker. */
  packageId?: string | undefined
  /** An animated sticker. */
  animated?: boolean | undefined
  /** What the sticker means. */
  keywords?: Array<string> | undefined
  /** Degrees north. */
  latitude?: number | undefined
  /** Degrees east. */
  longitude?: number | undefined
  /** Postal address of a location. */
  address?: string | undefined
  contact?: ContactCard | undefined
  /** e.g. `generic`, `button`. */
  templateType?: string | undefined
  /** A template's elements, as the platform has them. */
  elements?: Array<unknown> | undefined
  /** A template's buttons, as the platform has them. */
  buttons?: Array<unknown> | undefined
}

export interface Attempt {
  id: string
  number: number
  outcome: 'success' | 'retry' | 'failure'
  startedAt: string
  durationMs: number
  statusCode: number | null
  /** Why it failed (docs/errors.md). */
  code: string | null
  /** The same for people, in English. */
  error: string | null
  responseHeaders: Record<string, unknown> | null
  /** The first 16 KB, as text. */
  responseBody: string | null
}

export interface AuditEntry {
  id: string
  at: string
  /** Null: the operator of the hub. */
  key: {
    id: string
    name: string | null
  } | null
  /** Another workspace, in which the operator acted. */
  workspaceId: string | null
  method: string
  route: string
  /** The ids in the path, and that of what was made. */
  targets: Array<string>
  /** Names of the members of the body. */
  members: Array<string>
}

/** Who wrote it. */
export interface Author {
  /** The platform's id of the person; absent when the platform keeps it to itself. */
  id?: string | undefined
  /** Handle, without @. */
  username?: string | undefined
  /** Display name. */
  name?: string | undefined
  /** Telephone number, as the platform writes it; it may be absent, or change. */
  phone?: string | undefined
  /** Followers, when known. */
  followers?: number | undefined
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

export interface Brand {
  color: string
  /** An SVG path on a grid of 24, to be filled in white on the colour. */
  mark: string
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

/** Somebody commented on a post of the account. */
export interface CommentCreatedData {
  /** The platform's id of the comment. */
  commentId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** The text; empty when it has none. */
  content: string
  author?: Author | undefined
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId?: string | undefined
  /** What it stands under, e.g. `FEED`, `REELS`, `LIVE`, `AD`. */
  mediaType?: string | undefined
  /** The comment it answers. */
  parentId?: string | undefined
  /** The ad it stands under. */
  adId?: string | undefined
  /** Title of that ad. */
  adTitle?: string | undefined
  /** The post the ad was made of. */
  originalMediaId?: string | undefined
  /** Where to see it. */
  url?: string | undefined
  /** In the order of the message; [] when it has none. */
  attachments?: Array<Attachment> | undefined
  /** During a live broadcast; it can be answered only while that lasts. */
  live?: boolean | undefined
  /** The account itself wrote it. */
  self?: boolean | undefined
  /** Tone, when it was computed. */
  sentiment?: 'positive' | 'neutral' | 'negative' | undefined
  /** From -1 (bad) to 1 (good). */
  sentimentScore?: number | undefined
  /** Urgency, when it was computed. */
  priority?: 'low' | 'medium' | 'high' | 'urgent' | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A comment was removed. */
export interface CommentDeletedData {
  /** The platform's id of the comment. */
  commentId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  author?: Author | undefined
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId?: string | undefined
  /** What it stands under, e.g. `FEED`, `REELS`, `LIVE`, `AD`. */
  mediaType?: string | undefined
  /** The comment it answers. */
  parentId?: string | undefined
  /** The ad it stands under. */
  adId?: string | undefined
  /** Title of that ad. */
  adTitle?: string | undefined
  /** The post the ad was made of. */
  originalMediaId?: string | undefined
  /** Where to see it. */
  url?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A comment was changed, hidden or shown again. */
export interface CommentEditedData {
  /** The platform's id of the comment. */
  commentId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** The new text, when the platform gives it. */
  content?: string | undefined
  author?: Author | undefined
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId?: string | undefined
  /** What it stands under, e.g. `FEED`, `REELS`, `LIVE`, `AD`. */
  mediaType?: string | undefined
  /** The comment it answers. */
  parentId?: string | undefined
  /** The ad it stands under. */
  adId?: string | undefined
  /** Title of that ad. */
  adTitle?: string | undefined
  /** The post the ad was made of. */
  originalMediaId?: string | undefined
  /** Where to see it. */
  url?: string | undefined
  /** In the order of the message; [] when it has none. */
  attachments?: Array<Attachment> | undefined
  /** Whether it is hidden now; absent when only the text changed. */
  hidden?: boolean | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
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
  reason: Reason | null
  expiresAt: string
}

/** A shared contact card. */
export interface ContactCard {
  /** Full name. */
  name?: string | undefined
  /** Company. */
  organization?: string | undefined
  phones?:
    | Array<{
        /** Telephone number. */
        number: string
        /** e.g. `CELL`. */
        type?: string | undefined
        /** The platform's id behind the number. */
        platformId?: string | undefined
      }>
    | undefined
  emails?: Array<string> | undefined
  /** Postal addresses, each in one line. */
  addresses?: Array<string> | undefined
  urls?: Array<string> | undefined
  /** YYYY-MM-DD. */
  birthday?: string | undefined
}

/** A person was linked to an identity of yours, or changed the id they are known by. */
export interface ContactLinkedData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who, by the id that is valid now. */
  contact: Person
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** What happened. */
  status: 'linked' | 'unlinked' | 'failed' | 'changed'
  /** The authorization code or nonce that your site gave. */
  code?: string | undefined
  /** The id that is no longer valid. */
  previousId?: string | undefined
  /** Another application owns the conversation now; do not answer. */
  standby?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
}

/** Mentions turn bad, and many. */
export interface CrisisDetectedData {
  /** The crisis. */
  crisisId: string
  /** How bad. */
  severity: 'low' | 'medium' | 'high' | 'critical'
  /** Why it is taken for one. */
  reason: string
  metrics: {
    /** Mean, from -1 to 1. */
    sentimentScore: number
    /** Mentions in the window. */
    mentionVolume: number
    /** Percent over the usual. */
    volumeIncrease: number
  }
  topMentions: Array<{
    /** The text. */
    content: string
    /** Where it happened. */
    platform: string
    /** People reached. */
    reach?: number | undefined
  }>
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
  /** Why the last attempt failed, or why the delivery was given up (docs/errors.md). */
  code: string | null
  /** The same for people, in English. */
  error: string | null
  createdAt: string
  /** When the next try is due. */
  nextAttemptAt: string | null
  completedAt: string | null
}

/** In lists: how many of its deliveries have arrived, are on their way (also between two tries) and were given up. All 0 when it is processed: no webhook asked for it. */
export interface DeliveryCounts {
  delivered: number
  pending: number
  failed: number
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
  /** Why the last attempt failed, or why the delivery was given up (docs/errors.md). */
  code: string | null
  /** The same for people, in English. */
  error: string | null
  createdAt: string
  /** When the next try is due. */
  nextAttemptAt: string | null
  completedAt: string | null
  attempts: Array<Attempt>
  /** The body that was sent, rendered anew. */
  requestBody: string | null
}

export interface DisconnectedAccount {
  account: Account
  /** Whether the platform pushes its events no more. */
  unsubscribed: boolean
  /** Why not, and how to end it by hand. */
  problem: string | null
  reason: Reason | null
}

export interface Endpoint {
  id: string
  /** Where it delivers to. Of another kind than a URL: its address, not to be changed. */
  url: string
  /** The kind and its settings; null where `url` says it all. */
  destination: WebhookDestination | null
  description: string | null
  events: Array<string>
  accounts: Array<string> | null
  filter: unknown
  format: 'standard' | 'flat' | 'cloudevents' | 'raw'
  retrySchedule: Array<number> | null
  timeoutMs: number | null
  rateLimit: number | null
  /** `conversation`: the events of one conversation arrive one after the other, in the order they came in. One that is tried again holds up the later ones until it is delivered or given up. */
  ordering: 'none' | 'conversation'
  state: 'enabled' | 'paused' | 'disabled'
  disabledReason: string | null
  /** Why, as a code; null for what an older version did. */
  disabledCode: string | null
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  disabledParams: Record<string, string | number | Array<string>> | null
  disabledAt: string | null
  /** Failed attempts since the last success. */
  failures: number
  failingSince: string | null
  lastError: EndpointError | null
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
  /** An address that gets a signed POST for each event. One of `url` and `destination` is required. */
  url?: string | undefined
  /** What events are delivered to, in place of `url`: a kind and its settings. */
  destination?: WebhookDestination | null | undefined
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
  /** `conversation`: the events of one conversation arrive one after the other, in the order they came in. One that is tried again holds up the later ones until it is delivered or given up. */
  ordering?: 'none' | 'conversation' | undefined
  /** Event types; `message.*` and `*` work. */
  events?: Array<string> | undefined
  /** Signs the deliveries: `whsec_` and base64, or any text. Absent: one is made. */
  secret?: string | undefined
  /** `paused`: events are kept and delivered when it is enabled again. */
  state?: 'enabled' | 'paused' | undefined
}

/** Why the newest failed attempt failed; null until one did. */
export interface EndpointError {
  at: string
  /** As of attempts; listed in docs/errors.md. */
  code: string
  statusCode: number | null
  /** In English, for people; it may change. */
  detail: string
}

export interface EndpointInput {
  /** An address that gets a signed POST for each event. One of `url` and `destination` is required. */
  url?: string | undefined
  /** What events are delivered to, in place of `url`: a kind and its settings. */
  destination?: WebhookDestination | null | undefined
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
  /** `conversation`: the events of one conversation arrive one after the other, in the order they came in. One that is tried again holds up the later ones until it is delivered or given up. */
  ordering?: 'none' | 'conversation' | undefined
  /** Event types; `message.*` and `*` work. */
  events: Array<string>
  /** Signs the deliveries: `whsec_` and base64, or any text. Absent: one is made. */
  secret?: string | undefined
}

export interface EndpointTest {
  /** null: no answer yet; ask for the delivery later. */
  success: boolean | null
  eventId: string
  deliveryId: string
  status: 'pending' | 'delivered' | 'failed'
  attempt: Attempt | null
}

export interface EndpointTrouble {
  endpointId: string
  url: string
  /** `disabled` (critical): it gets nothing more. `failing`: no delivery has arrived for a while. */
  code: 'disabled' | 'failing'
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  params: Record<string, string | number | Array<string>>
  /** What happened, in words. */
  detail: string
  cause: Reason | null
  remedy: Remedy
}

export interface EndpointWithSecret {
  id: string
  /** Where it delivers to. Of another kind than a URL: its address, not to be changed. */
  url: string
  /** The kind and its settings; null where `url` says it all. */
  destination: WebhookDestination | null
  description: string | null
  events: Array<string>
  accounts: Array<string> | null
  filter: unknown
  format: 'standard' | 'flat' | 'cloudevents' | 'raw'
  retrySchedule: Array<number> | null
  timeoutMs: number | null
  rateLimit: number | null
  /** `conversation`: the events of one conversation arrive one after the other, in the order they came in. One that is tried again holds up the later ones until it is delivered or given up. */
  ordering: 'none' | 'conversation'
  state: 'enabled' | 'paused' | 'disabled'
  disabledReason: string | null
  /** Why, as a code; null for what an older version did. */
  disabledCode: string | null
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  disabledParams: Record<string, string | number | Array<string>> | null
  disabledAt: string | null
  /** Failed attempts since the last success. */
  failures: number
  failingSince: string | null
  lastError: EndpointError | null
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

export interface EventWithoutData {
  type: EventTypeName
  id: string
  workspaceId: string
  platform: string
  account: AccountRef | null
  /** By the platform's clock. */
  occurredAt: string
  receivedAt: string
  senderId: string | null
  conversationKey: string | null
  /** What it says, as one line of at most 160 characters; null when it says nothing. */
  preview: string | null
  /** Where the event is on its way to deliveries. */
  status: 'pending' | 'processed' | 'failed'
  /** Tries of processing it so far, while it is not processed. */
  attempts: number
  /** Why processing failed. */
  error: string | null
  /** Whether the consumer marked it handled. */
  processed: boolean
  handledAt: string | null
  deliveries?: DeliveryCounts | undefined
}

/** The shape of `type`; see docs/events.md. */
export type Event = TypedData & EventWithoutData

/** The shape of `type`; see docs/events.md. */
export type EventDetail = TypedData & {
  id: string
  workspaceId: string
  platform: string
  account: AccountRef | null
  /** By the platform's clock. */
  occurredAt: string
  receivedAt: string
  senderId: string | null
  conversationKey: string | null
  /** What it says, as one line of at most 160 characters; null when it says nothing. */
  preview: string | null
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

export interface EventType {
  type: string
  group: string
  description: string
  /** Where it comes from; `hub`: the hub itself. Empty: nothing makes it yet. */
  platforms: Array<string>
  /** A delivery of it in the format `standard`. */
  sample: Record<string, unknown>
}

/** The bodies of a made-up delivery, as they would be sent. */
export interface EventTypeSamples {
  standard: string
  flat: string
  cloudevents: string
  raw: string
}

/** Something genuine arrived that the hub does not understand yet. It is kept, and can be run again. */
export interface EventUnhandledData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** What is not understood. */
  reason: string
  /** The platform's name of what arrived. */
  field?: string | undefined
}

export interface FinishedLogin {
  status: 'connected' | 'choosing'
  sessionId: string
  accounts: Array<string>
}

/** Somebody follows the account. */
export interface FollowerAddedData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who. */
  follower: Person
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Another application owns the conversation now; do not answer. */
  standby?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** After having unfollowed or blocked it. */
  returned?: boolean | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** Somebody no longer follows the account, or blocked it. */
export interface FollowerRemovedData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who. */
  follower: Person
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Another application owns the conversation now; do not answer. */
  standby?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A campaign reached its goal. */
export interface GoalAchievedData {
  /** The campaign. */
  campaignId: string
  /** What is counted. */
  goalType: string
  /** The goal. */
  target: number
  /** What was reached. */
  achieved: number
  /** Percent. */
  percentageComplete: number
}

export interface Handshake {
  at: string
  /** The verify token was the right one. */
  ok: boolean
}

export interface HeadRoom {
  limits: Array<{
    scope: 'send' | 'recipient' | 'calls'
    /** Of limits per recipient: only of these. */
    recipients: 'groups' | null
    /** Messages of these types only. */
    types: Array<string> | null
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
  /** Share of its limits that is used, as the platform last said, within an hour. */
  usage: number | null
  /** Messages in line; at most 10,000 are counted. */
  queued: number
}

export interface InputError {
  /** JSON pointer to what the caller wrote, within the part; empty for all of it. */
  pointer: string
  /** The part of the request. */
  in: 'body' | 'query' | 'path' | 'header'
  /** Stable; listed in docs/errors.md. */
  code: string
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  params: Record<string, string | number | Array<string>>
  detail: string
}

export interface KnownPlatform {
  id: string
  name: string
  brand: Brand
}

/** Somebody filled in a lead form. */
export interface LeadCreatedData {
  /** The lead. */
  leadId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** The form. */
  formId?: string | undefined
  /** The ad. */
  adId?: string | undefined
  /** Id of the click on the ad, for conversion reports. */
  clickId?: string | undefined
  /** The message in which the platform saw the lead. */
  messageId?: string | undefined
  /** When it was filled in. ISO 8601. */
  createdAt?: string | undefined
  /** By question. */
  answers?: Record<string, Array<string>> | undefined
}

export interface LogEntry {
  id: string
  number: number
  outcome: 'success' | 'retry' | 'failure'
  startedAt: string
  durationMs: number
  statusCode: number | null
  /** Why it failed (docs/errors.md). */
  code: string | null
  /** The same for people, in English. */
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

export interface MailTest {
  sent: boolean
  /** Why not, in words. */
  problem: string | null
}

export interface Media {
  /** For `mediaId` of a message. */
  mediaId: string
}

/** A post was removed. */
export interface MediaDeletedData {
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** e.g. `IMAGE`, `VIDEO`, `CAROUSEL_ALBUM`, `STATUS`, `EVENT`. */
  mediaType?: string | undefined
  author?: Author | undefined
  /** The account itself did it. */
  self?: boolean | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A post was changed, hidden or shown again, restricted by the platform, or got another state. */
export interface MediaEditedData {
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** e.g. `IMAGE`, `VIDEO`, `CAROUSEL_ALBUM`, `STATUS`, `EVENT`. */
  mediaType?: string | undefined
  /** The caption. */
  content?: string | undefined
  /** Where to see it. */
  url?: string | undefined
  /** Address of the file; it may expire. */
  mediaUrl?: string | undefined
  author?: Author | undefined
  /** In the order of the message; [] when it has none. */
  attachments?: Array<Attachment> | undefined
  /** Whether it is hidden now. */
  hidden?: boolean | undefined
  /** Not to be seen by everybody: a draft, a scheduled post or an ad. */
  unpublished?: boolean | undefined
  /** The account itself did it. */
  self?: boolean | undefined
  /** What the platform did to it. */
  restriction?: 'block' | 'unblock' | 'mute' | 'unmute' | undefined
  /** Why, as the platform's code or words. */
  reason?: string | undefined
  /** Its state, e.g. `ready`, `live`. */
  status?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A post, photo, video, reel or story of the account appeared, or somebody posted on its page. */
export interface MediaPublishedData {
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** e.g. `IMAGE`, `VIDEO`, `CAROUSEL_ALBUM`, `STATUS`, `EVENT`. */
  mediaType?: string | undefined
  /** The caption. */
  content?: string | undefined
  /** Where to see it. */
  url?: string | undefined
  /** Address of the file; it may expire. */
  mediaUrl?: string | undefined
  author?: Author | undefined
  /** In the order of the message; [] when it has none. */
  attachments?: Array<Attachment> | undefined
  /** Whether it is hidden now. */
  hidden?: boolean | undefined
  /** Not to be seen by everybody: a draft, a scheduled post or an ad. */
  unpublished?: boolean | undefined
  /** The account itself did it. */
  self?: boolean | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** Somebody came into a group of the account, or into its paid membership. */
export interface MemberJoinedData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** The group or room; the person, for a paid membership. */
  conversationId: string
  /** Who came or went; the account itself when it is alone in it. */
  members: Array<Person>
  /** The account itself came or went. */
  self?: boolean | undefined
  /** The paid membership, which is no group. */
  membershipId?: string | undefined
  /** Another application owns the conversation now; do not answer. */
  standby?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** The membership was renewed. */
  renewed?: boolean | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** Somebody left a group of the account, or its paid membership. */
export interface MemberLeftData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** The group or room; the person, for a paid membership. */
  conversationId: string
  /** Who came or went; the account itself when it is alone in it. */
  members: Array<Person>
  /** The account itself came or went. */
  self?: boolean | undefined
  /** The paid membership, which is no group. */
  membershipId?: string | undefined
  /** Another application owns the conversation now; do not answer. */
  standby?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** Somebody spoke of the account: in a post, a comment or a story, or found by a listening query. */
export interface MentionCreatedData {
  /** The comment, post or message that mentions. */
  mentionId: string
  /** The listening query that found it. */
  queryId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Where the mention is. */
  source: 'post' | 'comment' | 'story' | 'query'
  /** The text, when the platform gives it. */
  content?: string | undefined
  author?: Author | undefined
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId?: string | undefined
  /** The platform's id of the comment. */
  commentId?: string | undefined
  /** A mention in a story arrives as a message, and can be answered. */
  messageId?: string | undefined
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** In the order of the message; [] when it has none. */
  attachments?: Array<Attachment> | undefined
  /** Where to see it. */
  url?: string | undefined
  /** Another application owns the conversation now; do not answer. */
  standby?: boolean | undefined
  /** Tone, when it was computed. */
  sentiment?: 'positive' | 'neutral' | 'negative' | undefined
  /** From -1 (bad) to 1 (good). */
  sentimentScore?: number | undefined
  /** Urgency, when it was computed. */
  priority?: 'low' | 'medium' | 'high' | 'urgent' | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
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
  /** `unknown`: no answer came, so it may have been sent; it is not sent again by itself. */
  status: 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled'
  /** Events name the message by it. */
  platformMessageId: string | null
  /** message, template or action; where answers to an event are free of charge, reply or push. */
  via: string | null
  attempts: number
  error: {
    /** auth, permission, window, rate, invalid, not-found or unavailable. */
    kind: string
    /** As the `reason` of a refused send; listed in docs/errors.md. */
    code: string
    /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
    params: Record<string, string | number | Array<string>>
    platformCode: string | null
    /** In English, for people; it may change. */
    message: string
    retryable: boolean
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

/** A message was unsent: remove your copy. */
export interface MessageDeletedData {
  /** The platform's id of the message. */
  messageId: string
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who caused it. */
  sender?: Person | undefined
  /** To whom. */
  recipient?: Person | undefined
  /** The account had sent it. */
  outgoing?: boolean | undefined
  /** From before the account was connected: do not answer. */
  history?: boolean | undefined
  /** Another application owns the conversation now. */
  standby?: boolean | undefined
  /** The account did it to itself. */
  self?: boolean | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A message of the account arrived. */
export interface MessageDeliveredData {
  /** The message, or the last one; absent where the platform gives only a time. */
  messageId?: string | undefined
  /** All of them, where there are several. */
  messageIds?: Array<string> | undefined
  /** Everything sent up to here. ISO 8601. */
  until?: string | undefined
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** To whom the message went. */
  recipient?: Person | undefined
  /** Another application owns the conversation now. */
  standby?: boolean | undefined
  /** What you set on the message: a tracking id or a delivery tag. */
  trackingId?: string | undefined
  /** What the platform charges for it. */
  pricing?:
    | {
        /** e.g. `marketing`, `utility`, `service`. */
        category?: string | undefined
        /** e.g. `PMP`. */
        model?: string | undefined
        /** Whether it costs. */
        billable?: boolean | undefined
        /** Why it costs, or not: e.g. `regular`, `free_customer_service`. */
        type?: string | undefined
      }
    | undefined
  /** The paid conversation that the platform counts it to. */
  paidConversation?:
    | {
        /** The paid conversation; not the `conversationId`. */
        id?: string | undefined
        /** What it was opened for, e.g. `service`, `marketing`. */
        category?: string | undefined
        /** When it ends. ISO 8601. */
        expiresAt?: string | undefined
      }
    | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A person changed a message, its file was handed out later, or the call it stands for went on. It may come before the message itself. */
export interface MessageEditedData {
  /** The platform's id of the message. */
  messageId: string
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who caused it. */
  sender?: Person | undefined
  /** To whom. */
  recipient?: Person | undefined
  /** The new text, when the platform gives it. */
  content?: string | undefined
  /** In the order of the message; [] when it has none. */
  attachments?: Array<Attachment> | undefined
  /** How often it has been changed. */
  editCount?: number | undefined
  /** The call it stands for. */
  call?:
    | {
        /** What the platform calls it, e.g. `connect`, `terminate`, `status`. */
        event: string
        /** Who called: the person, or the account. */
        direction?: 'inbound' | 'outbound' | undefined
        /** e.g. `ringing`, `accepted`, `rejected`, `completed`, `failed`. */
        status?: string | undefined
        /** When it was answered. ISO 8601. */
        startedAt?: string | undefined
        /** When it ended. ISO 8601. */
        endedAt?: string | undefined
        /** How long it lasted, in milliseconds. */
        durationMs?: number | undefined
        /** `offer` or `answer`. */
        sdpType?: string | undefined
        /** Session description with which to connect (RFC 8866). */
        sdp?: string | undefined
      }
    | undefined
  /** Why it is not shown, in words. */
  error?: string | undefined
  /** The platform's code. */
  errorCode?: string | undefined
  /** More words of the platform. */
  details?: string | undefined
  /** From before the account was connected: do not answer. */
  history?: boolean | undefined
  /** Who is mentioned in the text. */
  mentions?:
    | Array<{
        /** Who. */
        id?: string | undefined
        /** From 0, in UTF-16 units. */
        index: number
        /** Units. */
        length: number
        /** Everybody in the group. */
        all?: boolean | undefined
        /** The account. */
        self?: boolean | undefined
      }>
    | undefined
  /** The platform's own pictures in the text, each in place of a word like `(love)`. */
  emojis?:
    | Array<{
        /** The picture. */
        emojiId: string
        /** The set it is of. */
        productId: string
        /** From 0, in UTF-16 units. */
        index: number
        /** Units. */
        length: number
      }>
    | undefined
  /** Another application owns the conversation now. */
  standby?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** With which to quote the message. */
  quoteToken?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A message of the account could not be delivered, or nobody knows whether it was. */
export interface MessageFailedData {
  /** The platform's id of the message. */
  messageId: string
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** To whom. */
  recipient?: Person | undefined
  /** Why, in words. */
  error: string
  /** The platform's code. */
  errorCode?: string | undefined
  /** `outcome_unknown`: no answer came, so it may have arrived. Absent when it did not arrive. */
  code?: string | undefined
  /** More words of the platform. */
  details?: string | undefined
  /** What you set on the message: a tracking id or a delivery tag. */
  trackingId?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A person allowed, or no longer allows, to be written to. */
export interface MessageOptinData {
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who caused it. */
  sender?: Person | undefined
  /** To whom. */
  recipient?: Person | undefined
  /** Allowed or not. */
  status: 'opted_in' | 'opted_out'
  /** e.g. `notification_messages`. */
  type?: string | undefined
  /** What you set. */
  ref?: string | undefined
  /** Stands for a person whose id is not known yet. */
  userRef?: string | undefined
  /** The topic, as shown. */
  title?: string | undefined
  /** What you set. */
  payload?: string | undefined
  /** e.g. `DAILY`. */
  frequency?: string | undefined
  /** With which to write to the person. */
  token?: string | undefined
  /** When the token ends. ISO 8601. */
  expiresAt?: string | undefined
  /** Another application owns the conversation now. */
  standby?: boolean | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A person tapped a button, an ice breaker or a menu entry, or completed something you sent: a form, a payment. */
export interface MessagePostbackData {
  /** The platform's id of the message. */
  messageId?: string | undefined
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who caused it. */
  sender?: Person | undefined
  /** To whom. */
  recipient?: Person | undefined
  /** What was completed, where it is no button, e.g. `payment`, `feedback`, `game_play`, `poll`. */
  type?: string | undefined
  /** What the button says. */
  title?: string | undefined
  /** What you set. */
  payload?: string | undefined
  /** What was ordered. */
  order?:
    | {
        /** The catalogue. */
        catalogId?: string | undefined
        items: Array<{
          /** The product. */
          productId: string
          /** How many. */
          quantity?: number | undefined
          /** Price of one. */
          price?: number | undefined
          /** ISO 4217. */
          currency?: string | undefined
        }>
      }
    | undefined
  /** Chosen values, e.g. a date. */
  params?: Record<string, unknown> | undefined
  referral?: Referral | undefined
  /** Another application owns the conversation now. */
  standby?: boolean | undefined
  /** The account did it to itself. */
  self?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A person reacted to a message, or took the reaction back. */
export interface MessageReactedData {
  /** The platform's id of the message. */
  messageId: string
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who caused it. */
  sender?: Person | undefined
  /** To whom. */
  recipient?: Person | undefined
  /** Set or taken back. */
  action: 'react' | 'unreact'
  /** Its name, e.g. `love`. */
  reaction?: string | undefined
  /** As a character. */
  emoji?: string | undefined
  /** A judgement of an automated answer; `reaction` has it. */
  feedback?: boolean | undefined
  /** From before the account was connected: do not answer. */
  history?: boolean | undefined
  /** Another application owns the conversation now. */
  standby?: boolean | undefined
  /** The account did it to itself. */
  self?: boolean | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A person saw a message of the account. */
export interface MessageReadData {
  /** The message, or the last one; absent where the platform gives only a time. */
  messageId?: string | undefined
  /** All of them, where there are several. */
  messageIds?: Array<string> | undefined
  /** Everything sent up to here. ISO 8601. */
  until?: string | undefined
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** To whom the message went. */
  recipient?: Person | undefined
  /** Another application owns the conversation now. */
  standby?: boolean | undefined
  /** What you set on the message: a tracking id or a delivery tag. */
  trackingId?: string | undefined
  /** What the platform charges for it. */
  pricing?:
    | {
        /** e.g. `marketing`, `utility`, `service`. */
        category?: string | undefined
        /** e.g. `PMP`. */
        model?: string | undefined
        /** Whether it costs. */
        billable?: boolean | undefined
        /** Why it costs, or not: e.g. `regular`, `free_customer_service`. */
        type?: string | undefined
      }
    | undefined
  /** The paid conversation that the platform counts it to. */
  paidConversation?:
    | {
        /** The paid conversation; not the `conversationId`. */
        id?: string | undefined
        /** What it was opened for, e.g. `service`, `marketing`. */
        category?: string | undefined
        /** When it ends. ISO 8601. */
        expiresAt?: string | undefined
      }
    | undefined
  /** A voice message was played, or a video to its end. */
  played?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A person wrote to the account. */
export interface MessageReceivedData {
  /** The platform's id of the message. */
  messageId: string
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Between two, or in a group or room. */
  type: 'dm' | 'group' | 'room'
  /** What it consists of. */
  kind:
    | 'text'
    | 'image'
    | 'video'
    | 'audio'
    | 'file'
    | 'sticker'
    | 'location'
    | 'contact'
    | 'share'
    | 'link'
    | 'post'
    | 'reel'
    | 'story'
    | 'story_mention'
    | 'story_reply'
    | 'quick_reply'
    | 'interactive'
    | 'order'
    | 'template'
    | 'product'
    | 'call'
    | 'ephemeral'
    | 'system'
    | 'unsupported'
    | 'other'
  /** The platform's own word, where `kind` is `unsupported` or `other`. */
  platformType?: string | undefined
  /** The text; empty when it has none. */
  content: string
  /** Who caused it. */
  sender: Person
  /** To whom. */
  recipient?: Person | undefined
  /** In the order of the message; [] when it has none. */
  attachments: Array<Attachment>
  /** A tapped reply. */
  quickReply?:
    | {
        /** What you set. */
        payload?: string | undefined
        /** What was tapped. */
        title?: string | undefined
      }
    | undefined
  /** The answer to an interactive message. */
  interactive?:
    | {
        /** e.g. `button_reply`, `list_reply`, `form_reply`. */
        type: string
        /** The id you set. */
        id?: string | undefined
        /** What was tapped. */
        title?: string | undefined
        /** The line below it. */
        description?: string | undefined
        /** Answers of a form. */
        values?: unknown | undefined
      }
    | undefined
  /** What it answers. */
  replyTo?:
    | {
        /** The message it answers. */
        messageId?: string | undefined
        story?:
          | {
              /** The story. */
              id?: string | undefined
              /** Expires with the story. */
              url?: string | undefined
            }
          | undefined
      }
    | undefined
  referral?: Referral | undefined
  /** What was ordered. */
  order?:
    | {
        /** The catalogue. */
        catalogId?: string | undefined
        items: Array<{
          /** The product. */
          productId: string
          /** How many. */
          quantity?: number | undefined
          /** Price of one. */
          price?: number | undefined
          /** ISO 4217. */
          currency?: string | undefined
        }>
      }
    | undefined
  /** Who is mentioned in the text. */
  mentions?:
    | Array<{
        /** Who. */
        id?: string | undefined
        /** From 0, in UTF-16 units. */
        index: number
        /** Units. */
        length: number
        /** Everybody in the group. */
        all?: boolean | undefined
        /** The account. */
        self?: boolean | undefined
      }>
    | undefined
  /** The platform's own pictures in the text, each in place of a word like `(love)`. */
  emojis?:
    | Array<{
        /** The picture. */
        emojiId: string
        /** The set it is of. */
        productId: string
        /** From 0, in UTF-16 units. */
        index: number
        /** Units. */
        length: number
      }>
    | undefined
  /** Forwarded from another conversation. */
  forwarded?: boolean | undefined
  /** Forwarded many times. */
  frequentlyForwarded?: boolean | undefined
  /** The call it stands for. */
  call?:
    | {
        /** What the platform calls it, e.g. `connect`, `terminate`, `status`. */
        event: string
        /** Who called: the person, or the account. */
        direction?: 'inbound' | 'outbound' | undefined
        /** e.g. `ringing`, `accepted`, `rejected`, `completed`, `failed`. */
        status?: string | undefined
        /** When it was answered. ISO 8601. */
        startedAt?: string | undefined
        /** When it ended. ISO 8601. */
        endedAt?: string | undefined
        /** How long it lasted, in milliseconds. */
        durationMs?: number | undefined
        /** `offer` or `answer`. */
        sdpType?: string | undefined
        /** Session description with which to connect (RFC 8866). */
        sdp?: string | undefined
      }
    | undefined
  /** From before the account was connected: do not answer. */
  history?: boolean | undefined
  /** How far a message of the history had got, e.g. `delivered`, `read`. */
  status?: string | undefined
  /** Why it is not shown, in words. */
  error?: string | undefined
  /** The platform's code. */
  errorCode?: string | undefined
  /** More words of the platform. */
  details?: string | undefined
  /** Another application owns the conversation now; do not answer. */
  standby?: boolean | undefined
  /** The account wrote to itself. */
  self?: boolean | undefined
  /** The application that sent it. */
  appId?: string | undefined
  /** What the sending application attached. */
  metadata?: string | undefined
  /** What the person was written to on your site, before this id was known. */
  priorMessage?:
    | {
        /** e.g. `checkbox_plugin`, `customer_chat_plugin`. */
        source?: string | undefined
        /** What stood for the person there. */
        id?: string | undefined
      }
    | undefined
  /** What the platform's language model found, as the platform has it. */
  nlp?: unknown | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** With which to quote the message. */
  quoteToken?: string | undefined
  /** With which to mark the message as read. */
  markAsReadToken?: string | undefined
  /** Tone, when it was computed. */
  sentiment?: 'positive' | 'neutral' | 'negative' | undefined
  /** From -1 (bad) to 1 (good). */
  sentimentScore?: number | undefined
  /** Urgency, when it was computed. */
  priority?: 'low' | 'medium' | 'high' | 'urgent' | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A person came into the conversation by a link or an ad, or came near to a beacon. */
export interface MessageReferralData {
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Who caused it. */
  sender?: Person | undefined
  /** To whom. */
  recipient?: Person | undefined
  referral: Referral
  /** Another application owns the conversation now. */
  standby?: boolean | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** The hub sent a reply. */
export interface MessageRepliedData {
  /** The platform's id of the message. */
  messageId: string
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId?: string | undefined
  /** Where it happened. */
  platform?: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram' | undefined
  /** What was sent. */
  replyContent: string
  /** Who sent it: a user, an API key or an automation. */
  repliedBy: string
  /** Seconds since the message it answers. */
  responseTime?: number | undefined
  /** The message or comment it answers. */
  inReplyTo?: string | undefined
  /** In the order of the message; [] when it has none. */
  attachments?: Array<Attachment> | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** The account wrote, outside the hub (an echo), or the platform says that a message is on its way (a receipt). */
export interface MessageSentData {
  /** The platform's id of the message. */
  messageId: string
  /** The conversation it belongs to: the id of the other person, or of the group; unique within the account. */
  conversationId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Between two, or in a group or room. */
  type: 'dm' | 'group' | 'room'
  /** What it consists of. */
  kind:
    | 'text'
    | 'image'
    | 'video'
    | 'audio'
    | 'file'
    | 'sticker'
    | 'location'
    | 'contact'
    | 'share'
    | 'link'
    | 'post'
    | 'reel'
    | 'story'
    | 'story_mention'
    | 'story_reply'
    | 'quick_reply'
    | 'interactive'
    | 'order'
    | 'template'
    | 'product'
    | 'call'
    | 'ephemeral'
    | 'system'
    | 'unsupported'
    | 'other'
  /** The platform's own word, where `kind` is `unsupported` or `other`. */
  platformType?: string | undefined
  /** The text; empty when it has none. */
  content: string
  /** Who caused it. */
  sender: Person
  /** To whom. */
  recipient?: Person | undefined
  /** In the order of the message; [] when it has none. */
  attachments: Array<Attachment>
  /** A tapped reply. */
  quickReply?:
    | {
        /** What you set. */
        payload?: string | undefined
        /** What was tapped. */
        title?: string | undefined
      }
    | undefined
  /** The answer to an interactive message. */
  interactive?:
    | {
        /** e.g. `button_reply`, `list_reply`, `form_reply`. */
        type: string
        /** The id you set. */
        id?: string | undefined
        /** What was tapped. */
        title?: string | undefined
        /** The line below it. */
        description?: string | undefined
        /** Answers of a form. */
        values?: unknown | undefined
      }
    | undefined
  /** What it answers. */
  replyTo?:
    | {
        /** The message it answers. */
        messageId?: string | undefined
        story?:
          | {
              /** The story. */
              id?: string | undefined
              /** Expires with the story. */
              url?: string | undefined
            }
          | undefined
      }
    | undefined
  referral?: Referral | undefined
  /** What was ordered. */
  order?:
    | {
        /** The catalogue. */
        catalogId?: string | undefined
        items: Array<{
          /** The product. */
          productId: string
          /** How many. */
          quantity?: number | undefined
          /** Price of one. */
          price?: number | undefined
          /** ISO 4217. */
          currency?: string | undefined
        }>
      }
    | undefined
  /** Who is mentioned in the text. */
  mentions?:
    | Array<{
        /** Who. */
        id?: string | undefined
        /** From 0, in UTF-16 units. */
        index: number
        /** Units. */
        length: number
        /** Everybody in the group. */
        all?: boolean | undefined
        /** The account. */
        self?: boolean | undefined
      }>
    | undefined
  /** The platform's own pictures in the text, each in place of a word like `(love)`. */
  emojis?:
    | Array<{
        /** The picture. */
        emojiId: string
        /** The set it is of. */
        productId: string
        /** From 0, in UTF-16 units. */
        index: number
        /** Units. */
        length: number
      }>
    | undefined
  /** Forwarded from another conversation. */
  forwarded?: boolean | undefined
  /** Forwarded many times. */
  frequentlyForwarded?: boolean | undefined
  /** The call it stands for. */
  call?:
    | {
        /** What the platform calls it, e.g. `connect`, `terminate`, `status`. */
        event: string
        /** Who called: the person, or the account. */
        direction?: 'inbound' | 'outbound' | undefined
        /** e.g. `ringing`, `accepted`, `rejected`, `completed`, `failed`. */
        status?: string | undefined
        /** When it was answered. ISO 8601. */
        startedAt?: string | undefined
        /** When it ended. ISO 8601. */
        endedAt?: string | undefined
        /** How long it lasted, in milliseconds. */
        durationMs?: number | undefined
        /** `offer` or `answer`. */
        sdpType?: string | undefined
        /** Session description with which to connect (RFC 8866). */
        sdp?: string | undefined
      }
    | undefined
  /** From before the account was connected: do not answer. */
  history?: boolean | undefined
  /** How far a message of the history had got, e.g. `delivered`, `read`. */
  status?: string | undefined
  /** Why it is not shown, in words. */
  error?: string | undefined
  /** The platform's code. */
  errorCode?: string | undefined
  /** More words of the platform. */
  details?: string | undefined
  /** Another application owns the conversation now; do not answer. */
  standby?: boolean | undefined
  /** The account wrote to itself. */
  self?: boolean | undefined
  /** The application that sent it. */
  appId?: string | undefined
  /** What the sending application attached. */
  metadata?: string | undefined
  /** What the person was written to on your site, before this id was known. */
  priorMessage?:
    | {
        /** e.g. `checkbox_plugin`, `customer_chat_plugin`. */
        source?: string | undefined
        /** What stood for the person there. */
        id?: string | undefined
      }
    | undefined
  /** What the platform's language model found, as the platform has it. */
  nlp?: unknown | undefined
  /** With which to answer without charge, once and within about a minute. */
  replyToken?: string | undefined
  /** With which to quote the message. */
  quoteToken?: string | undefined
  /** With which to mark the message as read. */
  markAsReadToken?: string | undefined
  /** Tone, when it was computed. */
  sentiment?: 'positive' | 'neutral' | 'negative' | undefined
  /** From -1 (bad) to 1 (good). */
  sentimentScore?: number | undefined
  /** Urgency, when it was computed. */
  priority?: 'low' | 'medium' | 'high' | 'urgent' | undefined
  /** Only the word that the message is on its way: what it says came before, or is not handed out. */
  receipt?: boolean | undefined
  /** What the platform charges for it. */
  pricing?:
    | {
        /** e.g. `marketing`, `utility`, `service`. */
        category?: string | undefined
        /** e.g. `PMP`. */
        model?: string | undefined
        /** Whether it costs. */
        billable?: boolean | undefined
        /** Why it costs, or not: e.g. `regular`, `free_customer_service`. */
        type?: string | undefined
      }
    | undefined
  /** The paid conversation that the platform counts it to. */
  paidConversation?:
    | {
        /** The paid conversation; not the `conversationId`. */
        id?: string | undefined
        /** What it was opened for, e.g. `service`, `marketing`. */
        category?: string | undefined
        /** When it ends. ISO 8601. */
        expiresAt?: string | undefined
      }
    | undefined
  /** What you set on the message: a tracking id or a delivery tag. */
  trackingId?: string | undefined
  /** The conversation as the hub knows it (`conv_…`). */
  conversation?: string | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

export interface Notification {
  /** The same every time it is asked for. */
  id: string
  /** The type of the event that tells of it; `event.failed`: an event could not be processed. */
  type:
    | 'webhook.failing'
    | 'webhook.disabled'
    | 'account.connected'
    | 'account.disconnected'
    | 'account.updated'
    | 'message.failed'
    | 'post.failed'
    | 'crisis.detected'
    | 'trend.detected'
    | 'goal.achieved'
    | 'event.failed'
  severity: 'info' | 'warning' | 'critical'
  at: string
  /** What a sentence about it needs: the plain members of the data (`url`, `reason`, `error`, `percent`, …), `platform`, and `accountName`; of `event.failed` its `eventType` and the `error`. */
  params: Record<string, string | number | boolean>
  reason: Reason | null
  eventId: string
}

export interface Overview {
  /** The worst of what is below. */
  status: 'ok' | 'warning' | 'critical'
  accounts: {
    total: number
    connected: number
    discovered: number
    disconnected: number
    /** The worst first. */
    problems: Array<AccountTrouble>
  }
  endpoints: {
    total: number
    enabled: number
    paused: number
    disabled: number
    /** Of the enabled ones. */
    failing: number
    problems: Array<EndpointTrouble>
  }
  queue: {
    /** By what has been due the longest: `slow` after 30 seconds, `stalled` after 5 minutes. */
    state: 'ok' | 'slow' | 'stalled'
    process: {
      depth: number
      oldestDueSeconds: number
    }
    deliver: {
      depth: number
      oldestDueSeconds: number
    }
    send: {
      depth: number
      oldestDueSeconds: number
    }
    problem: {
      code: 'processing_slow' | 'delivering_slow' | 'processing_stalled' | 'delivering_stalled'
      /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
      params: Record<string, string | number | Array<string>>
      /** What happened, in words. */
      detail: string
      remedy: Remedy
    } | null
  }
  rejections: {
    /** Refused requests of platforms in the last 60 minutes. */
    lastHour: number
    topCause: {
      cause: string
      count: number
      /** What to do about it. */
      hint: string
    } | null
  }
  /** Which first steps are done: an event came, an endpoint is there, an account is connected, … */
  firstRun: {
    events: boolean
    endpoints: boolean
    accounts: boolean
    delivered: boolean
  }
}

export interface Person {
  /** The platform's id of the person; absent when the platform keeps it to itself. */
  id?: string | undefined
  /** Handle, without @. */
  username?: string | undefined
  /** Display name. */
  name?: string | undefined
  /** Telephone number, as the platform writes it; it may be absent, or change. */
  phone?: string | undefined
}

export interface Platform {
  id: string
  name: string
  brand: Brand
  /** What comes in from it. */
  summary: string
  console: PlatformConsole
  /** `app`: a person sets one address for all accounts; `account`: the hub sets one for each account. */
  callback: 'app' | 'account'
  /** The kinds of its tokens, in words. */
  tokens: Record<string, string>
  /** JSON Schema of what connecting an account takes; each member has a title and a description. */
  credentials: Record<string, unknown>
  capabilities: Capabilities
  limits: Array<{
    scope: 'send' | 'recipient' | 'calls'
    /** Of limits per recipient: only of these. */
    recipients: 'groups' | null
    /** Messages of these types only. */
    types: Array<string> | null
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
  /** Give it this token too. Null: without a handshake, and for keys with the role `read`. */
  verifyToken: string | null
  lastHandshake: Handshake | null
  /** Of any of its accounts. */
  lastEventAt: string | null
  lastRejection: {
    at: string
    cause: string
    detail: string
    /** What to do about it. */
    hint: string
  } | null
  login: {
    /** Where people log in; null: there is no login. */
    name: string | null
    /** Accounts can be connected with `GET /api/v1/connect/{platform}`. */
    available: boolean
    /** To be allowed in the settings of the app. */
    redirectUrl: string | null
    /** Why not. */
    problem: string | null
    reason: Reason | null
  }
  samples: Array<{
    kind: string
    description: string
  }>
  /** Sentences for the codes of reasons that only this platform has; `{name}` stands for a parameter. */
  reasons: Record<string, string>
  warnings: Array<string>
}

export interface PlatformConsole {
  title: string
  /** The page where it is done. */
  url: string
  /** What a person does there, in order. */
  steps: Array<string>
  /** Who makes the handshake, and can be asked where the events of the app go. */
  owner: string | null
  /** Why the platform cannot be asked about the app, where that is so. */
  cannotAsk: string | null
  /** Said where there are no fields to subscribe. */
  noFields: string | null
  /** Said where there is no handshake. */
  noHandshake: string | null
  /** The button that makes the platform call the address of an account; null where there is none. */
  call: string | null
}

export interface PlatformTest {
  /** False: the platform, or what the hub knows of the app, allows no such question. */
  asked: boolean
  ok: boolean
  /** Where the platform sends the events of the app. */
  callbackUrl: string | null
  fields: Array<string>
  /** What is wrong. */
  problem: string | null
  reason: Reason | null
}

/** A post was drafted in the hub. */
export interface PostCreatedData {
  /** The hub's id of the post. */
  postId: string
  /** The text. */
  content: string
  /** The platforms concerned. */
  platforms: Array<'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'>
  /** e.g. `draft`. */
  status: string
}

/** A post could not be published. */
export interface PostFailedData {
  /** The hub's id of the post. */
  postId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** Why, in words. */
  error: string
  /** The platform's code. */
  errorCode?: string | undefined
}

/** The hub published a post. */
export interface PostPublishedData {
  /** The hub's id of the post. */
  postId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** The platform's id of it. */
  platformPostId: string
  /** When. ISO 8601. */
  publishedAt: string
  /** Where to see it. */
  url?: string | undefined
}

/** A post got a date. */
export interface PostScheduledData {
  /** The hub's id of the post. */
  postId: string
  /** When it will be published. ISO 8601. */
  scheduledAt: string
  /** The platforms concerned. */
  platforms: Array<'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'>
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
  reason?: Reason | undefined
  /** Of input: each place that is wrong, the most important first. */
  errors?: Array<InputError> | undefined
  requestId: string
}

/** Somebody reacted to a post or a comment. */
export interface ReactionCreatedData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** What was reacted to. */
  target: 'media' | 'comment'
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId?: string | undefined
  /** The platform's id of the comment. */
  commentId?: string | undefined
  /** e.g. `like`, `love`. */
  reaction: string
  author?: Author | undefined
  /** It takes the place of the reaction set before. */
  changed?: boolean | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A reaction to a post or a comment was taken back. */
export interface ReactionDeletedData {
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** What was reacted to. */
  target: 'media' | 'comment'
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId?: string | undefined
  /** The platform's id of the comment. */
  commentId?: string | undefined
  /** e.g. `like`, `love`. */
  reaction: string
  author?: Author | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
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

/** Something the hub says: a code and parameters for programs, a sentence for people. */
export interface Reason {
  /** Stable; listed in docs/errors.md. */
  code: string
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  params: Record<string, string | number | Array<string>>
  /** In English, for people; it may change. */
  detail: string
}

/** How the person came to the conversation. */
export interface Referral {
  /** The `ref` given in the link or the ad. */
  ref?: string | undefined
  /** Where the person came from, in the words of the platform, e.g. `ADS`, `SHORTLINK`. */
  source?: string | undefined
  /** What the platform calls it, e.g. `OPEN_THREAD`. */
  type?: string | undefined
  /** Address of the page, ad or post. */
  url?: string | undefined
  /** The ad. */
  adId?: string | undefined
  /** Headline of the ad. */
  adTitle?: string | undefined
  /** Text of the ad. */
  adBody?: string | undefined
  /** Picture of the ad. */
  photoUrl?: string | undefined
  /** Video of the ad. */
  videoUrl?: string | undefined
  /** Id of the click, for conversion reports. */
  clickId?: string | undefined
  /** The product it began with. */
  productId?: string | undefined
  /** The catalogue of that product. */
  catalogId?: string | undefined
  /** The post it began with. */
  mediaId?: string | undefined
  /** The beacon the person came near to. */
  beaconId?: string | undefined
}

export interface Rejection {
  id: string
  receivedAt: string
  platform: string
  account: string | null
  route: string
  cause: string
  detail: string
  /** What to do about it. */
  hint: string
  remoteAddress: string | null
  headers: Record<string, unknown>
  bodySize: number
  bodySample: string | null
  /** How many refused requests this row stands for. */
  weight: number
}

/** What to do about a problem. */
export interface Remedy {
  /** Stable; listed in docs/errors.md. */
  code: string
  /** What a sentence about it needs: names, numbers, times in ISO 8601, lists of names. */
  params: Record<string, string | number | Array<string>>
  /** In English, for people; it may change. */
  detail: string
  /** The page of the dashboard that helps. */
  href: string | null
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

export interface ReplayCount {
  /** Events it covers, before the endpoint's filter; counted up to 100,000. */
  count: number
}

export interface ResolveMessage {
  /** `arrived`: it was seen at the platform, and counts as sent. `send_again`: it is queued again. */
  outcome: 'arrived' | 'send_again'
}

/** Somebody reviewed the account. */
export interface ReviewCreatedData {
  /** The platform's id of the review; answers to it are comments. */
  reviewId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** The text; empty when it has none. */
  content: string
  /** Stars, from 1 to 5. */
  rating?: number | undefined
  /** Whether the person recommends the account. */
  recommended?: boolean | undefined
  author?: Author | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A review was removed. */
export interface ReviewDeletedData {
  /** The platform's id of the review; answers to it are comments. */
  reviewId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  author?: Author | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
}

/** A review was changed. */
export interface ReviewEditedData {
  /** The platform's id of the review; answers to it are comments. */
  reviewId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** The text; empty when it has none. */
  content: string
  /** Stars, from 1 to 5. */
  rating?: number | undefined
  /** Whether the person recommends the account. */
  recommended?: boolean | undefined
  author?: Author | undefined
  /** The person as the hub knows them (`con_…`). */
  contact?: string | undefined
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

export interface Session {
  /** Of the key that signed in; with `read` nothing can be changed. */
  role: 'admin' | 'read'
  keyName: string
  keyId: string
  /** The key may make workspaces, and act in each of them. */
  operator: boolean
  workspaceId: string
  /** When the session ends if it is not used; it never lasts longer than 7 days. */
  expiresAt: string
  /** Every platform that the hub knows, to be shown. */
  platforms: Array<KnownPlatform>
  /** Send it as `X-CSRF-Token` with everything but GET. */
  csrfToken: string
}

export interface SessionChange {
  workspaceId: string
}

export interface Settings {
  /** Days that events, deliveries and rejections are kept; 0 keeps them for ever. */
  retentionDays: number
  /** Who gets the alerts. */
  alertEmails: Array<string>
  /** What is mailed. */
  alerts: {
    /** A webhook only fails: at 50, 70 and 90 % of the time until it is disabled. */
    webhookFailing: boolean
    /** A webhook was disabled. */
    webhookDisabled: boolean
    /** A platform no longer takes the credentials of an account. */
    accountDisconnected: boolean
  }
  /** Whether there is a mail server (SMTP_URL). */
  mailConfigured: boolean
  /** Where each comes from; what was saved goes before the environment. */
  sources: {
    retentionDays: 'saved' | 'environment' | 'default'
    alertEmails: 'saved' | 'environment' | 'default'
    alerts: 'saved' | 'environment' | 'default'
  }
}

/** Absent: stays as it is. null: as the environment says. */
export interface SettingsChange {
  /** Days that events, deliveries and rejections are kept; 0 keeps them for ever. */
  retentionDays?: number | null | undefined
  /** Who gets the alerts. */
  alertEmails?: Array<string> | null | undefined
  alerts?:
    | {
        /** A webhook only fails: at 50, 70 and 90 % of the time until it is disabled. */
        webhookFailing?: boolean | undefined
        /** A webhook was disabled. */
        webhookDisabled?: boolean | undefined
        /** A platform no longer takes the credentials of an account. */
        accountDisconnected?: boolean | undefined
      }
    | null
    | undefined
}

export interface SignIn {
  apiKey: string
}

export interface Stats {
  /** Rounded down to the bucket (UTC). */
  since: string
  /** Rounded up to the bucket. */
  until: string
  /** Width of the points of `overTime`; a quarter is 15 minutes. Absent in a query: such that there are at most about 100. Minutes are kept for three hours: an older window asked for by the minute is answered in quarters. */
  bucket: 'minute' | 'quarter' | 'hour' | 'day'
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
    /** Waiting and retrying. */
    pending: number
    waiting: number
    retrying: number
    cancelled: number
    /** Delivered ÷ (delivered + failed), 0 to 1. */
    successRate: number | null
  }
  /** Processed events by what became of their deliveries. */
  outcomes: {
    delivered: number
    partly: number
    failed: number
    retrying: number
    waiting: number
    none: number
    /** Delivered ÷ (delivered + partly + failed), 0 to 1. */
    successRate: number | null
  }
  attempts: {
    total: number
    byCode: Array<{
      outcome: string
      /** The status, or why there is none, e.g. `timeout`. */
      code: string
      count: number
    }>
  }
  latencyMs: {
    /** From the making of a delivery to its arrival. */
    delivery: {
      averageMs: number | null
      /** Between which bounds it lies; null where there is nothing to measure. */
      p50: {
        moreThanMs: number
        /** Null: no upper bound. */
        atMostMs: number | null
      } | null
      /** Between which bounds it lies; null where there is nothing to measure. */
      p95: {
        moreThanMs: number
        /** Null: no upper bound. */
        atMostMs: number | null
      } | null
      /** Between which bounds it lies; null where there is nothing to measure. */
      p99: {
        moreThanMs: number
        /** Null: no upper bound. */
        atMostMs: number | null
      } | null
    }
    /** How long the attempts took. */
    response: {
      averageMs: number | null
      /** Between which bounds it lies; null where there is nothing to measure. */
      p50: {
        moreThanMs: number
        /** Null: no upper bound. */
        atMostMs: number | null
      } | null
      /** Between which bounds it lies; null where there is nothing to measure. */
      p95: {
        moreThanMs: number
        /** Null: no upper bound. */
        atMostMs: number | null
      } | null
      /** Between which bounds it lies; null where there is nothing to measure. */
      p99: {
        moreThanMs: number
        /** Null: no upper bound. */
        atMostMs: number | null
      } | null
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
  /** Every bucket of the window, also those in which nothing happened. */
  overTime: Array<{
    /** Where the bucket begins. */
    at: string
    /** The same. */
    hour: string
    events: number
    delivered: number
    failed: number
    /** Events by platform. */
    byPlatform: Record<string, number>
    /** Events by type: the most frequent types of the window, and `other`. */
    byType: Record<string, number>
    /** Events by account (`acc_…`): the busiest of the window, and `other`. */
    byAccount: Record<string, number>
    /** Failed attempts by code. */
    failuresByCode: Record<string, number>
  }>
  /** Who wrote most: received messages of the window. */
  mostActiveUsers: Array<{
    platform: string
    senderId: string
    name: string | null
    username: string | null
    count: number
  }>
  /** Events by weekday (0 Sunday) and hour of day (UTC): 7 rows of 24. */
  hourByWeekday: Array<Array<number>>
  rejections: Array<{
    cause: string
    count: number
  }>
}

/** The figures of a story that has ended. */
export interface StoryInsightsData {
  /** The platform's id of the post, photo, video, reel or story. */
  mediaId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** e.g. reach, impressions, replies, exits. */
  metrics: Record<string, number>
}

export interface Subscription {
  /** Whether the platform pushes the events of the account. */
  active: boolean
  /** What of; empty where the platform knows no fields. */
  fields: Array<string>
  /** What is wrong. */
  problem: string | null
  reason: Reason | null
}

/** The platform judged or changed a message template. */
export interface TemplateUpdatedData {
  /** The template. */
  templateId: string
  /** Where it happened. */
  platform: 'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'
  /** What changed. */
  change: 'status' | 'category' | 'quality' | 'components'
  /** Its name. */
  name?: string | undefined
  /** e.g. `en_US`. */
  language?: string | undefined
  /** The new status, category or quality. */
  value?: string | undefined
  /** The one before. */
  previous?: string | undefined
  /** Why. */
  reason?: string | undefined
  /** The platform's other members. */
  details?: Record<string, unknown> | undefined
}

/** A topic grows. */
export interface TrendDetectedData {
  /** The trend. */
  trendId: string
  /** What it is about. */
  topic: string
  hashtags: Array<string>
  /** Percent over the usual. */
  growthRate: number
  /** Mentions in the window. */
  mentionCount: number
  /** The platforms concerned. */
  platforms: Array<'instagram' | 'facebook' | 'line' | 'whatsapp' | 'telegram'>
}

export interface WebhookDestination {
  kind: 'webhook'
  url: string
}

/** The hub stopped sending to an endpoint. */
export interface WebhookDisabledData {
  /** The endpoint. */
  endpointId: string
  /** Its address. */
  url: string
  /** Why, in words. */
  reason: string
  /** Why, as a stable code; listed in docs/errors.md. */
  code?: string | undefined
  /** What a sentence about the code needs. */
  params?: Record<string, unknown> | undefined
  /** Failed tries in a row. */
  failures?: number | undefined
  /** The first of them. ISO 8601. */
  failingSince?: string | undefined
  /** A person did it. */
  manual?: boolean | undefined
}

/** Nothing arrives at an endpoint. It comes when 50, 70 and 90 % of the time are over after which it is disabled. */
export interface WebhookFailingData {
  /** The endpoint. */
  endpointId: string
  /** Its address. */
  url: string
  /** Percent of that time that are over. */
  percent: number
  /** The first of the failed tries. ISO 8601. */
  failingSince: string
}

/** Sent by the test call of an endpoint. */
export interface WebhookTestData {
  /** A greeting. */
  message: string
}

export interface Workspace {
  id: string
  name: string
  createdAt: string
}

/** Every operation of the API, by its operationId: method, path, what it takes and how it answers. */
export const OPERATIONS = {
  receive_instagram: 'POST /api/webhooks/instagram raw',
  verify_instagram: 'GET /api/webhooks/instagram',
  receiveFor_instagram: 'POST /api/v1/webhooks/instagram/{accountId} raw',
  verifyFor_instagram: 'GET /api/v1/webhooks/instagram/{accountId}',
  verifyAll_instagram: 'GET /api/v1/webhooks/instagram/verify',
  receive_facebook: 'POST /api/webhooks/facebook raw',
  verify_facebook: 'GET /api/webhooks/facebook',
  receiveFor_facebook: 'POST /api/v1/webhooks/facebook/{accountId} raw',
  verifyFor_facebook: 'GET /api/v1/webhooks/facebook/{accountId}',
  verifyAll_facebook: 'GET /api/v1/webhooks/facebook/verify',
  receive_line: 'POST /api/webhooks/line raw',
  receiveFor_line: 'POST /api/v1/webhooks/line/{accountId} raw',
  receive_whatsapp: 'POST /api/webhooks/whatsapp raw',
  verify_whatsapp: 'GET /api/webhooks/whatsapp',
  receiveFor_whatsapp: 'POST /api/v1/webhooks/whatsapp/{accountId} raw',
  verifyFor_whatsapp: 'GET /api/v1/webhooks/whatsapp/{accountId}',
  verifyAll_whatsapp: 'GET /api/v1/webhooks/whatsapp/verify',
  receiveFor_telegram: 'POST /api/v1/webhooks/telegram/{accountId} raw',
  health: 'GET /healthz',
  ready: 'GET /readyz',
  finishLogin_instagram: 'GET /api/v1/connect/instagram/callback',
  finishLogin_facebook: 'GET /api/v1/connect/facebook/callback',
  finishLogin_whatsapp: 'GET /api/v1/connect/whatsapp/callback',
  openapi: 'GET /openapi.json',
  metrics: 'GET /metrics text',
  test_instagram: 'POST /api/webhooks/instagram/test body',
  test_facebook: 'POST /api/webhooks/facebook/test body',
  test_line: 'POST /api/webhooks/line/test body',
  test_whatsapp: 'POST /api/webhooks/whatsapp/test body',
  test_telegram: 'POST /api/webhooks/telegram/test body',
  testAccountEvent: 'POST /api/v1/accounts/{id}/test-event body',
  listEvents: 'GET /api/v1/events query list',
  getEvent: 'GET /api/v1/events/{id}',
  retryEvent: 'POST /api/v1/events/{id}/retry',
  markEventProcessed: 'POST /api/v1/events/{id}/process',
  streamEvents: 'GET /api/v1/events/stream query events',
  listEventTypes: 'GET /api/v1/event-types',
  getEventTypeSamples: 'GET /api/v1/event-types/{type}/samples',
  sendEvent: 'POST /api/v1/events/{id}/send body',
  listWebhooks: 'GET /api/v1/webhooks query list',
  createWebhook: 'POST /api/v1/webhooks body',
  getWebhook: 'GET /api/v1/webhooks/{id}',
  updateWebhook: 'PUT /api/v1/webhooks/{id} body',
  deleteWebhook: 'DELETE /api/v1/webhooks/{id} none',
  enableWebhook: 'POST /api/v1/webhooks/{id}/enable',
  rotateWebhookSecret: 'POST /api/v1/webhooks/{id}/rotate-secret body',
  testWebhook: 'POST /api/v1/webhooks/{id}/test',
  listWebhookLogs: 'GET /api/v1/webhooks/{id}/logs query list',
  replayWebhook: 'POST /api/v1/webhooks/{id}/replay body',
  listReplays: 'GET /api/v1/webhooks/{id}/replays query list',
  getReplay: 'GET /api/v1/webhooks/{id}/replays/{replayId}',
  cancelReplay: 'DELETE /api/v1/webhooks/{id}/replays/{replayId}',
  listDeliveries: 'GET /api/v1/deliveries query list',
  getDelivery: 'GET /api/v1/deliveries/{id}',
  retryDelivery: 'POST /api/v1/deliveries/{id}/retry',
  listRejections: 'GET /api/v1/rejections query list',
  listAccounts: 'GET /api/v1/accounts query list',
  connectAccount: 'POST /api/v1/accounts body',
  getAccount: 'GET /api/v1/accounts/{id}',
  updateAccount: 'PUT /api/v1/accounts/{id} body',
  disconnectAccount: 'DELETE /api/v1/accounts/{id}',
  testAccount: 'POST /api/v1/accounts/{id}/test',
  subscribeAccount: 'POST /api/v1/accounts/{id}/subscribe body',
  listPlatforms: 'GET /api/v1/platforms query',
  testPlatform: 'POST /api/v1/platforms/{platform}/test',
  beginLogin: 'GET /api/v1/connect/{platform} query',
  getLogin: 'GET /api/v1/connect/sessions/{id}',
  chooseAccounts: 'POST /api/v1/connect/sessions/{id} body',
  getAccountLimits: 'GET /api/v1/accounts/{id}/limits',
  sendMessage: 'POST /api/v1/messages body key',
  listMessages: 'GET /api/v1/messages query list',
  getMessage: 'GET /api/v1/messages/{id}',
  cancelMessage: 'POST /api/v1/messages/{id}/cancel',
  resolveMessage: 'POST /api/v1/messages/{id}/resolve body',
  uploadMedia: 'POST /api/v1/media raw query',
  downloadMedia: 'GET /api/v1/media/{account}/{mediaId} binary',
  listKeys: 'GET /api/v1/keys query list',
  createKey: 'POST /api/v1/keys body',
  revokeKey: 'DELETE /api/v1/keys/{id} none',
  createSession: 'POST /api/v1/session body',
  getSession: 'GET /api/v1/session',
  updateSession: 'PUT /api/v1/session body',
  deleteSession: 'DELETE /api/v1/session none',
  listWorkspaces: 'GET /api/v1/workspaces query list',
  createWorkspace: 'POST /api/v1/workspaces body',
  listAudit: 'GET /api/v1/audit query list',
  getStats: 'GET /api/v1/stats query',
  getOverview: 'GET /api/v1/overview',
  listNotifications: 'GET /api/v1/notifications query list',
  getSettings: 'GET /api/v1/settings',
  updateSettings: 'PUT /api/v1/settings body',
  sendTestAlert: 'POST /api/v1/settings/test-alert',
  getAbout: 'GET /api/v1/about',
} as const

/** A method for every operation of the API. */
export interface ApiMethods {
  /** Events of every account, signed by Instagram */
  receive_instagram(body: RawBody, options?: CallOptions): Promise<unknown>

  /** Handshake: the challenge, when the verify token is right */
  verify_instagram(options?: CallOptions): Promise<unknown>

  /** Events of one account */
  receiveFor_instagram(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown>

  /** Handshake of one account */
  verifyFor_instagram(accountId: string, options?: CallOptions): Promise<unknown>

  /** Handshake */
  verifyAll_instagram(options?: CallOptions): Promise<unknown>

  /** Events of every account, signed by Facebook */
  receive_facebook(body: RawBody, options?: CallOptions): Promise<unknown>

  /** Handshake: the challenge, when the verify token is right */
  verify_facebook(options?: CallOptions): Promise<unknown>

  /** Events of one account */
  receiveFor_facebook(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown>

  /** Handshake of one account */
  verifyFor_facebook(accountId: string, options?: CallOptions): Promise<unknown>

  /** Handshake */
  verifyAll_facebook(options?: CallOptions): Promise<unknown>

  /** Events of every account, signed by LINE */
  receive_line(body: RawBody, options?: CallOptions): Promise<unknown>

  /** Events of one account */
  receiveFor_line(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown>

  /** Events of every account, signed by WhatsApp */
  receive_whatsapp(body: RawBody, options?: CallOptions): Promise<unknown>

  /** Handshake: the challenge, when the verify token is right */
  verify_whatsapp(options?: CallOptions): Promise<unknown>

  /** Events of one account */
  receiveFor_whatsapp(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown>

  /** Handshake of one account */
  verifyFor_whatsapp(accountId: string, options?: CallOptions): Promise<unknown>

  /** Handshake */
  verifyAll_whatsapp(options?: CallOptions): Promise<unknown>

  /** Events of one account */
  receiveFor_telegram(accountId: string, body: RawBody, options?: CallOptions): Promise<unknown>

  /** Whether the process is alive */
  health(options?: CallOptions): Promise<{
    status: 'ok'
  }>

  /**
   * Whether the hub can do its work now
   *
   * 503 while it stops, while the store is away, and when something due has waited for 300 seconds.
   */
  ready(options?: CallOptions): Promise<Ready>

  /**
   * Where Instagram sends people back to after the login
   *
   * Browsers get a page, others JSON.
   */
  finishLogin_instagram(options?: CallOptions): Promise<FinishedLogin>

  /**
   * Where Facebook sends people back to after the login
   *
   * Browsers get a page, others JSON.
   */
  finishLogin_facebook(options?: CallOptions): Promise<FinishedLogin>

  /**
   * Where WhatsApp sends people back to after the login
   *
   * Browsers get a page, others JSON.
   */
  finishLogin_whatsapp(options?: CallOptions): Promise<FinishedLogin>

  /** This document */
  openapi(options?: CallOptions): Promise<unknown>

  /**
   * Metrics for Prometheus
   *
   * Needs no key from loopback addresses.
   */
  metrics(options?: CallOptions): Promise<string>

  /**
   * Make a Instagram event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: messages, message_reactions, messaging_postbacks, message, reaction, postback, message-image, message-video, message-audio, message-file, message-album, message-unsupported, message-reply, message-ad, quick-reply, story-reply, message-deleted, message-edit, echo, echo-deleted, unreaction, standby, pass-thread-control, take-thread-control, request-thread-control, policy-enforcement, response-feedback, messaging_referral, messaging_seen, referral, seen, message-sticker, message-share, message-reel, message-ephemeral, message-product, story-mention, optin, comments, live_comments, mentions, story_insights, media, comment, comment-reply, comment-ad, comment-own, comment-flat, live-comment, mention-comment, mention-media, story-insights, dashboard-test, batch, unknown.
   */
  test_instagram(body: SampleInput, options?: CallOptions): Promise<SampleAnswer>

  /**
   * Make a Facebook event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: messages, message_reactions, messaging_postbacks, message, reaction, postback, message-image, message-video, message-audio, message-file, message-album, message-unsupported, message-reply, message-ad, quick-reply, story-reply, message-deleted, message-edit, echo, echo-deleted, unreaction, standby, pass-thread-control, take-thread-control, request-thread-control, policy-enforcement, response-feedback, message_deliveries, message_reads, messaging_referrals, messaging_optins, messaging_account_linking, messaging_feedback, messaging_game_plays, send_cart, delivery, read, referral, optin, linking, feedback, game-play, order, message-sticker, message-location, message-link, message-template, message-product, message-nlp, message-prior, postback-old, postback-referral, optin-once, optin-messages, optin-stop, unlinking, standby-echo, app-roles, payment, checkout-update, dashboard-test, feed, mention, ratings, leadgen, messenger_template_status_update, comment, comment-reply, comment-photo, comment-own, comment-edited, comment-hidden, comment-shown, comment-removed, post, status, photo, photos, video, album, share, event, post-unpublished, post-edited, post-hidden, post-shown, post-removed, video-blocked, video-muted, like, reaction-post, reaction-comment, reaction-changed, reaction-removed, follower, mention-comment, review, review-edited, review-removed, review-comment, lead, live-video, template-status, page-hours, page-phone, unknown, batch, permission-revoked, permission-granted, user-profile.
   */
  test_facebook(body: SampleInput, options?: CallOptions): Promise<SampleAnswer>

  /**
   * Make a LINE event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: message, message-emoji, message-mention, message-quote, message-group, message-room, message-image, message-album, message-external, message-video, message-audio, message-file, message-location, message-sticker, message-sticker-text, standby, redelivery, messageEdited, unsend, follow, follow-again, unfollow, join, leave, memberJoined, memberLeft, postback, postback-datetime, postback-richmenu, videoPlayComplete, beacon, beacon-stay, beacon-banner, accountLink, accountLink-failed, membership, membership-renewed, membership-left, module, module-detached, activated, deactivated, botSuspended, botResumed, delivery, batch, verify, unknown.
   */
  test_line(body: SampleInput, options?: CallOptions): Promise<SampleAnswer>

  /**
   * Make a WhatsApp event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: messages, message, message-image, message-video, message-audio, message-voice, message-document, message-sticker, message-location, message-contacts, message-reply, message-forwarded, message-ad, message-product, message-group, message-unsupported, quick-reply, button-reply, list-reply, form-reply, call-permission, order, reaction, unreaction, message-edit, message-deleted, number-changed, identity-changed, welcome, smb_message_echoes, echo, echo-edit, echo-deleted, standby, errors, sent, delivered, read, played, failed, delivered-group, read-group, payment, calls, call, call-outbound, call-ended, call-ringing, group_lifecycle_update, group-deleted, group-failed, group_participants_update, group-left, group-join-request, group_settings_update, group_status_update, user_preferences, preference-resume, user_id_update, smb_app_state_sync, history, history-file, automatic_events, messaging_handovers, batch, message_template_status_update, template-rejected, message_template_quality_update, message_template_components_update, template_category_update, account_update, account-violation, account-disabled, account-deleted, partner-removed, account_review_update, account_alerts, account_settings_update, business_capability_update, business_username_update, phone_number_name_update, phone_number_quality_update, security, payment_configuration_update, flows, partner_solutions, unknown.
   */
  test_whatsapp(body: SampleInput, options?: CallOptions): Promise<SampleAnswer>

  /**
   * Make a Telegram event and send it through the real path
   *
   * Signed with the app secret, received, stored, processed and delivered like any other. Kinds: message, message-entities, message-group, message-reply, message-forwarded, message-image, message-album, message-video, message-video-note, message-audio, message-voice, message-file, message-animation, message-sticker, message-location, message-venue, message-contact, message-poll, message-dice, message-story, message-edit, channel-post, channel-edit, postback, reaction, unreaction, member-joined, member-left, bot-added, blocked, unblocked, service-title, service-members, service-payment, business-connection, business-message, business-echo, business-edit, business-deleted, poll-answer, poll-state, reaction-count, inline-query, unknown-update.
   */
  test_telegram(body: SampleInput, options?: CallOptions): Promise<SampleAnswer>

  /**
   * Make an event of an account and send it through the real path
   *
   * Default: a text message. The kinds of each platform are at `GET /api/v1/platforms`.
   */
  testAccountEvent(id: string, body: AccountSampleInput, options?: CallOptions): Promise<SampleAnswer>

  /**
   * Events, newest first
   *
   * A page may hold fewer than `limit` and still have a next one (`partial`): go on until `nextCursor` is null.
   */
  listEvents(
    query?: {
      /** Only these events: at most 100 `evt_` ids, separated by commas, all in one page unless `limit` says otherwise. One that is not stored is left out. */
      ids?: string | undefined
      /** A type, a pattern such as `message.*`, or several separated by commas. */
      type?: string | undefined
      platform?: string | undefined
      /** An `acc_` id or the platform's own id. */
      account?: string | undefined
      /** Where the event is on its way to deliveries. */
      status?: 'pending' | 'processed' | 'failed' | undefined
      /** Whether the consumer marked it handled. */
      processed?: boolean | undefined
      /** Received at or after. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Received before. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** `false`: leave out `data`. */
      data?: true | undefined
      /** A text in `data` (its first 32,768 characters). */
      q?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<
    Event,
    {
      /** The page is short because looking on would have taken too long: `nextCursor` goes on behind it. */
      partial: boolean
      /** Of a partial page: everything received since then was looked at. */
      searchedUntil: string | null
    }
  >
  /**
   * Events, newest first
   *
   * A page may hold fewer than `limit` and still have a next one (`partial`): go on until `nextCursor` is null.
   */
  listEvents(
    query: {
      /** Only these events: at most 100 `evt_` ids, separated by commas, all in one page unless `limit` says otherwise. One that is not stored is left out. */
      ids?: string | undefined
      /** A type, a pattern such as `message.*`, or several separated by commas. */
      type?: string | undefined
      platform?: string | undefined
      /** An `acc_` id or the platform's own id. */
      account?: string | undefined
      /** Where the event is on its way to deliveries. */
      status?: 'pending' | 'processed' | 'failed' | undefined
      /** Whether the consumer marked it handled. */
      processed?: boolean | undefined
      /** Received at or after. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Received before. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** `false`: leave out `data`. */
      data: false
      /** A text in `data` (its first 32,768 characters). */
      q?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<
    EventWithoutData,
    {
      /** The page is short because looking on would have taken too long: `nextCursor` goes on behind it. */
      partial: boolean
      /** Of a partial page: everything received since then was looked at. */
      searchedUntil: string | null
    }
  >

  /** One event with its raw payload and deliveries */
  getEvent(id: string, options?: CallOptions): Promise<EventDetail>

  /**
   * Process an event again
   *
   * What the hub did not understand when it came (`event.unhandled`) is read again by the current code and keeps its id. It is then delivered as what it is, also to webhooks that got it as unhandled.
   */
  retryEvent(id: string, options?: CallOptions): Promise<Event>

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
  }>

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
      /** `false`: leave out `data`. */
      data?: true | undefined
      /** For clients that cannot send `Last-Event-ID`. */
      lastEventId?: string | undefined
    },
    options?: CallOptions,
  ): AsyncGenerator<Event, void, undefined>
  /**
   * Events as they come (server-sent events)
   *
   * `id` is the event id, `event` its type, `data` the event as in the list. Connect again with `Last-Event-ID` (or `?lastEventId=`) to go on after that event, without gaps or duplicates. A comment every 15 seconds keeps the connection.
   */
  streamEvents(
    query: {
      /** As in the list. */
      type?: string | undefined
      platform?: string | undefined
      account?: string | undefined
      /** `false`: leave out `data`. */
      data: false
      /** For clients that cannot send `Last-Event-ID`. */
      lastEventId?: string | undefined
    },
    options?: CallOptions,
  ): AsyncGenerator<EventWithoutData, void, undefined>

  /** Every type of event, with a sample */
  listEventTypes(options?: CallOptions): Promise<{
    data: Array<EventType>
  }>

  /** A delivery of a type in every format */
  getEventTypeSamples(type: string, options?: CallOptions): Promise<EventTypeSamples>

  /**
   * Deliver an event to a webhook, now
   *
   * Whether the webhook subscribes to it or not, and also when it got it before: then it is a delivery of its own.
   */
  sendEvent(
    id: string,
    body: {
      endpointId: string
    },
    options?: CallOptions,
  ): Promise<Delivery>

  /** Webhooks and their health, newest first */
  listWebhooks(
    query?: {
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Endpoint>

  /**
   * Make a webhook: a URL, or another destination, that receives events
   *
   * The secret is in this answer and in no other. Verify `Webhook-Signature` or `X-Webhook-Signature` with it.
   */
  createWebhook(body: EndpointInput, options?: CallOptions): Promise<EndpointWithSecret>

  /** One webhook */
  getWebhook(id: string, options?: CallOptions): Promise<Endpoint>

  /**
   * Change a webhook
   *
   * Members that are absent stay as they are; null takes the default. `state` pauses and resumes it. With another `secret` the old one signs too for 24 hours.
   */
  updateWebhook(id: string, body: EndpointChange, options?: CallOptions): Promise<Endpoint>

  /**
   * Delete a webhook
   *
   * What was on its way to it is given up; its log stays until it is cleaned up.
   */
  deleteWebhook(id: string, options?: CallOptions): Promise<void>

  /**
   * Enable a webhook again and forget its failures
   *
   * Events that came meanwhile are not lost: replay them.
   */
  enableWebhook(id: string, options?: CallOptions): Promise<Endpoint>

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
  }>

  /**
   * Send a webhook a signed test event
   *
   * A `webhook.test` event goes the way of every delivery; waits up to 5 seconds for the answer.
   */
  testWebhook(id: string, options?: CallOptions): Promise<EndpointTest>

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
  ): Paged<LogEntry>

  /**
   * Deliver stored events to a webhook again
   *
   * Runs in the background; ask for its progress. With `dryRun` only the number of events is told (200).
   */
  replayWebhook(
    id: string,
    body: {
      /** Events received at or after. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      since: string
      /** Events received before; absent: now. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** Event types; `message.*` and `*` work. */
      events?: Array<string> | undefined
      /** `failed`: what failed to reach it; `missing`: what was never sent to it. Default `all`. */
      status?: 'all' | 'failed' | 'missing' | undefined
      /** Only count the events; nothing is made. */
      dryRun?: boolean | undefined
    },
    options?: CallOptions,
  ): Promise<ReplayCount | Replay>

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
  ): Paged<Replay>

  /** How far a replay is */
  getReplay(id: string, replayId: string, options?: CallOptions): Promise<Replay>

  /**
   * Cancel a replay
   *
   * What it has queued already is delivered.
   */
  cancelReplay(id: string, replayId: string, options?: CallOptions): Promise<Replay>

  /** Deliveries, newest first */
  listDeliveries(
    query?: {
      endpoint?: string | undefined
      /** An `evt_` id, a type, or a pattern such as `message.*`. */
      event?: string | undefined
      status?: 'pending' | 'delivered' | 'failed' | undefined
      /** Why the last attempt failed. */
      code?: string | undefined
      statusCode?: number | undefined
      /** Of events received at or after. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Of events received before. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Delivery>

  /** One delivery with its attempts */
  getDelivery(id: string, options?: CallOptions): Promise<DeliveryDetail>

  /**
   * Send a finished delivery again
   *
   * It becomes due now, under the same id; its attempts are numbered on.
   */
  retryDelivery(id: string, options?: CallOptions): Promise<Delivery>

  /**
   * Refused platform requests and why, newest first
   *
   * Rows are sampled in a flood (`weight` says how many one stands for); `counts` are complete.
   */
  listRejections(
    query?: {
      platform?: string | undefined
      cause?: string | undefined
      /** Refused at or after. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Refused before. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<
    Rejection,
    {
      /** All refused requests by cause, since `since` (default 24 h), in whole hours. */
      counts: Array<{
        platform: string
        cause: string
        count: number
        hint: string
      }>
    }
  >

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
  ): Paged<Account>

  /**
   * Connect an account with its credentials
   *
   * The platform is asked first: the kind of the token, its scopes, its end, and the account it belongs to. Then the credentials are kept sealed, and the account is subscribed. One that is known already gets the new credentials.
   */
  connectAccount(body: AccountInput, options?: CallOptions): Promise<Account>

  /** One social account, with its health */
  getAccount(id: string, options?: CallOptions): Promise<AccountDetail>

  /**
   * Give an account new credentials, or another name
   *
   * New credentials must belong to the same account. A name of null is that of the platform again.
   */
  updateAccount(id: string, body: AccountChange, options?: CallOptions): Promise<Account>

  /**
   * Disconnect an account
   *
   * It is unsubscribed, unless another account has the same subscription, and its credentials are forgotten. Its events stay.
   */
  disconnectAccount(id: string, options?: CallOptions): Promise<DisconnectedAccount>

  /**
   * Ask the platform about an account now
   *
   * Profile, quality, token and subscription are asked anew. What the platform refuses is in `error`; a dead token disconnects the account, and one that works again connects it again.
   */
  testAccount(id: string, options?: CallOptions): Promise<AccountTest>

  /**
   * Make the platform push the events of an account
   *
   * What the platform refuses is in `subscription.problem` of the answer, also where it has fields for the whole app only.
   */
  subscribeAccount(
    id: string,
    body: {
      /** Webhook fields, kept for when it has to be subscribed again; default: those given last, or those marked so at `GET /api/v1/platforms`. */
      fields?: Array<string> | undefined
    },
    options?: CallOptions,
  ): Promise<Account>

  /** What each platform can do, and what connecting an account takes */
  listPlatforms(
    query?: {
      /** Of the texts: of steps, fields, samples, credentials and reasons. */
      language?: 'en' | 'th' | undefined
    },
    options?: CallOptions,
  ): Promise<{
    data: Array<Platform>
  }>

  /** Ask a platform where it sends the events of the app */
  testPlatform(platform: string, options?: CallOptions): Promise<PlatformTest>

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
      /** Where the browser ends; a page that says how it went unless given. */
      return?: 'dashboard' | undefined
    },
    options?: CallOptions,
  ): Promise<BegunLogin>

  /** How a login goes, and the accounts to choose from */
  getLogin(id: string, options?: CallOptions): Promise<ConnectSession>

  /** Connect those accounts of a login that are wanted */
  chooseAccounts(
    id: string,
    body: {
      /** `externalId`s of candidates. */
      accounts: Array<string>
    },
    options?: CallOptions,
  ): Promise<ConnectSession>

  /** How much an account may still send now */
  getAccountLimits(id: string, options?: CallOptions): Promise<HeadRoom>

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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** A small version, where the platform asks for one. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** A still, where the platform asks for one. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'audio'
          /** Public address that the platform fetches. */
          url?: string | undefined
          /** Id of media uploaded to the platform. */
          mediaId?: string | undefined
          /** Some platforms need it. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'sticker'
          /** Public address that the platform fetches. */
          url?: string | undefined
          /** Id of media uploaded to the platform. */
          mediaId?: string | undefined
          /** Of a sticker that the platform has. */
          packageId?: string | undefined
          /** Of a sticker that the platform has. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'carousel'
          /** Shown in notifications, where there is no room for the elements. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'template'
          /** Of the approved template. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'native'
          /** One message as the own API of the platform takes it; see the page of the platform. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'mark_seen'
          /** The message read, or its token, where the platform asks for one. */
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
          /** Quotes a message that the hub does not know, where the platform quotes by a token. */
          quoteToken?: string | undefined
          /** A person wrote it: some platforms take it after the window for answers has closed. */
          humanAgent?: boolean | undefined
          /** Wait up to 8 seconds for the answer of the platform. */
          wait?: boolean | undefined
          type: 'typing'
          on?: boolean | undefined
          /** The message being answered, where the platform asks for it. */
          messageId?: string | undefined
          /** How long, where the platform asks. */
          seconds?: number | undefined
        },
    options?: KeyedCallOptions,
  ): Promise<Message>

  /** Messages that the hub was asked to send, newest first */
  listMessages(
    query?: {
      /** An `acc_` id, or `platform:externalId`. */
      account?: string | undefined
      /** `unknown`: no answer came, so it may have been sent; it is not sent again by itself. */
      status?: 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled' | undefined
      conversation?: string | undefined
      /** Asked for at or after. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Asked for before. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Message>

  /** One message and how far it got */
  getMessage(id: string, options?: CallOptions): Promise<Message>

  /** Take a message out of the line */
  cancelMessage(id: string, options?: CallOptions): Promise<Message>

  /**
   * Say what became of a message whose outcome is unknown
   *
   * A message is `unknown` when the platform was called and no answer came. The hub never sends it again by itself: only a person who has looked can say that it arrived, or that it is to be sent again.
   */
  resolveMessage(id: string, body: ResolveMessage, options?: CallOptions): Promise<Message>

  /**
   * Upload a file to a platform, to be sent
   *
   * `multipart/form-data` with `account` (before the file, or in the query) and `file`. The platform may keep it for some days only.
   */
  uploadMedia(
    body: RawBody,
    query?: {
      /** An `acc_` id, or `platform:externalId`. */
      account?: string | undefined
    },
    options?: CallOptions,
  ): Promise<Media>

  /**
   * Fetch a file that somebody sent, from the platform
   *
   * Streamed as it comes; the hub keeps no copy. The id is that of an attachment.
   */
  downloadMedia(account: string, mediaId: string, options?: CallOptions): Promise<Response>

  /** API keys that are valid, newest first */
  listKeys(
    query?: {
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<ApiKey>

  /** Make an API key */
  createKey(
    body: {
      name: string
      /** Default `read`. */
      role?: 'admin' | 'read' | undefined
      /** Only the operator makes such keys, with role `admin`, in the first workspace. */
      operator?: boolean | undefined
    },
    options?: CallOptions,
  ): Promise<ApiKeyWithText>

  /**
   * Revoke an API key
   *
   * It stops within seconds. The last key with role `admin`, and the last of the operator, cannot be revoked.
   */
  revokeKey(id: string, options?: CallOptions): Promise<void>

  /**
   * Sign in
   *
   * Sets an http-only cookie that stands for the key from now on: 12 hours after the last use, 7 days at the most, and while the key is valid. Every call that changes something then needs `csrfToken` as `X-CSRF-Token`.
   */
  createSession(body: SignIn, options?: CallOptions): Promise<Session>

  /** Who is signed in */
  getSession(options?: CallOptions): Promise<Session>

  /**
   * Act in another workspace
   *
   * The session keeps it. Only for keys of the operator.
   */
  updateSession(body: SessionChange, options?: CallOptions): Promise<Session>

  /**
   * Sign out
   *
   * Ends the session, if there is one, and takes its cookie from the browser.
   */
  deleteSession(options?: CallOptions): Promise<void>

  /** Workspaces, newest first */
  listWorkspaces(
    query?: {
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Workspace>

  /**
   * Make a workspace
   *
   * Its first key is made by `POST /api/v1/keys` with `X-Workspace`.
   */
  createWorkspace(
    body: {
      name: string
    },
    options?: CallOptions,
  ): Promise<Workspace>

  /**
   * What was changed through the API, and with which key, newest first
   *
   * Names of members, never their values. What the operator reads in another workspace is noted once an hour for each route. Kept for 400 days. Only for keys with the role `admin`.
   */
  listAudit(
    query?: {
      key?: string | undefined
      /** Changed at or after. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** Changed before. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<AuditEntry>

  /**
   * Counts, rates, latency, queues, by type, account and time
   *
   * Every figure is exact. The window is rounded to buckets; `since` and `until` say to which.
   */
  getStats(
    query?: {
      /** Start of the window; default 24 hours ago, at most 31 days. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      since?: string | undefined
      /** End of the window; default now. ISO 8601 (UTC without an offset), or a duration such as `24h` (that long ago). */
      until?: string | undefined
      /** Width of the points of `overTime`; a quarter is 15 minutes. Absent in a query: such that there are at most about 100. Minutes are kept for three hours: an older window asked for by the minute is answered in quarters. */
      bucket?: 'minute' | 'quarter' | 'hour' | 'day' | undefined
    },
    options?: CallOptions,
  ): Promise<Stats>

  /** Whether everything is all right, and what to do about it */
  getOverview(options?: CallOptions): Promise<Overview>

  /**
   * What a person should know, newest first
   *
   * Made from stored events, and kept as long as they are. A page may hold fewer than `limit` and still have a next one.
   */
  listNotifications(
    query?: {
      /** The type of the event that tells of it; `event.failed`: an event could not be processed. */
      type?:
        | 'webhook.failing'
        | 'webhook.disabled'
        | 'account.connected'
        | 'account.disconnected'
        | 'account.updated'
        | 'message.failed'
        | 'post.failed'
        | 'crisis.detected'
        | 'trend.detected'
        | 'goal.achieved'
        | 'event.failed'
        | undefined
      /** How many at most. */
      limit?: number | undefined
      /** `nextCursor` of the page before. */
      cursor?: string | undefined
    },
    options?: CallOptions,
  ): Paged<Notification>

  /** Settings of the hub */
  getSettings(options?: CallOptions): Promise<Settings>

  /**
   * Change settings of the hub
   *
   * Takes effect in every process within seconds, without a restart.
   */
  updateSettings(body: SettingsChange, options?: CallOptions): Promise<Settings>

  /**
   * Send a test mail to those who get the alerts
   *
   * Waits for the mail server, 10 seconds at most.
   */
  sendTestAlert(options?: CallOptions): Promise<MailTest>

  /** What runs here */
  getAbout(options?: CallOptions): Promise<About>
}
