import { createVault } from '../lib/vault.ts'
import { loadEncryptionKey } from '../setup/key-file.ts'
import { loadSecrets } from '../setup/secrets.ts'
import { openDatabase } from '../store/open.ts'
import { createPlannerStatistics } from '../store/planner-statistics.ts'
import { createWorkspaces } from '../store/workspaces/known.ts'
import { firstWorkspace } from '../store/workspaces/workspaces.ts'
import type { HubPart } from './contents.ts'

export const vault: HubPart<'config' | 'log', 'vault'> = {
  name: 'vault',
  async start({ config, log }) {
    const key = await loadEncryptionKey(config.dataDir, config.encryptionKey, (message) => log.warn(message))
    return { vault: createVault(key) }
  },
}

export const database: HubPart<'config' | 'log', 'database'> = {
  name: 'database',
  start: async ({ config: { databaseUrl, dataDir, given }, log }) => ({
    database: await openDatabase({ databaseUrl, dataDir, dataDirGiven: given.has('HUBBUB_DATA_DIR'), log }),
  }),
  stop: ({ database }) => database.close(),
}

export const workspaces: HubPart<'database', 'workspaces' | 'workspaceMade'> = {
  name: 'workspaces',
  async start({ database }) {
    const { id, made } = await firstWorkspace(database)
    return { workspaces: await createWorkspaces(database, id), workspaceMade: made }
  },
}

/** Until PostgreSQL knows the tables of a new store. */
export const statistics: HubPart<'database' | 'log', 'statistics'> = {
  name: 'planner statistics',
  start: async ({ database, log }) => ({ statistics: await createPlannerStatistics(database, log) }),
}

export const secrets: HubPart<'config' | 'database' | 'vault' | 'workspaces', 'secrets'> = {
  name: 'secrets',
  start: async ({ config, database, vault, workspaces }) => ({
    secrets: await loadSecrets(database, vault, workspaces.first, config),
  }),
}
