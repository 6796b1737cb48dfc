import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { ConfigError } from './errors.ts'
import { parseDuration } from './lib/duration.ts'
import { parseCidrs } from './lib/net/cidr.ts'
import { PLATFORMS } from './platforms/index.ts'
import type { Variable, VariableValues } from './platforms/settings.ts'

const text = (description: string) => Type.Optional(Type.String({ description }))
const withDefault = (value: string, description: string) => Type.String({ default: value, description })
const integer = (value: number, minimum: number, maximum: number, description: string) =>
  Type.Integer({ default: value, minimum, maximum, description })

/** The variables of every platform, each once. */
const platformVariables: Readonly<Record<string, Variable>> = Object.assign(
  {},
  ...PLATFORMS.map(({ settings }) => settings.variables),
)
const platformSchemas: Readonly<Record<string, TSchema>> = Object.fromEntries(
  Object.entries(platformVariables).map(([name, variable]) => [name, schemaOf(variable)]),
)

/** Every variable the hub reads. `.env.example` and `docs/config.md` are generated from it. */
export const ConfigSchema = Type.Object({
  PORT: integer(8000, 0, 65535, 'Port to listen on; 0 picks a free one.'),
  HOST: withDefault('127.0.0.1', 'Address to listen on. 0.0.0.0 to be reachable from outside (put TLS in front).'),
  HUBBUB_DATA_DIR: withDefault('./data', 'Folder for the database, the key file and the local credentials.'),
  DATABASE_URL: text(
    'PostgreSQL 14 or newer, e.g. postgres://user:password@host/db. Absent: the hub runs a server itself.',
  ),
  HUBBUB_ROLES: withDefault(
    'all',
    'What this process does: `all`, or any of `api ingest process deliver jobs`, separated by commas.',
  ),
  HUBBUB_ENCRYPTION_KEY: text(
    'Seals tokens and secrets at rest: 32 bytes as 64 hex digits or base64. Absent: a 0600 key file in the data folder.',
  ),
  API_KEY: text('An API key with role admin, at least 16 characters. Absent: one is made at the first start.'),
  ...platformSchemas,
  PUBLIC_URL: text(
    'Address under which platforms reach the hub, e.g. https://hub.example.com: for callbacks and logins. Absent: taken from each request.',
  ),
  TRUSTED_PROXIES: withDefault(
    '',
    'Addresses of reverse proxies in front, e.g. `127.0.0.1` or `10.0.0.0/24`: their X-Forwarded-For, -Proto and -Host are believed. Empty: nobody is.',
  ),
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
  INBOX_RETENTION_DAYS: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 3650,
      description:
        'Days that conversations with their messages, comments and contacts are kept after the last message; 0 keeps them for ever. Absent: as long as events.',
    }),
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
  /** Without a slash at the end; undefined: taken from each request. */
  readonly publicUrl: string | undefined
  /** Addresses and ranges whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[]
  /** Values of the platforms' variables: what is set, and defaults. Addresses have no slash at the end. */
  readonly platforms: VariableValues
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
  /** Undefined: as `retentionDays`. */
  readonly inboxRetentionDays: number | undefined
  /** Whether the dashboard is served. */
  readonly dashboard: boolean
  readonly logLevel: string
  /** The variables that were set. */
  readonly given: ReadonlySet<string>
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
  const collect = <T>(name: string, parse: (value: string) => T, value: string): T | undefined => {
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
  const platforms = platformValues(variables, (name, value) => collect(name, addressOf, value) ?? '')
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

  return {
    port: variables.PORT,
    host: variables.HOST,
    dataDir: variables.HUBBUB_DATA_DIR,
    databaseUrl: variables.DATABASE_URL,
    roles,
    encryptionKey,
    apiKey: variables.API_KEY,
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
    inboxRetentionDays: variables.INBOX_RETENTION_DAYS,
    dashboard: variables.HUBBUB_DASHBOARD === 'on',
    logLevel: variables.LOG_LEVEL,
    given: new Set(Object.keys(given)),
  }
}

function schemaOf({ kind: _, pattern, ...rest }: Variable): TSchema {
  const schema = Type.String({ ...rest, ...(pattern !== undefined && { pattern }) })
  return rest.default === undefined ? Type.Optional(schema) : schema
}

function platformValues(
  variables: Readonly<Record<string, unknown>>,
  addressOf: (name: string, value: string) => string,
): VariableValues {
  const values: Record<string, string> = {}
  for (const [name, { kind }] of Object.entries(platformVariables)) {
    const value = variables[name]
    if (typeof value === 'string') values[name] = kind === 'address' ? addressOf(name, value) : value
  }
  return values
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
