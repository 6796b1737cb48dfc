import type { Insertable } from 'kysely'
import { newUuid } from '../../src/events/ids.ts'
import { createVault } from '../../src/lib/vault.ts'
import type { Executor } from '../../src/store/database.ts'
import { insertEndpoint } from '../../src/store/endpoints/write.ts'
import type { EndpointsTable } from '../../src/store/schema.ts'

export const vault = createVault(Buffer.alloc(32, 7))

/** Stores an endpoint that takes everything, unless said otherwise; gives its uuid. */
export async function seedEndpoint(
  db: Executor,
  workspaceId: string,
  given: Partial<Insertable<EndpointsTable>> = {},
): Promise<string> {
  const row = await insertEndpoint(db, {
    workspace_id: workspaceId,
    id: newUuid(),
    kind: 'webhook',
    config: { url: 'https://example.com/' },
    description: null,
    events: ['*'],
    accounts: null,
    filter: null,
    retry_schedule: null,
    timeout_ms: null,
    rate_limit: null,
    disabled_reason: null,
    disabled_at: null,
    secret_sealed: vault.seal('secret'),
    previous_secret_sealed: null,
    previous_secret_until: null,
    failing_since: null,
    ...given,
  })
  return row.id
}
