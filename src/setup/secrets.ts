import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import { apiKeyHint, generateApiKey, hashApiKey } from '../lib/api-key.ts'
import type { Vault } from '../lib/vault.ts'
import { PLATFORMS } from '../platforms/index.ts'
import type { Platform } from '../platforms/platform.ts'
import { valuesOf } from '../platforms/settings.ts'
import { hasOperatorKey, keepOperatorKey, revokeEnvironmentKeys } from '../store/api-keys/write.ts'
import type { Database } from '../store/database.ts'
import { keepSecret } from '../store/secrets/secrets.ts'
import { lockWorkspace } from '../store/workspaces/workspaces.ts'

/** Secrets that the hub made because none was configured. */
export interface MadeSecrets {
  readonly apiKey?: string
  readonly verifyToken?: string
  readonly appSecret?: string
}

export interface Secrets {
  readonly appSecrets: (platform: Platform) => readonly string[]
  readonly verifyTokens: readonly string[]
  /** Only what this start made. */
  readonly made: MadeSecrets
}

const APP_SECRET = 'platforms.app_secret'
const VERIFY_TOKEN = 'platforms.verify_token'

/**
 * The secrets of platform callbacks: those of the environment, else those made (and sealed) at the first start.
 * A made app secret serves every platform, until the environment has one for any of them.
 */
export async function loadSecrets(
  database: Database,
  vault: Vault,
  workspaceId: string,
  config: Config,
): Promise<Secrets> {
  const secretsOf = ({ settings }: Platform) => valuesOf(config.platforms, settings.secrets)
  const verifyTokens = [
    ...new Set(PLATFORMS.flatMap(({ settings }) => valuesOf(config.platforms, settings.verifyTokens))),
  ]
  const appSecret = PLATFORMS.some((platform) => secretsOf(platform).length > 0)
    ? undefined
    : await readSecret(database, vault, workspaceId, APP_SECRET)
  const verifyToken = verifyTokens.length > 0 ? undefined : await readSecret(database, vault, workspaceId, VERIFY_TOKEN)
  const apiKey = await keepApiKey(database, workspaceId, config.apiKey)
  const made = appSecret ? [appSecret.value] : []
  const bySecret = new Map(PLATFORMS.map((platform) => [platform.id as string, [...secretsOf(platform), ...made]]))
  return {
    appSecrets: (platform) => bySecret.get(platform.id) ?? made,
    verifyTokens: verifyToken ? [verifyToken.value] : verifyTokens,
    made: {
      ...(apiKey ? { apiKey } : {}),
      ...(appSecret?.made ? { appSecret: appSecret.value } : {}),
      ...(verifyToken?.made ? { verifyToken: verifyToken.value } : {}),
    },
  }
}

async function readSecret(database: Database, vault: Vault, workspaceId: string, name: string) {
  const made = vault.seal(randomBytes(24).toString('hex'))
  const secret = await keepSecret(database.db, workspaceId, name, made)
  return { value: vault.open(secret.sealed), made: secret.made }
}

/**
 * Makes the environment's key valid, and no earlier one of the environment; without one, the first start makes a key.
 * @returns the key that was made.
 */
async function keepApiKey(
  database: Database,
  workspaceId: string,
  configured: string | undefined,
): Promise<string | undefined> {
  return await database.transaction(async (trx) => {
    // Two processes may start at once; only one of them makes a key.
    await lockWorkspace(trx, workspaceId)
    await revokeEnvironmentKeys(trx, workspaceId, configured === undefined ? undefined : hashApiKey(configured))
    if (configured !== undefined) {
      await keepOperatorKey(trx, { workspaceId, name: 'API_KEY', ...columnsOf(configured), fromEnvironment: true })
      return undefined
    }
    if (await hasOperatorKey(trx, workspaceId)) return undefined
    const made = generateApiKey()
    await keepOperatorKey(trx, { workspaceId, name: 'First start', ...columnsOf(made), fromEnvironment: false })
    return made
  })
}

function columnsOf(key: string) {
  return { hash: hashApiKey(key), hint: apiKeyHint(key) }
}
