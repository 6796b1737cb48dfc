import type { Destinations } from '../destinations/index.ts'
import { newUuid } from '../events/ids.ts'
import type { Vault } from '../lib/vault.ts'
import type { Database } from '../store/database.ts'
import { findEnvironmentEndpoint } from '../store/endpoints/read.ts'
import { deleteEndpoint, insertEndpoint, type NewEndpoint, updateEndpoint } from '../store/endpoints/write.ts'
import { lockWorkspace } from '../store/workspaces/workspaces.ts'
import type { EndpointRegistry } from './registry.ts'

/** Makes the endpoint of WEBHOOK_URL, changes it with the variable, and deletes it when the variable is gone. */
export async function keepEnvironmentEndpoint(
  database: Database,
  vault: Vault,
  workspaceId: string,
  endpoints: EndpointRegistry,
  { byUrl }: Destinations,
  settings: { url: string | undefined; secret: string | undefined },
): Promise<void> {
  await database.transaction(async (trx) => {
    // Two processes may start at once; only one of them makes it.
    await lockWorkspace(trx, workspaceId)
    const existing = await findEnvironmentEndpoint(trx, workspaceId)
    if (settings.url === undefined) {
      if (existing) await deleteEndpoint(trx, workspaceId, existing.id)
      return
    }
    if (!existing) {
      const secret = vault.seal(settings.secret ?? byUrl.secret.generate())
      await insertEndpoint(trx, environmentEndpoint(workspaceId, byUrl.kind, settings.url, secret))
      return
    }
    const secretChanged = settings.secret !== undefined && vault.open(existing.secret_sealed) !== settings.secret
    if (existing.config.url === settings.url && !secretChanged) return
    await updateEndpoint(trx, workspaceId, existing.id, {
      config: { url: settings.url },
      secret_sealed: secretChanged && settings.secret !== undefined ? vault.seal(settings.secret) : undefined,
    })
  })
  await endpoints.changed()
}

function environmentEndpoint(workspaceId: string, kind: string, url: string, secretSealed: Buffer): NewEndpoint {
  return {
    workspace_id: workspaceId,
    id: newUuid(),
    kind,
    config: { url },
    description: 'WEBHOOK_URL of the environment',
    events: ['*'],
    format: 'flat',
    secret_sealed: secretSealed,
    from_environment: true,
  }
}
