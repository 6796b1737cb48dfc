import { generateSecret } from '../destinations/webhook/signature.ts'
import { newUuid } from '../events/ids.ts'
import type { Vault } from '../lib/vault.ts'
import type { Database } from '../store/database.ts'
import { deleteEndpoint } from '../store/endpoints/endpoints.ts'
import type { EndpointRegistry } from './registry.ts'

/**
 * Keeps the endpoint of WEBHOOK_URL: made when it is not there, moved when the variable changed, deleted when it is gone.
 */
export async function keepEnvironmentEndpoint(
  database: Database,
  vault: Vault,
  workspaceId: string,
  endpoints: EndpointRegistry,
  settings: { url: string | undefined; secret: string | undefined },
): Promise<void> {
  await database.db.transaction().execute(async (trx) => {
    // Two processes may start at once; only one of them makes it.
    await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute()
    const existing = await trx
      .selectFrom('endpoints')
      .select(['id', 'url', 'secret_sealed'])
      .where('workspace_id', '=', workspaceId)
      .where('from_environment', '=', true)
      .executeTakeFirst()
    if (settings.url === undefined) {
      if (existing) await deleteEndpoint(trx, workspaceId, existing.id)
      return
    }
    if (!existing) {
      await trx
        .insertInto('endpoints')
        .values({
          workspace_id: workspaceId,
          id: newUuid(),
          url: settings.url,
          description: 'WEBHOOK_URL of the environment',
          events: ['*'],
          accounts: null,
          filter: null,
          format: 'flat',
          retry_schedule: null,
          timeout_ms: null,
          rate_limit: null,
          disabled_reason: null,
          disabled_at: null,
          secret_sealed: vault.seal(settings.secret ?? generateSecret()),
          previous_secret_sealed: null,
          previous_secret_until: null,
          failing_since: null,
          from_environment: true,
        })
        .execute()
      return
    }
    const secretChanged = settings.secret !== undefined && vault.open(existing.secret_sealed) !== settings.secret
    if (existing.url === settings.url && !secretChanged) return
    await trx
      .updateTable('endpoints')
      .set({
        url: settings.url,
        updated_at: new Date(),
        ...(secretChanged && settings.secret !== undefined ? { secret_sealed: vault.seal(settings.secret) } : {}),
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', existing.id)
      .execute()
  })
  await endpoints.changed()
}
