import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import { newUuid } from '../events/ids.ts'
import type { SecretSource } from '../ingest/create-receiver.ts'
import { apiKeyHint, generateApiKey, hashApiKey } from '../lib/api-key.ts'
import type { Vault } from '../lib/vault.ts'
import type { Database, Executor } from '../store/database.ts'

/** What was made because nobody configured it. */
export interface MadeSecrets {
  readonly apiKey?: string
  readonly verifyToken?: string
  readonly appSecret?: string
}

export interface Secrets {
  readonly appSecrets: SecretSource
  readonly verifyTokens: readonly string[]
  /** Only what this start made. */
  readonly made: MadeSecrets
}

const APP_SECRET = 'meta.app_secret'
const VERIFY_TOKEN = 'meta.verify_token'

/**
 * The secrets of platform callbacks: those of the environment, else those made (and sealed) at the first start.
 * Made ones stop being valid as soon as the environment has its own.
 */
export async function loadSecrets(
  database: Database,
  vault: Vault,
  workspaceId: string,
  config: Config,
): Promise<Secrets> {
  const { instagram, meta, line } = config.appSecrets
  const configured = [...instagram, ...meta]
  const appSecret = configured.length > 0 ? undefined : await keepSecret(database, vault, workspaceId, APP_SECRET)
  const verifyToken =
    config.verifyTokens.length > 0 ? undefined : await keepSecret(database, vault, workspaceId, VERIFY_TOKEN)
  const apiKey = await keepApiKey(database, workspaceId, config.apiKey)
  const made = appSecret ? [appSecret.value] : []
  const byPlatform = {
    instagram: [...configured, ...made],
    facebook: [...meta, ...made],
    whatsapp: [...meta, ...made],
    line: line.length > 0 ? line : made,
  } as const
  return {
    appSecrets: (platform) => byPlatform[platform.id],
    verifyTokens: verifyToken ? [verifyToken.value] : config.verifyTokens,
    made: {
      ...(apiKey ? { apiKey } : {}),
      ...(appSecret?.made ? { appSecret: appSecret.value } : {}),
      ...(verifyToken?.made ? { verifyToken: verifyToken.value } : {}),
    },
  }
}

async function keepSecret(database: Database, vault: Vault, workspaceId: string, name: string) {
  const value = randomBytes(24).toString('hex')
  const inserted = await database.db
    .insertInto('secrets')
    .values({ workspace_id: workspaceId, name, sealed: vault.seal(value) })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doNothing())
    .returning('name')
    .executeTakeFirst()
  if (inserted) return { value, made: true }
  const row = await database.db
    .selectFrom('secrets')
    .select('sealed')
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return { value: vault.open(row.sealed), made: false }
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
  return await database.db.transaction().execute(async (trx) => {
    // Two processes may start at once; only one of them makes a key.
    await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute()
    await trx
      .updateTable('api_keys')
      .set({ revoked_at: new Date() })
      .where('workspace_id', '=', workspaceId)
      .where('from_environment', '=', true)
      .where('hash', '!=', hashApiKey(configured ?? ''))
      .where('revoked_at', 'is', null)
      .execute()
    if (configured !== undefined) {
      await insertKey(trx, workspaceId, configured, true)
      return undefined
    }
    const existing = await trx
      .selectFrom('api_keys')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('role', '=', 'admin')
      .where('revoked_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (existing) return undefined
    const made = generateApiKey()
    await insertKey(trx, workspaceId, made, false)
    return made
  })
}

async function insertKey(
  executor: Executor,
  workspaceId: string,
  key: string,
  fromEnvironment: boolean,
): Promise<void> {
  await executor
    .insertInto('api_keys')
    .values({
      workspace_id: workspaceId,
      id: newUuid(),
      name: fromEnvironment ? 'API_KEY' : 'First start',
      role: 'admin',
      hash: hashApiKey(key),
      hint: apiKeyHint(key),
      from_environment: fromEnvironment,
      last_used_at: null,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ revoked_at: null }))
    .execute()
}
