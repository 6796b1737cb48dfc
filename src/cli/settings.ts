import { PLATFORMS } from '../platforms/index.ts'
import type { Platform } from '../platforms/platform.ts'
import { type Credentials, credentialsPath, readCredentials } from '../setup/credentials-file.ts'
import { CommandFailure, usageFailure } from './failure.ts'

/** A value and where it came from, in words for people. */
export interface Setting {
  readonly value: string
  readonly source: string
}

/** Flags shared by the commands that talk to a hub. */
export interface ClientFlags {
  readonly url?: string
  readonly apiKey?: string
  readonly secret?: string
  readonly dataDir?: string
}

/** The hub of a client command, found by flag, then environment, then the credentials file of this machine. */
export interface ClientSettings {
  readonly dataDir: string
  readonly credentialsFile: string
  /** Address of the hub, without a slash at the end. */
  readonly url: Setting
  readonly apiKey: Setting | undefined
  readonly verifyToken: Setting | undefined
  appSecret(platform: Platform): Setting | undefined
}

/** The variables that hold the verify token of a handshake, the preferred one first. */
export const VERIFY_TOKEN_VARIABLES: readonly string[] = [
  ...new Set(PLATFORMS.flatMap(({ settings }) => settings.verifyTokens)),
]

/**
 * Resolves the settings of a client command.
 * @throws CommandFailure when the address is none, Error when the credentials file is broken.
 */
export async function clientSettings(flags: ClientFlags, env: NodeJS.ProcessEnv): Promise<ClientSettings> {
  const dataDir = flags.dataDir ?? variable(env, 'HUBBUB_DATA_DIR')?.value ?? './data'
  const credentialsFile = credentialsPath(dataDir)
  const kept = await readCredentials(dataDir)
  const fromFile = (name: keyof Credentials): Setting | undefined =>
    kept[name] ? { value: kept[name], source: credentialsFile } : undefined
  const flag = (name: string, value: string | undefined): Setting | undefined =>
    value ? { value, source: `--${name}` } : undefined
  const first = (names: readonly string[]) => names.map((name) => variable(env, name)).find(Boolean)

  const url = flag('url', flags.url) ?? variable(env, 'HUBBUB_URL') ?? fromFile('url') ?? defaultUrl(env)
  return {
    dataDir,
    credentialsFile,
    url: { ...url, value: baseUrl(url) },
    apiKey: flag('api-key', flags.apiKey) ?? variable(env, 'API_KEY') ?? fromFile('apiKey'),
    verifyToken: first(VERIFY_TOKEN_VARIABLES) ?? fromFile('verifyToken'),
    appSecret: ({ settings }) => flag('secret', flags.secret) ?? first(settings.secrets) ?? fromFile('appSecret'),
  }
}

/** @throws CommandFailure naming the flag and the variable when there is no API key. */
export function requireApiKey(settings: ClientSettings): Setting {
  if (settings.apiKey) return settings.apiKey
  throw new CommandFailure(
    `no API key. Give one with --api-key or the variable API_KEY, or run this where the hub keeps its data
(there is none in ${settings.credentialsFile}; --data-dir or HUBBUB_DATA_DIR names another folder).`,
  )
}

/** @throws CommandFailure naming the flag and the variables when there is no secret to sign with. */
export function requireAppSecret(settings: ClientSettings, platform: Platform): Setting {
  const secret = settings.appSecret(platform)
  if (secret) return secret
  throw new CommandFailure(
    `no app secret to sign with. Give one with --secret or the variable ${platform.settings.secrets.join(' or ')}, or run this where the hub keeps its data
(there is none in ${settings.credentialsFile}; --data-dir or HUBBUB_DATA_DIR names another folder).`,
  )
}

/** @throws CommandFailure when the address is not http or https. */
export function baseUrl(setting: Setting): string {
  const url = URL.parse(setting.value)
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw usageFailure(`${setting.source}: "${setting.value}" is not an address such as http://127.0.0.1:8000`)
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
}

function variable(env: NodeJS.ProcessEnv, name: string): Setting | undefined {
  const value = env[name]?.trim()
  return value ? { value, source: `the variable ${name}` } : undefined
}

function defaultUrl(env: NodeJS.ProcessEnv): Setting {
  const host = variable(env, 'HOST')?.value ?? '127.0.0.1'
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  const port = variable(env, 'PORT')?.value ?? '8000'
  return {
    value: `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`,
    source: 'HOST and PORT',
  }
}
