import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { ConfigError } from './errors.ts'
import { parseDuration } from './lib/duration.ts'
import { parseCidrs } from './lib/net/cidr.ts'

const text = (description: string) => Type.Optional(Type.String({ description }))
const withDefault = (value: string, description: string) => Type.String({ default: value, description })
const integer = (value: number, minimum: number, maximum: number, description: string) =>
  Type.Integer({ default: value, minimum, maximum, description })

/** Every variable the hub reads. `.env.example` and `docs/config.md` are generated from it. */
export const ConfigSchema = Type.Object({
  PORT: integer(8000, 0, 65535, 'Port to listen on; 0 picks a free one.'),
  HOST: withDefault('127.0.0.1', 'Address to listen on. 0.0.0.0 to be reachable from outside (put TLS in front).'),
  HUBBUB_DATA_DIR: withDefault('./data', 'Folder for the embedded database, the key file and the local credentials.'),
  DATABASE_URL: text('PostgreSQL 14 or newer, e.g. postgres://user:password@host/db. Absent: the embedded database.'),
  HUBBUB_ROLES: withDefault(
    'all',
    'What this process does: `all`, or any of `api ingest process deliver jobs`, separated by commas.',
  ),
  HUBBUB_ENCRYPTION_KEY: text(
    'Seals tokens and secrets at rest: 32 bytes as 64 hex digits or base64. Absent: a 0600 key file in the data folder.',
  ),
  API_KEY: text('An API key with role admin, at least 16 characters. Absent: one is made at the first start.'),
  META_APP_SECRET: text('App secret of the Meta app; signs what Instagram, Facebook and WhatsApp send.'),
  INSTAGRAM_APP_SECRET: text('App secret of the Instagram app (Instagram Login). Valid beside META_APP_SECRET.'),
  INSTAGRAM_WEBHOOK_SECRET: text('Another name for INSTAGRAM_APP_SECRET. Each that is set is valid.'),
  LINE_CHANNEL_SECRET: text('Channel secret of the LINE Messaging API channel; signs what LINE sends.'),
  META_APP_ID: text('Id of the Meta app; accounts of Facebook and WhatsApp are connected with it by login.'),
  INSTAGRAM_APP_ID: text('Id of the Instagram app; Instagram accounts are connected with it by login.'),
  GRAPH_VERSION: Type.String({
    default: 'v26.0',
    pattern: '^v\\d+\\.\\d+$',
    description: 'Version of the Graph API that is called.',
  }),
  META_GRAPH_URL: withDefault('https://graph.facebook.com', 'Host of the Graph API. Others only for tests.'),
  INSTAGRAM_GRAPH_URL: withDefault('https://graph.instagram.com', 'Host of the Instagram API. Others only for tests.'),
  META_DIALOG_URL: withDefault('https://www.facebook.com', 'Host of the Facebook login. Others only for tests.'),
  INSTAGRAM_AUTH_URL: withDefault('https://www.instagram.com', 'Host of the Instagram login. Others only for tests.'),
  INSTAGRAM_API_URL: withDefault(
    'https://api.instagram.com',
    'Host that gives tokens after the Instagram login. Others only for tests.',
  ),
  LINE_API_URL: withDefault('https://api.line.me', 'Host of the LINE Messaging API. Others only for tests.'),
  LINE_DATA_API_URL: withDefault('https://api-data.line.me', 'Host of LINE content. Others only for tests.'),
  PUBLIC_URL: text(
    'Address under which platforms reach the hub, e.g. https://hub.example.com: for callbacks and logins. Absent: taken from each request.',
  ),
  TRUSTED_PROXIES: withDefault(
    '',
    'Addresses of reverse proxies in front, e.g. `127.0.0.1` or `10.0.0.0/24`: their X-Forwarded-For, -Proto and -Host are believed. Empty: nobody is.',
  ),
  META_VERIFY_TOKEN: text('Verify token of the webhook handshake. Absent: one is made at the first start.'),
  INSTAGRAM_WEBHOOK_VERIFY_TOKEN: text('Another name for META_VERIFY_TOKEN. Each that is set is valid.'),
  WEBHOOK_URL: text('An endpoint for every event, made at start, format `flat`.'),
  WEBHOOK_SECRET: text('Signing secret of that endpoint. Absent: one is made.'),
  WEBHOOK_BATCH_SIZE: integer(100, 1, 1000, 'Events processed in one transaction.'),
  WEBHOOK_RETRY_ATTEMPTS: integer(3, 0, 20, 'Retries of an event that fails to process.'),
  WEBHOOK_RETRY_DELAY: integer(
    5000,
    1,
    3_600_000,
    'Milliseconds before the first of these retries; doubles each time.',
  ),
  DELIVERY_RETRY_SCHEDULE: withDefault(
    '1m,5m,15m,1h,6h',
    'Waits between the tries of a delivery (units ms, s, m, h, d), each with 10 % jitter.',
  ),
  DELIVERY_TIMEOUT: withDefault('30s', 'How long an application may take to answer.'),
  DELIVERY_ALLOWED_CIDRS: withDefault(
    '',
    'Private addresses that endpoints may have, e.g. `127.0.0.0/8,10.0.0.0/8`. Empty: none.',
  ),
  DELIVERY_DISABLE_AFTER: withDefault(
    '5d',
    'An endpoint that has only failed for this long is disabled; warned of at 50, 70 and 90 %. 0 to never.',
  ),
  SMTP_URL: text(
    'Mail server for alerts, e.g. smtps://user:password@mail.example.com. Absent: alerts are logged only.',
  ),
  ALERT_EMAIL: text(
    'Who gets the alerts (endpoints that keep failing, accounts that were disconnected); several separated by commas. The dashboard can change it.',
  ),
  RETENTION_DAYS: integer(
    30,
    0,
    3650,
    'Days that events, deliveries and rejections are kept; 0 keeps them for ever. The dashboard can change it.',
  ),
  HUBBUB_DASHBOARD: Type.Union([Type.Literal('on'), Type.Literal('off')], {
    default: 'on',
    description: '`on`: processes with the role `api` serve the dashboard at `/`.',
  }),
  LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => Type.Literal(level)),
    { default: 'info', description: 'fatal, error, warn, info, debug, trace or silent.' },
  ),
})

export type ConfigVariables = Static<typeof ConfigSchema>

export const ROLES = ['api', 'ingest', 'process', 'deliver', 'jobs'] as const
export type Role = (typeof ROLES)[number]

/** Settings of a hub, parsed. Durations are milliseconds. */
export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly roles: ReadonlySet<Role>
  readonly encryptionKey: Buffer | undefined
  readonly apiKey: string | undefined
  /** App secrets from the environment, by platform family. */
  readonly appSecrets: {
    readonly instagram: readonly string[]
    readonly meta: readonly string[]
    readonly line: readonly string[]
  }
  readonly verifyTokens: readonly string[]
  /** Without a slash at the end; undefined: taken from each request. */
  readonly publicUrl: string | undefined
  /** Addresses and ranges whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[]
  /** Where the platforms' APIs are, without slashes at the end, and the apps the hub is known to them by. */
  readonly platforms: PlatformSettings
  readonly webhookUrl: string | undefined
  readonly webhookSecret: string | undefined
  readonly processing: { readonly batchSize: number; readonly retryAttempts: number; readonly retryDelayMs: number }
  readonly delivery: {
    readonly retryScheduleMs: readonly number[]
    readonly timeoutMs: number
    readonly allowedCidrs: readonly string[]
    /** 0: never. */
    readonly disableAfterMs: number
  }
  /** Undefined: alerts are logged only. */
  readonly smtpUrl: string | undefined
  /** Unless others are saved in the settings. */
  readonly alertEmails: readonly string[]
  /** Unless another number is saved in the settings. */
  readonly retentionDays: number
  /** Whether the dashboard is served. */
  readonly dashboard: boolean
  readonly logLevel: string
  /** The variables that were set. */
  readonly given: ReadonlySet<string>
}

export interface PlatformSettings {
  readonly graphUrl: string
  readonly instagramGraphUrl: string
  readonly dialogUrl: string
  readonly instagramAuthUrl: string
  readonly instagramApiUrl: string
  readonly lineApiUrl: string
  readonly lineDataUrl: string
  readonly graphVersion: string
  readonly metaAppId: string | undefined
  readonly instagramAppId: string | undefined
}

const NUMERIC = new Set(
  Object.entries(ConfigSchema.properties)
    .filter(([, schema]) => 'type' in schema && schema.type === 'integer')
    .map(([name]) => name),
)

/**
 * Reads the configuration from environment variables. An empty variable counts as absent.
 * @throws ConfigError naming every variable that is wrong and what it should be.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(ConfigSchema.properties)) {
    const value = env[name]?.trim()
    if (!value) continue
    given[name] = NUMERIC.has(name) && /^-?\d+$/.test(value) ? Number(value) : value
  }
  const variables = Value.Default(ConfigSchema, { ...given }) as ConfigVariables
  const faults = Value.Errors(ConfigSchema, variables).map(
    (error) => `${error.instancePath.slice(1)}: ${error.message}`,
  )
  const collect = <T>(name: keyof ConfigVariables, parse: (value: string) => T, value: string): T | undefined => {
    try {
      return parse(value)
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
  if (faults.length > 0) throw new ConfigError(faults)

  const roles = collect('HUBBUB_ROLES', parseRoles, variables.HUBBUB_ROLES)
  const encryptionKey = variables.HUBBUB_ENCRYPTION_KEY
    ? collect('HUBBUB_ENCRYPTION_KEY', parseKey, variables.HUBBUB_ENCRYPTION_KEY)
    : undefined
  const retryScheduleMs = collect('DELIVERY_RETRY_SCHEDULE', parseSchedule, variables.DELIVERY_RETRY_SCHEDULE)
  const timeoutMs = collect('DELIVERY_TIMEOUT', parseTimeout, variables.DELIVERY_TIMEOUT)
  const allowedCidrs = collect('DELIVERY_ALLOWED_CIDRS', splitCidrs, variables.DELIVERY_ALLOWED_CIDRS)
  const disableAfterMs = collect('DELIVERY_DISABLE_AFTER', parseDuration, variables.DELIVERY_DISABLE_AFTER)
  if (variables.DATABASE_URL)
    collect('DATABASE_URL', (v) => urlOf(v, ['postgres:', 'postgresql:']), variables.DATABASE_URL)
  if (variables.SMTP_URL) collect('SMTP_URL', (v) => urlOf(v, ['smtp:', 'smtps:']), variables.SMTP_URL)
  if (variables.ALERT_EMAIL && !variables.SMTP_URL) faults.push('SMTP_URL: ALERT_EMAIL is set, but no mail server')
  if (variables.WEBHOOK_URL) collect('WEBHOOK_URL', (v) => urlOf(v, ['http:', 'https:']), variables.WEBHOOK_URL)
  const address = (name: AddressVariable) => collect(name, addressOf, variables[name]) ?? ''
  const platforms: PlatformSettings = {
    graphUrl: address('META_GRAPH_URL'),
    instagramGraphUrl: address('INSTAGRAM_GRAPH_URL'),
    dialogUrl: address('META_DIALOG_URL'),
    instagramAuthUrl: address('INSTAGRAM_AUTH_URL'),
    instagramApiUrl: address('INSTAGRAM_API_URL'),
    lineApiUrl: address('LINE_API_URL'),
    lineDataUrl: address('LINE_DATA_API_URL'),
    graphVersion: variables.GRAPH_VERSION,
    metaAppId: variables.META_APP_ID,
    instagramAppId: variables.INSTAGRAM_APP_ID,
  }
  const trustedProxies = collect('TRUSTED_PROXIES', splitProxies, variables.TRUSTED_PROXIES)
  const publicUrl = variables.PUBLIC_URL ? collect('PUBLIC_URL', addressOf, variables.PUBLIC_URL) : undefined
  if (variables.API_KEY && variables.API_KEY.length < 16) faults.push('API_KEY: at least 16 characters')
  if (
    faults.length > 0 ||
    !roles ||
    !retryScheduleMs ||
    timeoutMs === undefined ||
    !allowedCidrs ||
    !trustedProxies ||
    disableAfterMs === undefined
  )
    throw new ConfigError(faults)

  const present = (...values: (string | undefined)[]) => [...new Set(values.filter((value) => value !== undefined))]
  return {
    port: variables.PORT,
    host: variables.HOST,
    dataDir: variables.HUBBUB_DATA_DIR,
    databaseUrl: variables.DATABASE_URL,
    roles,
    encryptionKey,
    apiKey: variables.API_KEY,
    appSecrets: {
      instagram: present(variables.INSTAGRAM_APP_SECRET, variables.INSTAGRAM_WEBHOOK_SECRET),
      meta: present(variables.META_APP_SECRET),
      line: present(variables.LINE_CHANNEL_SECRET),
    },
    verifyTokens: present(variables.META_VERIFY_TOKEN, variables.INSTAGRAM_WEBHOOK_VERIFY_TOKEN),
    publicUrl,
    trustedProxies,
    platforms,
    webhookUrl: variables.WEBHOOK_URL,
    webhookSecret: variables.WEBHOOK_SECRET,
    processing: {
      batchSize: variables.WEBHOOK_BATCH_SIZE,
      retryAttempts: variables.WEBHOOK_RETRY_ATTEMPTS,
      retryDelayMs: variables.WEBHOOK_RETRY_DELAY,
    },
    delivery: { retryScheduleMs, timeoutMs, allowedCidrs, disableAfterMs },
    smtpUrl: variables.SMTP_URL,
    alertEmails: (variables.ALERT_EMAIL ?? '').split(/[\s,;]+/).filter(Boolean),
    retentionDays: variables.RETENTION_DAYS,
    dashboard: variables.HUBBUB_DASHBOARD === 'on',
    logLevel: variables.LOG_LEVEL,
    given: new Set(Object.keys(given)),
  }
}

function parseRoles(value: string): ReadonlySet<Role> {
  const names = value.split(/[\s,]+/).filter(Boolean)
  if (names.includes('all')) return new Set(ROLES)
  for (const name of names) {
    if (!(ROLES as readonly string[]).includes(name))
      throw new Error(`unknown role ${name}; use all, or any of ${ROLES.join(' ')}`)
  }
  if (names.length === 0) throw new Error('names no role')
  return new Set(names as Role[])
}

function parseKey(value: string): Buffer {
  const key = /^[0-9a-f]{64}$/i.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64')
  if (key.length !== 32) throw new Error('must be 32 bytes, as 64 hex digits or base64')
  return key
}

function parseSchedule(value: string): number[] {
  return value.split(',').map((step) => parseDuration(step.trim()))
}

function parseTimeout(value: string): number {
  const ms = parseDuration(value)
  if (ms < 100 || ms > 300_000) throw new Error('must lie between 100ms and 5m')
  return ms
}

type AddressVariable = Extract<keyof ConfigVariables, `${'META' | 'INSTAGRAM' | 'LINE'}_${string}_URL`>

function addressOf(value: string): string {
  const url = urlOf(value, ['http:', 'https:'])
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

/** @throws Error naming a range that is none. */
function splitCidrs(value: string): string[] {
  const ranges = value.split(/[\s,]+/).filter(Boolean)
  parseCidrs(ranges)
  return ranges
}

/** @throws Error naming a range that is none, or that is everybody. */
function splitProxies(value: string): string[] {
  const ranges = splitCidrs(value)
  const everybody = ranges.find((range) => /\/0+$/.test(range))
  if (everybody !== undefined) throw new Error(`"${everybody}" is everybody; name the proxies`)
  return ranges
}

function urlOf(value: string, protocols: readonly string[]): URL {
  const url = URL.parse(value)
  if (!url || !protocols.includes(url.protocol)) throw new Error(`must be a ${protocols.join('// or ')}// address`)
  return url
}
